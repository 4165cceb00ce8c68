/** What the host writes after a prompt. */
import { CTRL_Z, ESC } from '../contract/bytes.js';
import { isBytes } from '../values/bytes-only.js';
import { EncodeError } from '../values/encode-error.js';

/** Its number was announced, or Ctrl-Z ends it. */
export type DataEnd = { readonly length: number } | { readonly end: 'ctrl-z' };

function refuse(data: unknown, expected: string): never {
  throw new EncodeError('data', undefined, data, expected);
}

function withCtrlZ(data: Uint8Array): Uint8Array {
  const at = data.findIndex((byte) => byte === CTRL_Z || byte === ESC);
  if (at >= 0) {
    const what = data[at] === CTRL_Z ? 'Ctrl-Z (1Ah)' : 'ESC (1Bh)';
    refuse(data, `no Ctrl-Z and no ESC in data that Ctrl-Z ends: ${what} appears at ${at}`);
  }
  const bytes = new Uint8Array(data.length + 1);
  bytes.set(data);
  bytes[data.length] = CTRL_Z;
  return bytes;
}

/** No command takes more. */
export interface LongestData {
  readonly counted: number;
  readonly untilCtrlZ: number;
}

/** One of the two, and nothing else. */
function endOf(how: unknown): { readonly end?: 'ctrl-z'; readonly length?: number } {
  const given = typeof how === 'object' && how !== null ? (how as Readonly<Record<string, unknown>>) : {};
  const { end, length } = given;
  if (end === 'ctrl-z' && length === undefined) return { end };
  if (end === undefined && typeof length === 'number') return { length };
  throw new EncodeError(
    'data',
    'end',
    how === null ? 'null' : JSON.stringify(how),
    "{ end: 'ctrl-z' } or { length: bytes announced }",
  );
}

export function encodeDataWith(longest: LongestData, data: Uint8Array, how: DataEnd): Uint8Array {
  if (!isBytes(data)) refuse(data, 'a Uint8Array');
  const { end, length } = endOf(how);
  const most = end === undefined ? longest.counted : longest.untilCtrlZ;
  if (data.length < 1 || data.length > most) refuse(data, `1..${most} bytes`);
  if (end !== undefined) return withCtrlZ(data);
  if (data.length !== length) refuse(data, `${length} bytes, as many as were announced`);
  return new Uint8Array(data);
}
