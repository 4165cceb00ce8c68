import { MissingPeer } from './fault.js';

/** An optional peer dependency, loaded only when it is needed; `why`: what needs it. */
export async function peer<L>(load: () => Promise<L>, name: string, why: string): Promise<L> {
  try {
    return await load();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') throw new MissingPeer(name, why);
    throw error;
  }
}
