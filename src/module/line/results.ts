import { cmeErrors, cmsErrors, decode } from '../../index.js';
import type { Outgoing } from '../outgoing.js';

const numbers = new Map<string, string>();

/** With ATV0 a result is a number and CR: `0`. The grammar says which. */
export function numberOf(type: string): string | undefined {
  if (numbers.size === 0)
    for (const digit of '0123456789') {
      const [message] = decode(Uint8Array.of(digit.charCodeAt(0), 0x0d), { numericResults: true });
      if (message && message.type !== 'unrecognized') numbers.set(message.type, digit);
    }
  return numbers.get(type);
}

type Table = { text(code: number): string | undefined };

/** `mode`: AT+CMEE. */
function error(type: 'cme-error' | 'cms-error', table: Table, code: number, mode: number): Outgoing {
  if (mode === 0) return { type: 'error' };
  const text = table.text(code);
  return mode === 2 && text !== undefined ? { type, text } : { type, code };
}

export const equipmentError = (code: number, mode: number): Outgoing => error('cme-error', cmeErrors, code, mode);
export const messageError = (code: number, mode: number): Outgoing => error('cms-error', cmsErrors, code, mode);
