/** One byte as a logic analyzer prints it: `0x41`, `41`, `65`, `A`, `[0D]`, `\r`, `'13'`, `COMMA`. */
import { unescaped } from '../spellings/escaped.js';

export type Radix = 'hex' | 'decimal' | 'ascii';

const NAMES: Readonly<Record<string, number>> = { COMMA: 0x2c, SPACE: 0x20, "' '": 0x20 };
const PREFIXED = /^(?:0x([0-9a-f]{1,2})|0b([01 ]+))$/i;
/** A character and its code, `A (0x41)`, or the code in brackets or quotes. */
const BRACKETED = /^(?:.\s*\((?:0x)([0-9a-f]{2})\)|\[([0-9a-f]{2})\])$/is;
const QUOTED = /^'(\d{1,3})'$/;

const byteOf = (digits: string, base: number): number | undefined => {
  const code = Number.parseInt(digits, base);
  return code <= 0xff ? code : undefined;
};

function prefixed(value: string): number | undefined {
  const [, hex, binary] = PREFIXED.exec(value) ?? [];
  if (hex !== undefined) return byteOf(hex, 16);
  return binary === undefined ? undefined : byteOf(binary.replaceAll(' ', ''), 2);
}

function ascii(value: string): number | undefined {
  if (value.length === 1) return value.charCodeAt(0);
  const [, code, bracketed] = BRACKETED.exec(value) ?? [];
  const hex = code ?? bracketed;
  if (hex !== undefined) return byteOf(hex, 16);
  const decimal = QUOTED.exec(value)?.[1];
  if (decimal !== undefined) return byteOf(decimal, 10);
  const plain = value.startsWith('\\') ? unescaped(value) : '';
  return plain.length === 1 ? plain.charCodeAt(0) : NAMES[value];
}

/** The byte, or undefined where the value is none: a start bit, an error. */
export function uartByte(value: string, radix: Radix): number | undefined {
  const byPrefix = prefixed(value);
  if (byPrefix !== undefined) return byPrefix;
  if (radix === 'hex') return /^[0-9a-f]{2}$/i.test(value) ? byteOf(value, 16) : undefined;
  if (radix === 'decimal') return /^\d{1,3}$/.test(value) ? byteOf(value, 10) : undefined;
  return ascii(value);
}

/** The radix of a column: `41` alone could be two of them. */
export function radixOf(values: readonly string[]): Radix {
  const told = values.filter((value) => value !== '' && prefixed(value) === undefined);
  const every = (spelling: RegExp): boolean => told.length > 0 && told.every((value) => spelling.test(value));
  const digits = every(/^\d{1,3}$/) && told.some((value) => value.length > 1);
  // In hex the line ends have letters, in decimal they are these.
  if (digits && (!every(/^..$/) || told.some((value) => value === '13' || value === '10'))) return 'decimal';
  return every(/^[0-9a-f]{2}$/i) ? 'hex' : 'ascii';
}
