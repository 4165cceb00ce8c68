/** What a line begins with, as sets of bytes by place: lines that differ in one of them never meet. */
import { endsAtOnce } from '../../model/endings.js';
import type { Atom, FieldType, Run, Variant } from '../../model/model.js';
import { CR, digits, LF } from '../bytes.js';
import type { Line } from '../nfa.js';

/** A set of bytes, a bit each. */
type Bits = Uint32Array;
const WORDS = 256 / 32;

/** The bytes that can be at each place, as far as every way to write the line has a byte there. */
export type Beginning = readonly Bits[];

type Bytes = Iterable<number>;

/** One way to write an atom: its bytes by place; `isOpen`: more may follow that nothing is said of. */
interface Spelling {
  readonly bytes: readonly Bytes[];
  readonly isOpen: boolean;
}

const LINE_END: Spelling = { bytes: [[CR, LF]], isOpen: true };
const MINUS = 0x2d;
const QUOTATION_MARK = 0x22;

const closed = (bytes: readonly Bytes[]): Spelling => ({ bytes, isOpen: false });
const open = (...bytes: readonly Bytes[]): Spelling => ({ bytes, isOpen: true });
const spelled = (text: string): Spelling => closed(Array.from(text, (c) => [c.charCodeAt(0)]));

/** Runs of fewer lengths than this are followed in each of them. */
const FEW = 8;

function ofRun({ bytes, min, max }: Run, quotes: boolean): readonly Spelling[] {
  // A quotation mark may be among the bytes of such a text that are not the run's.
  const own = quotes ? [...bytes, QUOTATION_MARK] : bytes;
  const least = new Array<Bytes>(min).fill(own);
  if (max - min >= FEW) return [open(...least)];
  return Array.from({ length: max - min + 1 }, (_, more) => closed([...least, ...new Array<Bytes>(more).fill(own)]));
}

/** What it is made of, in each part one of several spellings. */
function partsOf(type: FieldType): readonly (readonly Spelling[])[] {
  switch (type.kind) {
    case 'number':
      return [[open(type.min < 0 ? [...digits, MINUS] : digits)]];
    case 'ipv4':
      return [[open(digits)]];
    case 'words':
      return [type.words.map(spelled)];
    case 'text':
      return type.runs.map((run) => ofRun(run, type.quotes));
  }
}

function ofAtom(atom: Atom): readonly (readonly Spelling[])[] {
  if (atom.kind === 'line-end') return [[LINE_END]];
  return atom.kind === 'literal' ? [atom.accepts.map(spelled)] : partsOf(atom.type);
}

/** All ways to write a line at once: what can be at each place, and from which place on anything can. */
class Ways {
  private readonly sets: Bits[] = [];
  private limit = Number.POSITIVE_INFINITY;

  add({ atoms }: Variant, end: Spelling): void {
    let places: ReadonlySet<number> = new Set([0]);
    for (const atom of atoms) {
      const after = ofAtom(atom).reduce((before, spellings) => this.after(before, spellings), places);
      const isOptional = atom.kind === 'field' && atom.optional;
      places = isOptional ? new Set([...places, ...after]) : after;
    }
    this.after(places, [end]);
  }

  /** The places at which what follows these spellings can begin. */
  private after(places: ReadonlySet<number>, spellings: readonly Spelling[]): ReadonlySet<number> {
    const next = new Set<number>();
    for (const place of places) {
      for (const { bytes, isOpen } of spellings) {
        const end = this.put(place, bytes);
        if (isOpen) this.limit = Math.min(this.limit, end);
        else next.add(end);
      }
    }
    return new Set([...next].filter((place) => place < this.limit));
  }

  private put(place: number, bytes: readonly Bytes[]): number {
    bytes.forEach((own, i) => {
      const set = this.sets[place + i] ?? new Uint32Array(WORDS);
      this.sets[place + i] = set;
      for (const byte of own) set[byte >>> 5] = (set[byte >>> 5] ?? 0) | (1 << (byte & 31));
    });
    return place + bytes.length;
  }

  get certain(): Beginning {
    return this.sets.slice(0, this.limit);
  }
}

export function beginningOf({ form, variants }: Line): Beginning {
  const ways = new Ways();
  const end: Spelling = endsAtOnce(form) ? { bytes: [], isOpen: true } : LINE_END;
  for (const variant of variants) ways.add(variant, end);
  return ways.certain;
}

const has = (set: Bits, byte: number): boolean => (((set[byte >>> 5] ?? 0) >>> (byte & 31)) & 1) === 1;

function meet(a: Bits, b: Bits): boolean {
  for (let word = 0; word < WORDS; word++) if (((a[word] ?? 0) & (b[word] ?? 0)) !== 0) return true;
  return false;
}

/** Whether a line of each can begin with the same bytes, as far as both beginnings say. */
export function areAlike(a: Beginning, b: Beginning): boolean {
  const length = Math.min(a.length, b.length);
  for (let place = 0; place < length; place++) if (!meet(a[place] as Bits, b[place] as Bits)) return false;
  return true;
}

/** Whether a line that begins so can begin with this text, or be it. */
export const agrees = (beginning: Beginning, text: string): boolean =>
  beginning.every((set, place) => place >= text.length || has(set, text.charCodeAt(place)));
