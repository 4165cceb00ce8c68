/**
 * From variants to a nondeterministic automaton. One variant is one path; what it captures is said by operations on
 * registers and what it bounds by guards, both at the position of the byte that is being read.
 */
import type { Atom, FieldAtom, Form, LiteralAtom, TextType, Variant } from '../model.js';
import { CR, digits, LF, without } from './bytes.js';

/** What a step does to the registers of a slot; `position` is that of the byte read. */
export type Operation =
  | { readonly do: 'open'; readonly slot: number } // start[slot] = position
  | { readonly do: 'close'; readonly slot: number } // end[slot] = position
  // number[slot] = digit | number[slot] * 10 + digit, out of all bounds past ten characters
  | { readonly do: 'first' | 'next'; readonly slot: number }
  | { readonly do: 'octet'; readonly slot: number } // the same as `next`, for a number that is not all of the slot
  | { readonly do: 'word'; readonly slot: number; readonly index: number } // number[slot] = index
  | { readonly do: 'zero' | 'count'; readonly slot: number }; // number[slot] = 0 | number[slot] + 1

/** A step may be taken only if the number in a slot, or the length captured so far, is in these bounds. */
export interface Guard {
  readonly on: 'number' | 'length';
  readonly slot: number;
  readonly min: number;
  readonly max: number;
}

interface Jump {
  readonly to: number;
  readonly operations: readonly Operation[];
  readonly guards: readonly Guard[];
}
export interface Step extends Jump {
  readonly id: number;
  readonly from: number;
  readonly bytes: readonly number[];
}
/** The end of a variant, reached at a line end or (`at-once`) at the byte before. */
export interface Arrival {
  readonly from: number;
  readonly operations: readonly Operation[];
  readonly guards: readonly Guard[];
  readonly line: number;
}

/**
 * One way a form can stand on the line, as the automaton tells it from all others: all variants of the form where the
 * marks left in the registers tell which fields were there, else one variant.
 */
export interface Line {
  readonly form: Form;
  readonly variants: readonly Variant[];
  /** Register slot of each field. */
  readonly slots: Map<string, number>;
  /** Fields that may be missing: `end[slot]` behind the line's beginning marks those that are there. */
  readonly optional: ReadonlySet<string>;
}

export interface Nfa {
  readonly starts: readonly number[];
  /** By node: the byte steps that leave it, through jumps. */
  readonly steps: readonly (readonly Step[])[];
  readonly arrivals: readonly (readonly Arrival[])[];
  /** By node: the line it belongs to, and the registers that hold something of it (`start 2`, `number 0`). */
  readonly lineOf: readonly number[];
  readonly held: readonly ReadonlySet<string>[];
}

const NOTHING: readonly never[] = [];

class Builder {
  readonly jumps: Jump[][] = [];
  readonly byteSteps: Omit<Step, 'id'>[][] = [];
  readonly ends: (number | undefined)[] = [];
  readonly lineOf: number[] = [];
  readonly held: Set<string>[] = [];
  private holding = new Set<string>();
  private line = 0;

  /** What follows belongs to this line, which holds these registers by now. */
  begin(line: number, holding: Iterable<string>): void {
    this.line = line;
    this.holding = new Set(holding);
  }

  hold(...registers: string[]): void {
    this.holding = new Set([...this.holding, ...registers]);
  }

  node(): number {
    this.lineOf.push(this.line);
    this.held.push(this.holding);
    this.byteSteps.push([]);
    this.ends.push(undefined);
    return this.jumps.push([]) - 1;
  }

  step(from: number, bytes: readonly number[], to: number, operations: readonly Operation[] = NOTHING, guards: readonly Guard[] = NOTHING): void {
    this.byteSteps[from]?.push({ from, bytes, to, operations, guards });
  }

  jump(from: number, to: number, operations: readonly Operation[] = NOTHING, guards: readonly Guard[] = NOTHING): void {
    this.jumps[from]?.push({ to, operations, guards });
  }

