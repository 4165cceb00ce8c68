/** Gets a page over HTTP, by the module's own client. */
import type { Session } from 'sim800-protocol/session';

/** The bearer must be open: AT+SAPBR=1,1. */
export async function get(session: Session, url: string): Promise<{ status: number; body: Uint8Array }> {
  await session.command({ type: 'httpinit', form: 'execute' });
  try {
    await session.command({ type: 'httppara', form: 'write', tag: 'URL', value: url });
    const { late } = await session.command({ type: 'httpaction', form: 'write', method: 0 });
    const { result } = await late({ timeout: 60_000 });
    if (result.dataLen === 0) return { status: result.statusCode, body: new Uint8Array() };
    const { payload } = await session.ask({ type: 'httpread', form: 'execute' });
    return { status: result.statusCode, body: payload };
  } finally {
    await session.command({ type: 'httpterm', form: 'execute' });
  }
}
