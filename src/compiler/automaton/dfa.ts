/**
 * Subset construction. A state is a set of nodes; what happens at a byte is a decision: tests of guards, at their
 * leaves the operations of the steps that survive and the state they lead to.
 */
import { CR, classify, LF } from './bytes.js';
import type { Arrival, Guard, Nfa, Operation, Step } from './nfa.js';

export interface Leaf {
  readonly kind: 'leaf';
  readonly operations: readonly Operation[];
  /** The next state, or no state: nothing goes on here. */
  readonly to: number | undefined;
  /** Lines that end here, in ascending order. */
  readonly lines: readonly number[];
  /** The lines of which one will end, where the next state only carries them (see outcomes.ts). */
  readonly outcome?: readonly number[];
}
export interface Test {
  readonly kind: 'test';
  readonly guard: Guard;
  readonly yes: Decision;
  readonly no: Decision;
}
export type Decision = Leaf | Test;

/** What a state does at some bytes. */
export interface Branch {
  readonly bytes: readonly number[];
  readonly decision: Decision;
}
export interface State {
  readonly branches: readonly Branch[];
  /** Lines that have ended before any further byte (at-once forms and headers without a line end). */
  readonly now: readonly number[];
  /** What ends at a line end here. */
  readonly atLineEnd: Decision | undefined;
  /** The outcomes with which it is entered, if these are several. */
  readonly carries?: readonly (readonly number[])[];
}

/** Two steps taken together that write the same register at different times. */
export interface Clash {
  readonly writer: number;
  readonly holder: number;
  readonly slot: number;
}
export interface Dfa {
  readonly start: number;
  readonly states: readonly State[];
  /** For each state the nodes it stands for. */
  readonly nodes: readonly (readonly number[])[];
}

const writes: Record<Operation['do'], string> = {
  open: 'start',
  close: 'end',
  mark: 'mark',
  first: 'number',
  next: 'number',
  set: 'number',
  count: 'number',
  octet: 'end',
  frame: 'start',
};
const register = (o: Operation): string => `${writes[o.do]} ${o.slot}`;
const operationKey = (o: Operation): string => {
  if (o.do === 'frame') return `frame ${o.slot} ${o.length} ${o.most}`;
  return `${o.do} ${o.slot}${o.do === 'set' ? ` ${o.value}` : ''}`;
};

/** Each once, in an order of their own. */
function operationsOf(taken: readonly { readonly operations: readonly Operation[] }[]): readonly Operation[] {
  if (taken.every(({ operations }) => operations.length === 0)) return [];
  const found = new Map(taken.flatMap(({ operations }) => operations.map((o) => [operationKey(o), o] as const)));
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, o]) => o);
}

const NOTHING_KNOWN: ReadonlyMap<string, Interval> = new Map();

type Taken = Step | Arrival;
interface Interval {
  readonly min: number;
  readonly max: number;
}
const EVERYTHING: Interval = { min: 0, max: Number.MAX_SAFE_INTEGER };
const guardName = (g: Guard): string => `${g.on} ${g.slot}`;
const within = (inner: Interval, outer: Interval): boolean => inner.min >= outer.min && inner.max <= outer.max;
const disjoint = (a: Interval, b: Interval): boolean => a.max < b.min || a.min > b.max;

/** The whole of the SIM800's grammar has 11,000. */
export const MOST_STATES = 25_000;

/** Lines that run side by side through texts multiply their states. `lines`: those that most of the last states are of. */
export class TooManyStates extends Error {
  readonly lines: readonly number[];

  constructor(lines: readonly number[]) {
    super(`more than ${MOST_STATES} states`);
    this.lines = lines;
  }
}

/** A line goes on at the byte where the text of another is framed by its size: what is passed over is not its own. */
export interface MixedFrame {
  readonly framed: number;
  readonly other: number;
}

export class Determiniser {
  readonly clashes: Clash[] = [];
  readonly mixedFrames: MixedFrame[] = [];
  private readonly index = new Map<string, number>();
  private readonly sets: (readonly number[])[] = [];
  private readonly classes;
  private readonly classesOf = new Map<readonly number[], readonly number[]>();

  private readonly nfa: Nfa;
  private readonly endsAtOnce: (line: number) => boolean;
  private readonly isMark: (line: number, slot: number) => boolean;

  /** `isMark`: whether the mark of the slot tells something in this line. */
  constructor(nfa: Nfa, endsAtOnce: (line: number) => boolean, isMark: (line: number, slot: number) => boolean) {
    this.nfa = nfa;
    this.isMark = isMark;
    this.endsAtOnce = endsAtOnce;
    const sets = nfa.steps.flatMap((steps) => steps.map((s) => s.bytes));
    this.classes = classify([...sets, [CR], [LF]]);
    for (const set of sets) {
      if (!this.classesOf.has(set)) this.classesOf.set(set, [...new Set(set.map((b) => this.classes.classOf[b] ?? 0))]);
    }
  }

  run(): Dfa {
    const start = this.intern(this.nfa.starts);
    const states: State[] = [];
    for (let i = 0; i < this.sets.length; i++) {
      if (this.sets.length > MOST_STATES) throw new TooManyStates(this.linesOfLast());
      states.push(this.state(this.sets[i] ?? []));
    }
    return { start, states, nodes: this.sets };
  }

  /** The lines that the last states stand for, those in most of them first. */
  private linesOfLast(): number[] {
    const counts = new Map<number, number>();
    for (const nodes of this.sets.slice(-1000)) {
      for (const line of new Set(nodes.map((node) => this.nfa.lineOf[node] ?? 0)))
        counts.set(line, (counts.get(line) ?? 0) + 1);
    }
    return [...counts].sort(([, a], [, b]) => b - a).map(([line]) => line);
  }