  /** A path of single bytes; returns its last node. */
  path(from: number, text: string, to?: number): number {
    let at = from;
    for (let i = 0; i < text.length; i++) {
      const next = i === text.length - 1 && to !== undefined ? to : this.node();
      this.step(at, [text.charCodeAt(i)], next);
      at = next;
    }
    return at;
  }
}

function addLiteral(b: Builder, from: number, atom: LiteralAtom): number {
  const to = b.node();
  for (const spelling of atom.accepts) {
    if (spelling === '') b.jump(from, to);
    else b.path(from, spelling, to);
  }
  return to;
}

/** CR LF, LF or CR CR LF. */
function addLineEnd(b: Builder, from: number): number {
  const to = b.node();
  const cr = b.node();
  const crcr = b.node();
  b.step(from, [LF], to);
  b.step(from, [CR], cr);
  b.step(cr, [LF], to);
  b.step(cr, [CR], crcr);
  b.step(crcr, [LF], to);
  return to;
}

/** Digits of one number, its value in `number[slot]`. */
function addDigits(b: Builder, from: number, slot: number, first: readonly Operation[], next: 'next' | 'octet'): number {
  const loop = b.node();
  b.step(from, digits, loop, [...first, { do: 'first', slot }]);
  b.step(loop, digits, loop, [{ do: next, slot }]);
  return loop;
}

function addNumber(b: Builder, from: number, slot: number, min: number, max: number): number {
  b.hold(`start ${slot}`, `number ${slot}`);
  const open: Operation = { do: 'open', slot };
  const positive = addDigits(b, from, slot, [open], 'next');
  const to = b.node();
  b.jump(positive, to, NOTHING, [{ on: 'number', slot, min: Math.max(min, 0), max }]);
  if (min < 0) {
    const sign = b.node();
    b.step(from, [0x2d], sign, [open]);
    const negative = addDigits(b, sign, slot, NOTHING, 'next');
    b.jump(negative, to, NOTHING, [{ on: 'number', slot, min: Math.max(1, -max), max: -min }]);
  }
  return to;
}

function addIpv4(b: Builder, from: number, slot: number): number {
  b.hold(`start ${slot}`, `number ${slot}`);
  let at = from;
  for (let octet = 0; octet < 4; octet++) {
    const point = octet === 0 ? at : b.path(at, '.');
    const loop = addDigits(b, point, slot, octet === 0 ? [{ do: 'open', slot }] : NOTHING, 'octet');
    at = b.node();
    b.jump(loop, at, NOTHING, [{ on: 'number', slot, min: 0, max: 255 }]);
  }
  b.hold(`end ${slot}`);
  const to = b.node();
  b.jump(at, to, [{ do: 'close', slot }], [{ on: 'length', slot, min: 0, max: 4 * 3 + 3 }]);
  return to;
}

function addWords(b: Builder, from: number, slot: number, words: readonly string[]): number {
  b.hold();
  const ends = words.map((word, index) => {
    const last = b.path(from, word.slice(0, -1));
    return { last, byte: word.charCodeAt(word.length - 1), index };
  });
  b.hold(`number ${slot}`);
  const to = b.node();
  for (const { last, byte, index } of ends) b.step(last, [byte], to, [{ do: 'word', slot, index }]);
  return to;
}

