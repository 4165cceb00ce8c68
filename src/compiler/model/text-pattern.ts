import type { FieldAtom, Run, TextType } from './model.js';

function escaped(code: number): string {
  const c = String.fromCharCode(code);
  if (code < 0x20 || code > 0x7e) return `\\x${code.toString(16).padStart(2, '0')}`;
  return '\\]^-/'.includes(c) ? `\\${c}` : c;
}

function range([from, to]: readonly [number, number]): string {
  if (from === to) return escaped(from);
  return to === from + 1 ? escaped(from) + escaped(to) : `${escaped(from)}-${escaped(to)}`;
}

/** Members of a class as ranges. */
export function ranges(bytes: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const byte of [...bytes].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last && byte <= last[1] + 1) last[1] = byte;
    else found.push([byte, byte]);
  }
  return found;
}

/** `[ -~]`: the members as a character class. */
export function characterClass(bytes: readonly number[]): string {
  return `[${ranges(bytes).map(range).join('')}]`;
}

const ANY = Array.from({ length: 256 }, (_, byte) => byte);

/** The bytes a run of this text takes anywhere; with `quotes` the quotation mark is only allowed before some bytes. */
export function members(run: Run, type: TextType): readonly number[] {
  if (type.sized !== undefined) return ANY;
  const inLines = type.lines > 0 ? [0x0a, 0x0d] : [];
  return [...new Set([...run.bytes, ...inLines])].filter((byte) => !(type.quotes && byte === 0x22));
}

function repeat({ min, max }: Run, open: boolean): string {
  if (min === max) return min === 1 ? '' : `{${min}}`;
  return open ? `{${min},}` : `{${min},${max}}`;
}

function runPattern(run: Run, type: TextType, open: boolean): string {
  const single = characterClass(members(run, type));
  return `${type.quotes ? `(?:${single}|"(?![,\\r\\n]))` : single}${repeat(run, open)}`;
}

/** Of the bytes the text cannot begin with, those it could. */
function barred(type: TextType, { notFirst }: Pick<FieldAtom, 'notFirst'>): number[] {
  const possible = new Set(type.runs.flatMap((run) => [...members(run, type), ...(type.quotes ? [0x22] : [])]));
  return Array.from(notFirst, (c) => c.charCodeAt(0)).filter((byte) => possible.has(byte));
}

/**
 * The text of a field as the source of a regular expression over latin1 strings. Where several runs of it can be longer
 * or shorter, the recogniser bounds the whole text and not each of them, and so does this.
 */
export function textPattern(type: TextType, atom: Pick<FieldAtom, 'notFirst'>): string {
  const bytes = barred(type, atom);
  const first = bytes.length === 0 ? '' : `(?!${characterClass(bytes)})`;
  const open = type.runs.filter((run) => run.max > run.min).length > 1;
  const whole = open ? `(?=[^]{0,${type.max}}$)` : '';
  return `^${whole}${first}${type.runs.map((run) => runPattern(run, type, open)).join('')}$`;
}
