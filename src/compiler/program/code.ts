/** Writes an automaton as code of the program: a state is the address at which its tests begin. */

import {
  ACCEPT,
  ACCEPT_ECHO,
  BLANK,
  CLOSE,
  COUNT,
  DIGITS,
  EITHER_CASE_FIRST,
  FIRST,
  FRAME,
  GOTO,
  GUARD,
  GUARD_ELSE,
  LINE_END,
  LITERALS,
  LOOP,
  MARK,
  MOST_PAIRS,
  MUST,
  MUST_DIGIT,
  NOTHING,
  OPEN,
  OPERATION,
  SET,
  SHORT_SLOTS,
  SWITCH,
  SWITCH_EITHER_CASE,
  TRY_LINE_END,
  TRY_SET,
  WHILE,
} from '../../runtime/contract/program.js';
import type { Automaton } from '../automaton/build.js';
import { CR, digits, LF } from '../automaton/bytes.js';
import { chooseLine } from '../automaton/choose.js';
import type { Decision, Dfa, Leaf, State } from '../automaton/dfa.js';
import type { Operation } from '../automaton/nfa.js';
import { type Assembler, Label } from './assembler.js';
import { distil } from './distil.js';
import type { GuardPool, SetPool } from './pools.js';
import { lengthsBehind, type Step, Stepper, type Steps } from './steps.js';

/** What code refers to outside of itself. */
export interface CodeContext {
  readonly out: Assembler;
  readonly sets: SetPool;
  readonly guards: GuardPool;
  /** Where no line goes on. */
  readonly nothing: Label;
  /** Lines with the same text mean the same. */
  readonly meaning: (line: number) => string;
  /** The record of a line; of an echo, one more than its command or 0. */
  readonly accepted: (line: number) => { readonly record: Label } | { readonly echo: number };
  /** 0 for any, else one more than the pattern's index. */
  readonly patternOf: (head: string) => number;
}

const SHORT: Partial<Record<Operation['do'], number>> = { open: OPEN, close: CLOSE, first: FIRST, mark: MARK };
const LONG = ['open', 'close', 'first', 'mark'];
const SPACE = 0x20;

const isDigits = (bytes: readonly number[]): boolean =>
  bytes.length === digits.length && bytes.every((byte, i) => byte === digits[i]);
const isLineEnd = (bytes: readonly number[]): boolean => bytes.length === 2 && bytes[0] === LF && bytes[1] === CR;

/** The upper case of a letter in both cases; undefined: the bytes are something else. */
function eitherCase([first = 0, second, ...more]: readonly number[]): number | undefined {
  const isLetter = first >= 0x41 && first <= 0x5a;
  return isLetter && second === first + 0x20 && more.length === 0 ? first : undefined;
}

export class CodeWriter {
  private readonly context: CodeContext;
  private readonly automaton: Automaton;
  private readonly dfa: Dfa;
  private readonly stepper: Stepper;
  private readonly lengths: readonly number[];
  private readonly states = new Map<number, Label>();
  private readonly decisions = new Map<string, { readonly label: Label; readonly decision: Decision }>();
  private readonly written = new Set<Label>();
  /** What is still to be written. */
  private readonly pending: { readonly label: Label; readonly write: () => void }[] = [];

  constructor(automaton: Automaton, context: CodeContext) {
    this.automaton = automaton;
    this.context = context;
    this.dfa = distil(automaton, context.meaning);
    this.stepper = new Stepper(this.dfa);
    this.lengths = lengthsBehind(this.dfa);
  }

  /** Writes all of it; returns where a line begins. */
  write(): Label {
    const start = this.stateLabel(this.dfa.start);
    this.pending.push({ label: start, write: () => this.state(this.dfa.start) });
    for (let next = this.pending.pop(); next; next = this.pending.pop())
      if (!this.written.has(next.label)) next.write();
    return start;
  }

  private stateLabel(state: number): Label {
    const label = this.states.get(state) ?? new Label();
    this.states.set(state, label);
    return label;
  }

