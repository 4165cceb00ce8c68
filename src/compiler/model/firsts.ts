/** Which bytes can appear at a place in a form, and which can go on with a field: what one byte has to tell apart. */
import type { Atom, Ending, FieldAtom, FieldType, TextType } from './model.js';

const DIGITS = bytesIn('0123456789');
const LINE_END = bytesIn('\r\n');
export const QUOTATION_MARK = 0x22;
const EVERY: readonly number[] = Array.from({ length: 256 }, (_, byte) => byte);

function bytesIn(text: string): readonly number[] {
  return Array.from(text, (c) => c.charCodeAt(0));
}

interface Beginning {
  readonly bytes: readonly number[];
  /** Whether it can be nothing at all, so that what follows it can begin here too. */
  readonly empty: boolean;
}

function beginningOfSpellings(spellings: readonly string[]): Beginning {
  return { bytes: bytesIn(spellings.map((s) => s.charAt(0)).join('')), empty: spellings.includes('') };
}

function beginningOfText({ runs }: TextType, notFirst: string): Beginning {
  const excluded = new Set(bytesIn(notFirst));
  const firstFilled = runs.findIndex((run) => run.min > 0);
  const reachable = firstFilled < 0 ? runs : runs.slice(0, firstFilled + 1);
  const bytes = reachable.filter((run) => run.max > 0).flatMap((run) => run.bytes);
  return { bytes: bytes.filter((byte) => !excluded.has(byte)), empty: firstFilled < 0 };
}

function beginningOfField(atom: FieldAtom): Beginning {
  const { bytes, empty } = beginningOfType(atom);
  return { bytes, empty: empty || atom.optional };
}

function beginningOfType({ type, notFirst }: FieldAtom): Beginning {
  switch (type.kind) {
    case 'number':
      return { bytes: type.min < 0 ? [...DIGITS, ...bytesIn('-')] : DIGITS, empty: false };
    case 'ipv4':
      return { bytes: DIGITS, empty: false };
    case 'words':
      return beginningOfSpellings(type.words);
    case 'text':
      return beginningOfText(type, notFirst);
  }
}

function beginningOf(atom: Atom): Beginning {
  if (atom.kind === 'line-end') return { bytes: LINE_END, empty: false };
  return atom.kind === 'literal' ? beginningOfSpellings(atom.accepts) : beginningOfField(atom);
}

/** After a form that ends at once, or before a payload, any byte can appear. */
function bytesAfter(ending: Ending): readonly number[] {
  return ending.kind === 'line' || (ending.kind === 'payload' && ending.afterLineEnd) ? LINE_END : EVERY;
}

/** What can appear where these atoms begin. */
export function firstBytes(atoms: readonly Atom[], ending: Ending): readonly number[] {
  const [atom, ...rest] = atoms;
  if (atom === undefined) return bytesAfter(ending);
  const { bytes, empty } = beginningOf(atom);
  return empty ? [...bytes, ...firstBytes(rest, ending)] : bytes;
}

/** What can follow a quotation mark with which these atoms begin. */
export function bytesBehindQuote(atoms: readonly Atom[], ending: Ending): readonly number[] {
  const [atom, ...rest] = atoms;
  if (atom?.kind !== 'literal') return firstBytes(atoms, ending).includes(QUOTATION_MARK) ? EVERY : [];
  return atom.accepts.flatMap((spelling) => {
    if (spelling === '') return bytesBehindQuote(rest, ending);
    if (!spelling.startsWith('"')) return [];
    return spelling.length > 1 ? [spelling.charCodeAt(1)] : firstBytes(rest, ending);
  });
}

function bytesThatExtend(words: readonly string[]): number[] {
  return words.flatMap((word) =>
    words.filter((w) => w !== word && w.startsWith(word)).map((w) => w.charCodeAt(word.length)),
  );
}

/** From where the text may end: the runs after the last that must have something, and that one where it varies. */
function bytesOfLastRuns({ runs }: TextType): number[] {
  const lastFilled = runs.map((run) => run.min > 0).lastIndexOf(true);
  return runs.flatMap((run, i) => (i > lastFilled || (i === lastFilled && run.max > run.min) ? run.bytes : []));
}

/** What can go on with a field that might have ended: nothing else in the form may begin with such a byte. */
export function bytesThatGoOn(type: FieldType): readonly number[] {
  switch (type.kind) {
    case 'number':
    case 'ipv4':
      return DIGITS;
    case 'words':
      return bytesThatExtend(type.words);
    case 'text':
      return bytesOfLastRuns(type);
  }
}