/** The bytes of a text, run after run; a byte that may not begin it is taken out of the first. */
function addText(b: Builder, from: number, slot: number, type: TextType, notFirst: string): number {
  b.hold(`start ${slot}`, ...(type.lines > 0 ? [`number ${slot}`] : []));
  const inside = b.node();
  b.jump(from, inside, [{ do: 'open', slot }, ...(type.lines > 0 ? [{ do: 'zero', slot } as const] : [])]);
  let at = inside;
  let first = true;
  const step = (source: number, bytes: readonly number[], target: number): void => {
    if (type.lines === 0) return b.step(source, bytes, target);
    b.step(source, without(bytes, [LF]), target);
    const more: Guard = { on: 'number', slot, min: 0, max: type.lines - 1 };
    if (bytes.includes(LF)) b.step(source, [LF], target, [{ do: 'count', slot }], [more]);
  };
  for (const run of type.runs) {
    const bytes = type.quotes ? without(run.bytes, [0x22]) : run.bytes;
    for (let i = 0; i < run.min; i++) {
      const next = b.node();
      step(at, first ? without(bytes, notFirst) : bytes, next);
      at = next;
      first = false;
    }
    if (run.max > run.min) at = addLoop(b, at, bytes, step, { first, notFirst, quotes: type.quotes });
    first = first && run.min === 0;
  }
  b.hold(`end ${slot}`);
  const to = b.node();
  const bound: readonly Guard[] = type.min === type.max ? NOTHING : [{ on: 'length', slot, min: 0, max: type.max }];
  b.jump(at, to, [{ do: 'close', slot }], bound);
  return to;
}

function addLoop(
  b: Builder,
  from: number,
  bytes: readonly number[],
  step: (source: number, bytes: readonly number[], target: number) => void,
  how: { first: boolean; notFirst: string; quotes: boolean },
): number {
  const loop = b.node();
  const out = b.node();
  step(from, how.first ? without(bytes, how.notFirst) : bytes, loop);
  step(loop, bytes, loop);
  b.jump(from, out);
  b.jump(loop, out);
  if (how.quotes) {
    // A quotation mark is text if the byte behind it is neither a comma nor a line end.
    const quote = b.node();
    b.step(from, [0x22], quote);
    b.step(loop, [0x22], quote);
    b.step(quote, [0x22], quote);
    step(quote, without(bytes, ',\r\n'), loop);
    b.jump(quote, out);
  }
  return out;
}

/** A name that is not one of `known`: a trie of those, in which whoever leaves it or stops inside a name is unknown. */
function addUnknownName(b: Builder, from: number, slot: number, type: TextType, known: readonly string[]): number {
  const bytes = type.runs[0]?.bytes ?? [];
  b.hold(`start ${slot}`);
  const nodes = new Map<string, number>([['', b.node()]]);
  const other = b.node();
  const to = b.node();
  const out = (node: number): void =>
    b.jump(node, to, [{ do: 'close', slot }], [{ on: 'length', slot, min: 0, max: type.max }]);
  b.jump(from, nodes.get('') as number, [{ do: 'open', slot }]);
  b.step(other, bytes, other);
  out(other);
  for (const name of known) for (let i = 1; i <= name.length; i++) nodes.set(name.slice(0, i), nodes.get(name.slice(0, i)) ?? b.node());
  for (const [name, node] of nodes) {
    const further = bytes.filter((c) => nodes.has(name + String.fromCharCode(c)));
    for (const c of further) b.step(node, [c], nodes.get(name + String.fromCharCode(c)) as number);
    b.step(node, without(bytes, further), other);
    if (name !== '' && !known.includes(name)) out(node);
  }
  return to;
}

function addField(b: Builder, from: number, atom: FieldAtom, slot: number, known: readonly string[]): number {
  const { type } = atom;
  switch (type.kind) {
    case 'number':
      return addNumber(b, from, slot, type.min, type.max);
    case 'ipv4':
      return addIpv4(b, from, slot);
    case 'words':
      return addWords(b, from, slot, type.words);
    case 'text':
      return type.unknownName ? addUnknownName(b, from, slot, type, known) : addText(b, from, slot, type, atom.notFirst);
  }
}

/** Texts and addresses mark their end anyway. */
const marksItself = ({ type }: FieldAtom): boolean => type.kind === 'text' || type.kind === 'ipv4';

/** Builds one line; variants that end alike share the nodes of their common end. */
class LineBuilder {
  private readonly nodes = new Map<string, number>();
  private readonly b: Builder;
  private readonly line: Line;
  private readonly index: number;
  private readonly known: readonly string[];

