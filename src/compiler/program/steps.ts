/** What a state does, as a list of tests in the order they are tried: those of few bytes before those of many. */
import { CR, LF } from '../automaton/bytes.js';
import type { Branch, Decision, Dfa, State } from '../automaton/dfa.js';
import { targets } from '../automaton/graph.js';

/** Bytes and what they lead to; undefined: no line goes on with them. */
export interface Step {
  readonly bytes: readonly number[];
  readonly decision: Decision | undefined;
}

export interface Steps {
  /** The bytes with which the state stays what it is. */
  readonly loop: readonly number[];
  readonly steps: readonly Step[];
  /** What all other bytes do, they do in this state; undefined: nothing. */
  readonly otherwise: number | undefined;
}

const NO_DECISION = '';
const isLineEnd = (bytes: readonly number[]): boolean => bytes.length === 2 && bytes[0] === LF && bytes[1] === CR;

/** About how many bytes a test takes in the program. */
function costOf({ bytes }: Step): number {
  return isLineEnd(bytes) ? 2 : 3;
}

export class Stepper {
  private readonly dfa: Dfa;
  private readonly decisions = new Map<string, Decision>();
  private readonly tables = new Map<number, readonly string[]>();
  private readonly planned = new Map<number, Steps>();
  /** States being planned: none of these may decide for another, or engines would go in a circle. */
  private readonly open = new Set<number>();

  constructor(dfa: Dfa) {
    this.dfa = dfa;
  }

  of(state: number): Steps {
    const known = this.planned.get(state);
    if (known) return known;
    this.open.add(state);
    const best = this.candidates(state)
      .map((other) => this.likeOther(state, other))
      .reduce((a, b) => (this.cost(b) < this.cost(a) ? b : a), this.plain(state));
    this.open.delete(state);
    this.planned.set(state, best);
    return best;
  }

  private cost({ loop, steps, otherwise }: Steps): number {
    const tests = steps.reduce((sum, step) => sum + costOf(step), 0);
    return tests + (loop.length > 0 ? 2 : 0) + (otherwise === undefined ? 0 : 1);
  }

  /** By byte the decision, as text; a line end is decided before what else CR and LF may be. */
  private table(index: number): readonly string[] {
    const known = this.tables.get(index);
    if (known) return known;
    const table: string[] = new Array(256).fill(NO_DECISION);
    const { branches, atLineEnd } = this.state(index);
    for (const { bytes, decision } of branches) for (const byte of bytes) table[byte] = this.keyOf(decision);
    if (atLineEnd) table[CR] = table[LF] = this.keyOf(atLineEnd);
    this.tables.set(index, table);
    return table;
  }

  private keyOf(decision: Decision): string {
    const key = JSON.stringify(decision);
    this.decisions.set(key, decision);
    return key;
  }

  private state(index: number): State {
    return this.dfa.states[index] as State;
  }

  private plain(index: number): Steps {
    const table = this.table(index);
    const stays = JSON.stringify({ kind: 'leaf', operations: [], to: index, lines: [] });
    const loop = bytesWith(table, (key) => key === stays);
    const steps = this.group(table, (byte, key) => key !== NO_DECISION && !loop.includes(byte));
    return { loop, steps, otherwise: undefined };
  }

  /** What the state does otherwise than another one, which decides the rest. */
  private likeOther(index: number, other: number): Steps {
    const theirs = this.table(other);
    const steps = this.group(this.table(index), (byte, key) => key !== theirs[byte]);
    return { loop: [], steps, otherwise: other };
  }

  private group(table: readonly string[], isOwn: (byte: number, key: string) => boolean): Step[] {
    const bytesOf = new Map<string, number[]>();
    table.forEach((key, byte) => {
      if (!isOwn(byte, key)) return;
      const known = bytesOf.get(key);
      if (known) known.push(byte);
      else bytesOf.set(key, [byte]);
    });
    const steps = Array.from(bytesOf, ([key, bytes]) => ({ bytes, decision: this.decisions.get(key) }));
    return steps.sort((a, b) => a.bytes.length - b.bytes.length || (a.bytes[0] ?? 0) - (b.bytes[0] ?? 0));
  }

  /** States that this one leads to without an operation: one of them may decide the rest. They are planned before it. */
  private candidates(index: number): number[] {
    const { branches, now } = this.state(index);
    if (now.length > 0) return [];
    return branches.flatMap(({ decision }: Branch) => {
      if (decision.kind !== 'leaf' || decision.to === undefined || decision.operations.length > 0) return [];
      const { to } = decision;
      if (this.open.has(to) || this.state(to).now.length > 0) return [];
      this.of(to);
      return [to];
    });
  }
}

function bytesWith(table: readonly string[], is: (key: string) => boolean): number[] {
  return table.flatMap((key, byte) => (is(key) ? [byte] : []));
}

/** About how much code a state leads to, by state: short parts are written first, so that targets are near. */
export function lengthsBehind(dfa: Dfa): readonly number[] {
  const MOST = 1e6;
  const lengths: number[] = [];
  const open = new Set<number>();
  const visit = (s: number): number => {
    const known = lengths[s];
    if (known !== undefined) return known;
    if (open.has(s)) return 0;
    open.add(s);
    const sum = targets(dfa.states[s] as State).reduce((total, t) => total + visit(t), 1);
    open.delete(s);
    lengths[s] = Math.min(MOST, sum);
    return lengths[s];
  };
  dfa.states.forEach((_, s) => {
    visit(s);
  });
  return lengths;
}
