/** The small pieces of code a recogniser is put together from. `c` is the byte at `p`, `v` the number that is read. */
import type { Frame, Guard, Operation } from '../../automaton/nfa.js';
import type { Layout } from '../../tables/layout.js';
import { literal, typed } from './source.js';

const CONTROLS: Readonly<Record<number, string>> = { 10: 'LF', 13: 'CR', 32: 'space' };

/** A byte as generated code writes it, for a reader with its character. */
export function named(byte: number): string {
  const name = CONTROLS[byte] ?? (byte > 32 && byte < 127 ? String.fromCharCode(byte) : undefined);
  return name === undefined ? String(byte) : `${byte} /* ${name} */`;
}

/** Buffer, where to begin, where the buffer ends, registers. */
export const PARAMETERS = ['b', 'p', 'e', 'r']
  .map((name, i) => name + typed(`: ${['Uint8Array', 'number', 'number', 'Int32Array'][i]}`))
  .join(', ');

/** An element of an array that is there. */
export const asNumber = (element: string): string => element + typed(' as number');

export const equals = (byte: number): string => `c === ${named(byte)}`;

/** So many bytes after `p`. With `| 0` the engine need not see whether the sum leaves 32 bits. */
export const indexAt = (ahead: number): string => (ahead === 0 ? 'p' : `((p + ${ahead}) | 0)`);

/** `c ^ 48` is the value of a digit, and over 9 for every other byte. Nine digits cannot leave 32 bits. */
export function numberLoop(need: string): string {
  return (
    `for (;;) {\np = (p + 1) | 0;\nif (p >= e) return ${need};\nc = ${asNumber('b[p]')};\nif ((c ^ 48) > 9) break;\n` +
    'v = (v * 10 + (c ^ 48)) | 0;\n}\nif (p - q > 9) v = longNumber(b, q, p);\n'
  );
}

/** Bytes that are the only ones possible, the first of them so many after `p`. */
export function comparison(text: string, ahead: number, need: string): string {
  const tests = Array.from(text, (ch, i) => `b[${indexAt(ahead + i)}] !== ${named(ch.charCodeAt(0))}`);
  return (
    `if (e - p < ${ahead + text.length}) return partial(b, ${indexAt(ahead)}, e, ${literal(text)}, ${need});\n` +
    `if (${tests.join(' || ')}) return DEAD;\n`
  );
}

const isNext = ([byte = 0, lower]: readonly number[], index: string): string =>
  lower === undefined ? `b[${index}] === ${named(byte)}` : `((${asNumber(`b[${index}]`)}) | 32) === ${named(lower)}`;

/** Whether these are the next bytes, in either case where both are given; false where the buffer ends before. */
export function areNext(letters: readonly (readonly number[])[], ahead: number): string {
  const tests = letters.map((letter, i) => isNext(letter, indexAt(ahead + i)));
  return [`e - p >= ${ahead + letters.length}`, ...tests].join(' && ');
}

/** Where a text begins, `p`, and what of it is passed over: `p` is then the index of the line end after it. */
export function frame({ slot, length, most }: Frame, layout: Layout, need: string): string {
  const size = asNumber(`r[${layout.number(length)}]`);
  return (
    `r[${layout.start(slot)}] = p;\np = framedTo(b, p, e, ${size}, ${most}, ${asNumber(`r[${layout.last}]`)});\n` +
    `if (p < 0) return ${need};\n`
  );
}

export function operation(
  o: Exclude<Operation, Frame>,
  layout: Layout,
  index: string,
  inHand: readonly number[],
): string {
  const number = layout.number(o.slot);
  switch (o.do) {
    case 'open':
      return `r[${layout.start(o.slot)}] = ${index};\n`;
    case 'close':
      return `r[${layout.end(o.slot)}] = ${index};\n`;
    case 'mark': {
      const { register, bit } = layout.mark(o.slot);
      return `r[${register}] = (${asNumber(`r[${register}]`)}) | ${bit};\n`;
    }
    case 'first':
      return `r[${number}] = c - 48;\nr[${layout.since(o.slot)}] = ${index};\n`;
    case 'next':
      return `nextDigit(r, ${number}, ${layout.since(o.slot)}, c, ${index});\n`;
    case 'set':
      return `r[${number}] = ${o.value};\n`;
    case 'count':
      return `r[${number}] = (${asNumber(`r[${number}]`)}) + 1;\n`;
    case 'octet': {
      const end = layout.end(o.slot);
      const octet = inHand.includes(o.slot) ? 'v' : `(${asNumber(`r[${number}]`)})`;
      return `r[${end}] = ((${asNumber(`r[${end}]`)}) << 8) | ${octet};\n`;
    }
  }
}

export function condition(
  { on, slot, min, max }: Guard,
  layout: Layout,
  index: string,
  inHand: readonly number[],
): string {
  const number = inHand.includes(slot) ? 'v' : `(${asNumber(`r[${layout.number(slot)}]`)})`;
  const value = on === 'length' ? `${index} - (${asNumber(`r[${layout.start(slot)}]`)})` : number;
  const lower = min > 0 ? [`${value} >= ${min}`] : [];
  const upper = max < Number.MAX_SAFE_INTEGER ? [`${value} <= ${max}`] : [];
  return [...lower, ...upper].join(' && ') || 'true';
}
