/**
 * What the states of a finished automaton are to whoever makes a program of it, as data and for no language: where bytes
 * follow without a choice, what is a loop, what waits at the end of the buffer, what is heavy, what belongs together.
 */

import { endsAtCr } from '../../model/endings.js';
import type { Automaton } from '../build.js';
import { digits } from '../bytes.js';
import type { Branch, Dfa, Leaf, State } from '../dfa.js';
import {
  components,
  examples,
  indegrees,
  type Loop,
  leadingTo,
  leaves,
  linesAtEnd,
  loopOf,
  weights,
} from '../graph.js';
import { type Entrance, FunctionPlan, type Part, stateOf } from './functions.js';
import { type Rest, type RestRun, restOf, restRun } from './rest.js';

/** How many other lines a final result code is worth: it ends every command. */
const FINAL = 10;

/**
 * What a line that the buffer ends in waits for: its line end; no more of it than a CR, as one line can be all of that;
 * or anything at all, as one line needs no line end.
 */
export type Need = 'line-end' | 'cr' | 'any';

/** Bytes that follow without a choice, and where they lead. */
export interface Run {
  readonly text: string;
  readonly to: number;
  readonly outcome: Leaf['outcome'];
}
/** A byte that may appear here some times, and changes nothing about what may follow. */
export interface Tolerated {
  readonly branch: Branch;
  readonly byte: number;
  readonly times: number;
}

export interface StatePlan {
  readonly need: Need;
  /** What the lines weigh whose shortest way leads through it. */
  readonly weight: number;
  /** The cycle of which it is a part, as a number all its states share. */
  readonly cycle: number | undefined;
  readonly loop: Loop | undefined;
  /** Two bytes or more. */
  readonly run: Run | undefined;
  readonly tolerated: Tolerated | undefined;
  /** Where another state goes on with most bytes. */
  readonly rest: Rest | undefined;
  /** The shortest way here, guards not considered, as latin1 text. */
  readonly example: string;
}

export interface Plan {
  readonly states: readonly StatePlan[];
  lineWeight(line: number): number;
  /** How a leaf is entered whose next state is this. */
  entrance(bytes: readonly number[], leaf: Leaf, to: number): Entrance;
  part(entrance: Entrance): Part;
  inlinedBy(entrance: Entrance): ReadonlySet<Entrance>;
}

export const isDigits = (bytes: readonly number[]): boolean =>
  bytes.length === digits.length && bytes.every((byte, i) => byte === digits[i]);

export function planOf(automaton: Automaton): Plan {
  const { dfa } = automaton;
  const lineWeight = (line: number): number => (automaton.lines[line]?.form.kind === 'final' ? FINAL : 1);
  const states = statePlans(automaton, lineWeight);
  const parts = new Parts(dfa, states);
  const weightOf = (state: number): number => states[state]?.weight ?? 0;
  const functions = new FunctionPlan(`${dfa.start}`, weightOf, (entrance) => parts.of(entrance));
  return {
    states,
    lineWeight,
    entrance: (bytes, leaf, to) => parts.entrance(bytes, leaf, to),
    part: (entrance) => parts.of(entrance),
    inlinedBy: (entrance) => functions.inlinedBy(entrance),
  };
}

function statePlans({ dfa, lines }: Automaton, lineWeight: (line: number) => number): readonly StatePlan[] {
  const endingAnyhow = leadingTo(dfa, ({ now }) => now.length > 0);
  const isAtCr = (line: number): boolean => lines[line] !== undefined && endsAtCr(lines[line].form);
  const endingAtCr = leadingTo(dfa, (state) => linesAtEnd(state).some(isAtCr));
  const needOf = (s: number): Need => (endingAnyhow.has(s) ? 'any' : endingAtCr.has(s) ? 'cr' : 'line-end');
  const { of, cyclic } = components(dfa);
  const cycleOf = (s: number): number | undefined => (cyclic.has(of[s] ?? 0) ? of[s] : undefined);
  const [ways, weight, indegree] = [examples(dfa), weights(dfa, lineWeight), indegrees(dfa)];
  const plans = dfa.states.map((_, s): StatePlan => {
    const loop = loopOf(dfa, s);
    const isFree = (at: number): boolean => cycleOf(at) === undefined;
    const free = isFree(s);
    const run = free ? runFrom(dfa, s, isFree, indegree) : undefined;
    const tolerated = free && !loop ? toleratedIn(dfa, s, isFree) : undefined;
    return {
      need: needOf(s),
      weight: weight[s] ?? 0,
      cycle: cycleOf(s),
      loop,
      run,
      tolerated,
      rest: free && !run && !tolerated ? restOf(dfa, s, isFree) : undefined,
      example: ways[s] ?? '',
    };
  });
  return plans.map((plan, s) =>
    withRun(
      plan,
      restRun(
        dfa,
        s,
        (at) => plans[at]?.rest,
        (a, b) => plans[a]?.need === plans[b]?.need,
      ),
    ),
  );
}

const withRun = (plan: StatePlan, run: RestRun | undefined): StatePlan =>
  plan.rest && run ? { ...plan, rest: { ...plan.rest, run } } : plan;

/** The only branch of a state where nothing ends and one byte leads on, whatever was read. */
function onlyWay({ branches, atLineEnd, now }: State): { byte: number; leaf: Leaf; to: number } | undefined {
  const [branch, ...others] = branches;
  const [byte, ...more] = branch?.bytes ?? [];
  if (!branch || byte === undefined || others.length + more.length + now.length > 0 || atLineEnd) return undefined;
  const leaf = branch.decision;
  if (leaf.kind !== 'leaf' || leaf.operations.length > 0 || leaf.to === undefined) return undefined;
  return { byte, leaf, to: leaf.to };
}