  /** Where a decision is carried out; a step without operations leads to the state itself. */
  private decisionLabel(decision: Decision | undefined): Label {
    if (!decision || isNothing(decision)) return this.context.nothing;
    if (isPlain(decision)) return this.stateLabel(decision.to);
    const key = JSON.stringify(decision);
    const known = this.decisions.get(key)?.label ?? new Label();
    this.decisions.set(key, { label: known, decision });
    return known;
  }

  private later(decision: Decision | undefined): Label {
    const label = this.decisionLabel(decision);
    if (decision && label !== this.context.nothing && !this.written.has(label))
      this.pending.push({ label, write: () => this.carryOut(decision) });
    return label;
  }

  /** A state from here on: the same code if it is written already. */
  private state(index: number): void {
    const { out } = this.context;
    const label = this.stateLabel(index);
    if (this.written.has(label)) {
      out.bytes(GOTO);
      out.target(label);
      return;
    }
    this.written.add(label);
    out.label(label);
    const { now } = this.dfa.states[index] as State;
    if (now.length > 0) this.lines(now);
    else this.steps(this.stepper.of(index));
  }

  private steps({ loop, steps, otherwise }: Steps): void {
    if (loop.length > 0) this.loop(loop);
    if (otherwise !== undefined) {
      if (this.isBlank(steps, otherwise)) this.context.out.bytes(BLANK);
      else this.test(steps);
      this.state(otherwise);
      return;
    }
    const last = this.lastOf(steps);
    this.test(steps.filter((step) => step !== last));
    if (!last?.decision) {
      this.context.out.bytes(NOTHING);
      return;
    }
    this.must(last.bytes, new Set(steps.flatMap((step) => (step === last ? [] : step.bytes))));
    this.carryOut(last.decision);
  }

  /** Which test is written last, without a target: of those whose code is not there yet the shortest. */
  private lastOf(steps: readonly Step[]): Step | undefined {
    const rank = ({ bytes, decision }: Step): number => {
      const label = this.decisionLabel(decision);
      const costly = bytes.length === 1 && (bytes[0] ?? 0) >= LITERALS;
      if (costly) return Number.MAX_SAFE_INTEGER;
      return this.written.has(label) ? 1e9 : this.lengthBehind(decision);
    };
    return [...steps].sort((a, b) => rank(a) - rank(b))[0];
  }

  private lengthBehind(decision: Decision | undefined): number {
    if (!decision) return 0;
    if (decision.kind === 'test') return this.lengthBehind(decision.yes) + this.lengthBehind(decision.no);
    return decision.to === undefined ? 0 : (this.lengths[decision.to] ?? 0);
  }

  private loop(bytes: readonly number[]): void {
    const { out, sets } = this.context;
    if (isDigits(bytes)) out.bytes(DIGITS);
    else out.bytes(LOOP, sets.indexOf(bytes));
  }

  private must(bytes: readonly number[], tried: ReadonlySet<number>): void {
    const { out, sets } = this.context;
    const [byte = 0] = bytes;
    const letter = eitherCase(bytes);
    if (bytes.length === 1 && byte < LITERALS) out.bytes(byte);
    else if (letter !== undefined) out.bytes(EITHER_CASE_FIRST + letter - 0x41);
    else if (isLineEnd(bytes)) out.bytes(LINE_END);
    else if (isDigits(bytes)) out.bytes(MUST_DIGIT);
    else out.bytes(MUST, sets.indexWithin(bytes, tried));
  }

  /** A space that is stepped over: what appears after it is what decides every other byte here. */
  private isBlank([step, ...more]: readonly Step[], otherwise: number): boolean {
    const decision = step?.bytes.length === 1 && step.bytes[0] === SPACE ? step.decision : undefined;
    return more.length === 0 && decision !== undefined && isPlain(decision) && decision.to === otherwise;
  }

