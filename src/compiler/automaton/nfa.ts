/**
 * From variants to a nondeterministic automaton. One variant is one path; what it captures is said by operations on
 * registers and what it bounds by guards, both at the position of the byte that is being read.
 */
import type { Atom, Form, Variant } from '../model/model.js';
import { isSized } from '../model/sized.js';
import { addField, addLineEnd, addLiteral, Builder, NOTHING } from './fragments.js';
import type { Guard, Operation, Step } from './steps.js';

export type { Frame, Guard, Jump, Operation, Step } from './steps.js';

/** The end of a variant, reached at a line end or (`at-once`) at the byte before. */
export interface Arrival {
  readonly from: number;
  readonly operations: readonly Operation[];
  readonly guards: readonly Guard[];
  readonly line: number;
}

/**
 * One way a form can appear on the line, as the automaton tells it from all others: all variants of the form where the
 * marks left in the registers tell which fields were there, else one variant.
 */
export interface Line {
  readonly form: Form;
  readonly variants: readonly Variant[];
  /** Register slot of each field. */
  readonly slots: Map<string, number>;
  /** Fields that may be missing: a mark tells those that are there. */
  readonly optional: ReadonlySet<string>;
  /** Of an echo: the command it holds, as an index of the grammar's heads. It goes before lines that say less. */
  readonly head?: number;
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
    for (const variant of this.line.variants) this.b.jump(start, this.rest(withSizes(variant)));
    return start;
  }

  /** The node at which these atoms begin. */
  private rest(atoms: readonly Atom[]): number {
    const name = atoms.map(nameOf).join();
    const known = this.nodes.get(name);
    if (known !== undefined) return known;
    this.b.begin(this.index, this.heldBefore(atoms));
    const node = this.b.node();
    this.nodes.set(name, node);
    const [atom, ...more] = atoms;
    if (!atom) this.b.ends[node] = this.index;
    else this.b.jump(this.add(node, atom, more[0]), this.rest(more));
    return node;
  }

  private add(from: number, atom: Atom, next: Atom | undefined): number {
    if (atom.kind === 'literal') return addLiteral(this.b, from, atom);
    if (atom.kind === 'line-end') return addLineEnd(this.b, from, this.frameOf(next));
    const slot = this.line.slots.get(atom.name) ?? 0;
    const to = addField(this.b, from, atom, slot, this.known);
    if (!this.line.optional.has(atom.name)) return to;
    this.b.hold(`mark ${slot}`);
    const marked = this.b.node();
    this.b.jump(to, marked, [{ do: 'mark', slot }]);
    if (atom.optional) this.b.jump(from, marked);
    return marked;
  }

  /** What frames the text that begins after a line end. */
  private frameOf(atom: Atom | undefined): Operation[] {
    if (!isSized(atom)) return [];
    const { slots } = this.line;
    const [slot = 0, length = 0] = [atom.name, atom.type.sized].map((name) => slots.get(name));
    return [{ do: 'frame', slot, length, most: atom.type.max }];
  }

  /** Registers that may hold something once only these atoms are left. */
  private heldBefore(atoms: readonly Atom[]): string[] {
    const ahead = new Set(atoms.flatMap((a) => (a.kind === 'field' ? [a.name] : [])));
    return Array.from(this.line.slots).flatMap(([name, slot]) =>
      ahead.has(name) ? [] : [`start ${slot}`, `end ${slot}`, `number ${slot}`, `mark ${slot}`],
    );
  }
}

/** Without the field that says its size a text ends as any other. */
function withSizes({ atoms }: Variant): readonly Atom[] {
  const names = new Set(atoms.flatMap((atom) => (atom.kind === 'field' ? [atom.name] : [])));
  return atoms.map((atom) =>
    isSized(atom) && !names.has(atom.type.sized) ? { ...atom, type: { ...atom.type, sized: undefined } } : atom,
  );
}

const NAMES = new WeakMap<Atom, string>();

/** All that is said of an atom but where: atoms of the same name do the same. */
export function nameOf(atom: Atom): string {
  const known = NAMES.get(atom);
  if (known !== undefined) return known;
  const name = JSON.stringify('location' in atom ? { ...atom, location: undefined } : atom);
  NAMES.set(atom, name);
  return name;
}

const key = (list: readonly object[]): string => (list.length === 0 ? '' : JSON.stringify(list));

const sets = (operations: readonly Operation[], slot: number): boolean =>
  operations.some((o) => o.do === 'set' && o.slot === slot);

/** Operations of one step have no order: what is set on the way to it and counted in it is set to the sum. */
function together(before: readonly Operation[], own: readonly Operation[]): Operation[] {
  const counts = (slot: number): boolean => own.some((o) => o.do === 'count' && o.slot === slot);
  const sums = before.map((o) => (o.do === 'set' && counts(o.slot) ? { ...o, value: o.value + 1 } : o));
  return [...sums, ...own.filter((o) => o.do !== 'count' || !sets(before, o.slot))];
}

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
      steps.push({
        id: ids.next(),
        from: node,
        bytes: s.bytes,
        to: s.to,
        operations: together(operations, s.operations),
        guards: [...guards, ...s.guards.filter((g) => g.on !== 'lines' || !sets(operations, g.slot))],
      });
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
  return {
    starts,
    steps: flat.map((f) => f.steps),
    arrivals: flat.map((f) => f.arrivals),
    lineOf: b.lineOf,
    held: b.held,
  };
}