function runFrom(
  dfa: Dfa,
  from: number,
  isFree: (state: number) => boolean,
  indegree: readonly number[],
): Run | undefined {
  let text = '';
  let at = from;
  let outcome: Leaf['outcome'];
  while (outcome === undefined && isFree(at) && (at === from || indegree[at] === 1)) {
    const way = onlyWay(dfa.states[at] as State);
    if (!way) break;
    text += String.fromCharCode(way.byte);
    at = way.to;
    outcome = way.leaf.outcome;
  }
  return text.length > 1 ? { text, to: at, outcome } : undefined;
}

const isOnly = ({ bytes }: Branch, byte: number): boolean => bytes.length === 1 && bytes[0] === byte;

function toleratedIn(dfa: Dfa, s: number, isFree: (state: number) => boolean): Tolerated | undefined {
  for (const branch of dfa.states[s]?.branches ?? []) {
    const [byte, ...others] = branch.bytes;
    if (byte === undefined || others.length > 0) continue;
    const times = timesTolerated(dfa, s, byte, isFree);
    if (times > 0) return { branch, byte, times };
  }
  return undefined;
}

function timesTolerated(dfa: Dfa, from: number, byte: number, isFree: (state: number) => boolean): number {
  const rest = ({ branches, atLineEnd, now }: State): string =>
    JSON.stringify([branches.filter((b) => !isOnly(b, byte)), atLineEnd, now]);
  let at = from;
  for (let times = 0; ; times++) {
    const state = dfa.states[at] as State;
    const leaf = state.branches.find((b) => isOnly(b, byte))?.decision;
    if (leaf && (leaf.kind !== 'leaf' || leaf.to === undefined || leaf.operations.length > 0 || leaf.outcome)) return 0;
    if (times > 0 && (!isFree(at) || loopOf(dfa, at) || rest(state) !== rest(dfa.states[from] as State))) return 0;
    if (leaf?.kind !== 'leaf' || leaf.to === undefined) return times;
    at = leaf.to;
  }
}

/** Roughly what each takes in a program, in characters of source: what a function holds is decided by it. */
const COST = { state: 60, branch: 45, operation: 22, test: 40, byte: 24, number: 170, loop: 90, call: 30, end: 60 };

/** States as parts of functions: how much each takes, and where it leads. */
class Parts {
  private readonly known = new Map<Entrance, Part>();
  private readonly dfa: Dfa;
  private readonly states: readonly StatePlan[];

  constructor(dfa: Dfa, states: readonly StatePlan[]) {
    this.dfa = dfa;
    this.states = states;
  }

  of(entrance: Entrance): Part {
    const part = this.known.get(entrance) ?? this.measured(stateOf(entrance));
    this.known.set(entrance, part);
    return part;
  }

  /** A number that is read in one go is entered at its first digit. */
  entrance(bytes: readonly number[], { operations }: Leaf, to: number): Entrance {
    const { loop, cycle } = this.states[to] as StatePlan;
    if (loop?.kind !== 'digits' || cycle !== undefined || !isDigits(bytes)) return `${to}`;
    const firsts = operations.flatMap((o) => (o.do === 'first' ? [o.slot] : []));
    return loop.slots.every((slot) => firsts.includes(slot)) ? `n${to}` : `${to}`;
  }

  private measured(index: number): Part {
    const state = this.dfa.states[index] as State;
    const { run, loop, tolerated, rest } = this.states[index] as StatePlan;
    if (state.now.length > 0) return { size: COST.end, successors: [] };
    if (run) return { size: COST.state + COST.byte * run.text.length, successors: this.free(`${run.to}`) };
    if (rest?.run) {
      const { letters, to } = rest.run;
      return {
        size: COST.state + COST.call + COST.byte * letters.length,
        successors: [...this.free(`${to}`), ...this.free(`${rest.to}`)],
      };
    }
    const branches = (rest ?? state).branches.filter((b) => b !== loop?.branch && b !== tolerated?.branch);
    const sizes = branches.map((b) => COST.branch + sizeOf(b.decision));
    const read = loop ? (loop.kind === 'digits' ? COST.number : COST.loop) : COST.state;
    const blanks = tolerated ? COST.loop : 0;
    const end = rest ? COST.call : state.atLineEnd ? COST.branch + sizeOf(state.atLineEnd) : 0;
    const onwards = rest ? this.free(`${rest.to}`) : [];
    return {
      size: sizes.reduce((a, b) => a + b, read + blanks + end),
      successors: [...branches.flatMap((b) => this.after(b)), ...onwards],
    };
  }

  private after({ bytes, decision }: Branch): readonly Entrance[] {
    return leaves(decision).flatMap((leaf) =>
      leaf.to === undefined ? [] : this.free(this.entrance(bytes, leaf, leaf.to)),
    );
  }

  /** A cycle is always a function of its own. */
  private free(entrance: Entrance): readonly Entrance[] {
    return this.states[stateOf(entrance)]?.cycle === undefined ? [entrance] : [];
  }
}

function sizeOf(decision: Branch['decision']): number {
  if (decision.kind === 'test') return COST.test + sizeOf(decision.yes) + sizeOf(decision.no);
  const { operations, lines } = decision;
  return COST.operation * operations.length + (lines.length > 0 ? COST.end : COST.call);
}