  private intern(nodes: readonly number[]): number {
    const sorted = nodes.length === 1 ? nodes : [...new Set(nodes)].sort((a, b) => a - b);
    const key = sorted.join(' ');
    const known = this.index.get(key);
    if (known !== undefined) return known;
    this.index.set(key, this.sets.length);
    return this.sets.push(sorted) - 1;
  }

  private state(nodes: readonly number[]): State {
    const steps = nodes.flatMap((node) => this.nfa.steps[node] ?? []);
    const arrivals = nodes.flatMap((n) => this.nfa.arrivals[n] ?? []);
    const now = arrivals.filter((a) => this.endsAtOnce(a.line)).map((a) => a.line);
    const ending = arrivals.filter((a) => !this.endsAtOnce(a.line));
    return {
      branches: this.branches(steps),
      now: [...new Set(now)].sort((a, b) => a - b),
      atLineEnd: ending.length === 0 ? undefined : this.decide(ending, NOTHING_KNOWN),
    };
  }

  private byClass(steps: readonly Step[]): ReadonlyMap<number, readonly Step[]> {
    const found = new Map<number, Step[]>();
    for (const step of steps) {
      for (const c of this.classesOf.get(step.bytes) ?? []) {
        const list = found.get(c);
        if (list) list.push(step);
        else found.set(c, [step]);
      }
    }
    return found;
  }

  /** Classes whose bytes lead to the same decision are one branch. */
  private branches(all: readonly Step[]): Branch[] {
    const [only, ...more] = all;
    // Half of all states.
    if (only && more.length === 0) return [{ bytes: only.bytes, decision: this.decide(all, NOTHING_KNOWN) }];
    const bytesOf = new Map<string, { bytes: number[]; steps: readonly Step[] }>();
    for (const [c, steps] of this.byClass(all)) {
      const key = steps.map((s) => s.id).join(' ');
      const bytes = this.classes.members[c] ?? [];
      const known = bytesOf.get(key);
      if (known) known.bytes.push(...bytes);
      else bytesOf.set(key, { bytes: [...bytes], steps });
    }
    const merged = new Map<string, { bytes: number[]; decision: Decision }>();
    for (const { bytes, steps } of bytesOf.values()) {
      const decision = this.decide(steps, NOTHING_KNOWN);
      const key = JSON.stringify(decision);
      const known = merged.get(key);
      if (known) known.bytes.push(...bytes);
      else merged.set(key, { bytes, decision });
    }
    for (const branch of merged.values()) branch.bytes.sort((a, b) => a - b);
    return [...merged.values()].sort((a, b) => (a.bytes[0] ?? 0) - (b.bytes[0] ?? 0));
  }

  /** Tests the guards one after the other; `known` are the bounds already certain on this way. */
  private decide(taken: readonly Taken[], known: ReadonlyMap<string, Interval>): Decision {
    // Nine of ten have none.
    if (taken.every(({ guards }) => guards.length === 0)) return this.leaf(taken);
    const alive = taken.filter((t) => !t.guards.some((g) => disjoint(known.get(guardName(g)) ?? EVERYTHING, g)));
    for (const t of alive) {
      const open = t.guards.find((g) => !within(known.get(guardName(g)) ?? EVERYTHING, g));
      if (open) return this.test(open, alive, known);
    }
    return this.leaf(alive);
  }

  private test(guard: Guard, taken: readonly Taken[], known: ReadonlyMap<string, Interval>): Decision {
    const name = guardName(guard);
    const before = known.get(name) ?? EVERYTHING;
    // One bound at a time, so that both sides stay intervals.
    const upper = before.max > guard.max;
    const bound: Guard = upper ? { ...guard, min: 0 } : { ...guard, max: EVERYTHING.max };
    const yes = upper ? { min: before.min, max: guard.max } : { min: guard.min, max: before.max };
    const no = upper ? { min: guard.max + 1, max: before.max } : { min: before.min, max: guard.min - 1 };
    return {
      kind: 'test',
      guard: bound,
      yes: this.decide(taken, new Map(known).set(name, yes)),
      no: this.decide(taken, new Map(known).set(name, no)),
    };
  }

  private leaf(taken: readonly Taken[]): Leaf {
    const [only, ...more] = taken;
    if (only && more.length === 0 && 'to' in only && only.operations.length === 0) {
      return { kind: 'leaf', operations: [], to: this.intern([only.to]), lines: [] };
    }
    this.compare(taken);
    const targets = taken.flatMap((t) => ('to' in t ? [t.to] : []));
    const lines = taken.flatMap((t) => ('line' in t ? [t.line] : []));
    return {
      kind: 'leaf',
      operations: operationsOf(taken),
      to: targets.length === 0 ? undefined : this.intern(targets),
      lines: [...new Set(lines)].sort((a, b) => a - b),
    };
  }

  /** Finds steps taken together of which one overwrites what another holds. */
  private compare(taken: readonly Taken[]): void {
    const first = taken[0];
    if (!first || taken.every((t) => t.operations.length === 0)) return;
    for (const a of taken) {
      for (const o of a.operations) {
        const name = register(o);
        const id = operationKey(o);
        for (const b of taken) {
          if (b === a || b.operations.some((x) => operationKey(x) === id)) continue;
          const [writer, holder] = [this.nfa.lineOf[a.from] ?? 0, this.nfa.lineOf[b.from] ?? 0];
          if (o.do === 'frame') this.mixedFrames.push({ framed: writer, other: holder });
          const disturbs =
            this.nfa.held[b.from]?.has(name) ||
            b.operations.some((x) => register(x) === name) ||
            (o.do === 'mark' && this.isMark(holder, o.slot));
          if (disturbs) this.clashes.push({ writer, holder, slot: o.slot });
        }
      }
    }
  }
}