  constructor(b: Builder, line: Line, index: number, known: readonly string[]) {
    this.b = b;
    this.line = line;
    this.index = index;
    this.known = known;
  }

  build(): number {
    this.b.begin(this.index, []);
    const start = this.b.node();
    for (const variant of this.line.variants) this.b.jump(start, this.rest(variant.atoms));
    return start;
  }

  /** The node at which these atoms begin. */
  private rest(atoms: readonly Atom[]): number {
    const name = JSON.stringify(atoms, (key, value: unknown) => (key === 'location' ? undefined : value));
    const known = this.nodes.get(name);
    if (known !== undefined) return known;
    this.b.begin(this.index, this.heldBefore(atoms));
    const node = this.b.node();
    this.nodes.set(name, node);
    const [atom, ...more] = atoms;
    if (!atom) this.b.ends[node] = this.index;
    else this.b.jump(this.add(node, atom), this.rest(more));
    return node;
  }

  private add(from: number, atom: Atom): number {
    if (atom.kind === 'literal') return addLiteral(this.b, from, atom);
    if (atom.kind === 'line-end') return addLineEnd(this.b, from);
    const slot = this.line.slots.get(atom.name) ?? 0;
    const to = addField(this.b, from, atom, slot, this.known);
    if (marksItself(atom) || !this.line.optional.has(atom.name)) return to;
    this.b.hold(`end ${slot}`);
    const marked = this.b.node();
    this.b.jump(to, marked, [{ do: 'close', slot }]);
    return marked;
  }

  /** Registers that may hold something once only these atoms are left. */
  private heldBefore(atoms: readonly Atom[]): string[] {
    const ahead = new Set(atoms.flatMap((a) => (a.kind === 'field' ? [a.name] : [])));
    return Array.from(this.line.slots).flatMap(([name, slot]) =>
      ahead.has(name) ? [] : [`start ${slot}`, `end ${slot}`, `number ${slot}`],
    );
  }
}

const key = (value: object): string => JSON.stringify(value);

/** All byte steps and arrivals reachable from a node through jumps. */
function flatten(b: Builder, node: number, ids: { next(): number }): { steps: Step[]; arrivals: Arrival[] } {
  const steps: Step[] = [];
  const arrivals: Arrival[] = [];
  const seen = new Set<string>();
  const visit = (at: number, operations: readonly Operation[], guards: readonly Guard[]): void => {
    const id = `${at} ${key(operations)} ${key(guards)}`;
    if (seen.has(id)) return;
    seen.add(id);
    for (const s of b.byteSteps[at] ?? []) {
      steps.push({ id: ids.next(), from: node, bytes: s.bytes, to: s.to, operations: [...operations, ...s.operations], guards: [...guards, ...s.guards] });
    }
    const line = b.ends[at];
    if (line !== undefined) arrivals.push({ from: node, operations, guards, line });
    for (const j of b.jumps[at] ?? []) {
      // What was opened on this very way is empty: its length needs no guard.
      const opened = new Set(operations.filter((o) => o.do === 'open').map((o) => o.slot));
      const kept = j.guards.filter((g) => !(g.on === 'length' && opened.has(g.slot)));
      visit(j.to, [...operations, ...j.operations], [...guards, ...kept]);
    }
  };
  visit(node, NOTHING, NOTHING);
  return { steps, arrivals };
}

/** `known`: the names an `unknown-name` cannot be. */
export function buildNfa(lines: readonly Line[], known: readonly string[]): Nfa {
  const b = new Builder();
  const starts = lines.map((line, index) => new LineBuilder(b, line, index, known).build());
  let count = 0;
  const ids = { next: () => count++ };
  const flat = b.jumps.map((_, node) => flatten(b, node, ids));
  return { starts, steps: flat.map((f) => f.steps), arrivals: flat.map((f) => f.arrivals), lineOf: b.lineOf, held: b.held };
}