  /** Tests with targets, those first that much follows: the shortest code is then written next. */
  private test(given: readonly Step[]): void {
    const { out, sets } = this.context;
    const steps = [...given].sort((a, b) => this.lengthBehind(b.decision) - this.lengthBehind(a.decision));
    const single = steps.filter(({ bytes }) => bytes.length === 1);
    const letters = steps.filter(({ bytes }) => eitherCase(bytes) !== undefined);
    const others = steps.filter((step) => !single.includes(step) && !letters.includes(step));
    this.pairs(SWITCH, single);
    this.pairs(SWITCH_EITHER_CASE, letters);
    const tried = new Set([...single, ...letters].flatMap(({ bytes }) => bytes));
    for (const { bytes, decision } of others) {
      if (isLineEnd(bytes)) out.bytes(TRY_LINE_END);
      else out.bytes(TRY_SET, sets.indexWithin(bytes, tried));
      for (const byte of bytes) tried.add(byte);
      out.target(this.later(decision));
    }
  }

  private pairs(opcode: number, steps: readonly Step[]): void {
    const { out } = this.context;
    for (let i = 0; i < steps.length; i += MOST_PAIRS) {
      const some = steps.slice(i, i + MOST_PAIRS);
      out.bytes(opcode | (some.length - 1));
      for (const { bytes, decision } of some) {
        out.bytes(bytes[0] ?? 0);
        out.target(this.later(decision));
      }
    }
  }

  private carryOut(decision: Decision): void {
    const { out } = this.context;
    if (isNothing(decision)) {
      out.bytes(NOTHING);
      return;
    }
    if (isPlain(decision)) {
      this.state(decision.to);
      return;
    }
    const label = this.decisionLabel(decision);
    if (!this.written.has(label)) {
      this.written.add(label);
      out.label(label);
    } else if (decision.kind === 'test' || decision.operations.length > 0) {
      out.bytes(GOTO);
      out.target(label);
      return;
    }
    if (decision.kind === 'leaf') this.leaf(decision);
    else this.guard(decision);
  }

  private guard({ guard, yes, no }: Extract<Decision, { kind: 'test' }>): void {
    const { out, guards } = this.context;
    if (isNothing(no)) out.bytes(GUARD, guards.indexOf(guard));
    else {
      out.bytes(GUARD_ELSE, guards.indexOf(guard));
      out.target(this.later(no));
    }
    this.carryOut(yes);
  }

  private leaf({ operations, to, lines }: Leaf): void {
    for (const operation of operations) this.operation(operation);
    if (to === undefined) this.lines(lines);
    else this.state(to);
  }

  private operation(operation: Operation): void {
    const { out } = this.context;
    const { slot } = operation;
    const short = SHORT[operation.do];
    if (operation.do === 'frame') {
      this.operation({ do: 'open', slot });
      out.bytes(FRAME, slot, operation.length);
      out.word(operation.most);
      return;
    }
    if (operation.do === 'set') out.bytes(SET, slot, operation.value);
    else if (operation.do === 'count') out.bytes(COUNT, slot);
    else if (short !== undefined && slot < SHORT_SLOTS) out.bytes(short | slot);
    else out.bytes(OPERATION, (LONG.indexOf(operation.do) << 6) | slot);
  }

  /** Those that need a command in flight come before the one that does not. */
  private lines(lines: readonly number[]): void {
    const { out, patternOf } = this.context;
    for (const { line, heads } of chooseLine(this.automaton.lines, lines)) {
      if (heads === undefined) {
        this.accept(line);
        return;
      }
      const label = new Label();
      for (const head of heads) {
        out.bytes(WHILE, patternOf(head));
        out.target(label);
      }
      this.pending.push({ label, write: () => this.acceptAt(label, line) });
    }
    out.bytes(NOTHING);
  }

  private acceptAt(label: Label, line: number): void {
    this.written.add(label);
    this.context.out.label(label);
    this.accept(line);
  }

  private accept(line: number): void {
    const { out, accepted } = this.context;
    const what = accepted(line);
    if ('echo' in what) {
      out.bytes(ACCEPT_ECHO);
      out.short(what.echo);
    } else {
      out.bytes(ACCEPT);
      out.address(what.record);
    }
  }
}

const isNothing = (decision: Decision): boolean =>
  decision.kind === 'leaf' && decision.to === undefined && decision.lines.length === 0;
const isPlain = (decision: Decision): decision is Leaf & { readonly to: number } =>
  decision.kind === 'leaf' && decision.to !== undefined && decision.operations.length === 0;
