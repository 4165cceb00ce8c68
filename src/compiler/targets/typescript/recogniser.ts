/**
 * Writes an automaton as plain code: nested tests, one function for a subtree.
 *
 * What V8 wants, each measured by itself on the bench's `lines`:
 * - functions whose source stays under some 8 kB: past 60 kB of bytecode it never optimises, and a call costs as much as
 *   three bytes; so the root holds what most lines lead to, even if other ways lead there too (automaton/plan);
 * - all functions inside one: what appears outside of any becomes a variable in a bundle, and is looked up at each use.
 *   For the same reason the runtime's constants appear in files that import no code: a bundler writes those out. Together
 *   with one table for the fields of a view, 0.19 of the ceiling became 0.27;
 * - one array of 32-bit integers for everything that is written, its indices constants, and one class of view for all
 *   forms: with the loop over regular lines, 0.10 of the ceiling became 0.17 on Node 20;
 * - a number read in one go into a local variable, stored once after its last digit; an address in one register, so that
 *   its text is found by one comparison;
 * - the literal tail of a line compared in one expression after one test of the bound;
 * - indices counted from where the function begins, sums cut to 32 bits, the byte that most lines have asked for before it
 *   of the switch: four hundredths together;
 * - a tolerated blank stepped over before the one test of what follows, instead of that test once a blank;
 * - the two bytes of a line end left to the caller, who has one place for all lines.
 *
 * What made it small (generated/recogniser.ts minified, in kB). All together cost two hundredths of the speed of the
 * tokenizer on `lines` and `lines-fresh`, which is less than single pairs of runs differed by:
 * - 625 → 566: partition refinement, so that the state after the first byte of a text is the one after its other bytes;
 * - 566 → 486: which line will end decided as soon as nothing else can, and given to the tails that lines share as an
 *   argument (outcomes.ts): 1.4 of 6.1 thousand states go;
 * - 486 → 466: tolerated blanks in a loop, not one test inside the other; one case no `switch`;
 * - 466 → 464: functions planned by a measure of the automaton; what follows the only test not inside of it.
 * - 464 → 448: the loop over the bytes of a text is one function; less code is repeated (REPEAT 200 → 60). No slower.
 *   The same for the digits of a number is 16 to 20 kB less, and costs an eighth of the speed: not done.
 * - 514 → 464, of a larger grammar: in the middle of a name that a command begins with, all bytes but the next of that name
 *   are left to the state that reads the rest of any name (automaton/plan/rest.ts).
 * - 464 → 417: the same in names that no line end can follow, and several such bytes compared in one expression. No slower.
 *
 * Without effect, and not done: functions of twice the size; traits packed into the code; the tails of lines copied to
 * where they are used (a third more code); a switch over forms in the reader of the views. Lines read from one buffer of
 * our own, whose length V8 knows, with a line end after its last byte so that no end has to be looked for: a tenth
 * faster, but payload would have to be copied.
 */
import type { Automaton } from '../../automaton/build.js';
import { chooseLine } from '../../automaton/choose.js';
import type { Branch, Decision, Leaf, State } from '../../automaton/dfa.js';
import { isCarried } from '../../automaton/outcomes.js';
import { type Entrance, stateOf } from '../../automaton/plan/functions.js';
import { type Need, type Plan, planOf, type StatePlan, type Tolerated } from '../../automaton/plan/plan.js';
import type { RestRun } from '../../automaton/plan/rest.js';
import type { Layout } from '../../tables/layout.js';
import type { ByteTables } from './byte-tables.js';
import { ByteTests } from './byte-tests.js';
import {
  areNext,
  asNumber,
  comparison,
  condition,
  equals,
  frame,
  indexAt,
  numberLoop,
  operation,
  PARAMETERS,
} from './recogniser-code.js';
import { literal, typed } from './source.js';

/** A state reached from several places is repeated in each if its code is as short as this. */
const REPEAT = 60;
const NEEDS: Readonly<Record<Need, string>> = { any: 'NEED_ANY', cr: 'NEED_CR', 'line-end': 'NEED' };

/** The byte read, the number read so far, and where that began or how many blanks are left. */
type Local = 'c' | 'v' | 'q';

export interface Recogniser {
  readonly functions: readonly string[];
  /** Begins at the first byte of a line. */
  readonly entry: string;
}

export interface RecogniserOptions {
  readonly prefix: string;
  readonly firstCode: number;
  readonly patternIndex: (head: string) => number;
  readonly tables: ByteTables;
  readonly layout: Layout;
}

/** Where code is written: inside the one function of a cycle, or after the digits of a number that `v` holds. */
interface Place {
  readonly cycle?: number;
  /** Slots whose number is in `v`. */
  readonly inHand?: readonly number[];
  /** So many bytes after `p` is the next one: indices then do not wait for each other. */
  readonly ahead?: number;
  /** In states that carry it: the code of the line that will end, `k` where a parameter says which. */
  readonly outcome?: string;
}

const indexOf = ({ ahead = 0 }: Place): string => indexAt(ahead);
const catchUp = ({ ahead = 0 }: Place, less = 0): string => {
  if (ahead === less) return '';
  return ahead > less ? `p += ${ahead - less};\n` : 'p--;\n';
};

/** At the beginning of a function. */
const ANYWHERE: Place = { outcome: 'k' };

export class RecogniserEmitter {
  private readonly functions = new Map<string, string>();
  /** Of the function that is being written: the states it holds, and the variables it has. */
  private inlined: ReadonlySet<Entrance> = new Set();
  private locals = new Set<Local>();
  private readonly plan: Plan;
  private readonly automaton: Automaton;
  private readonly options: RecogniserOptions;

  constructor(automaton: Automaton, options: RecogniserOptions) {
    this.automaton = automaton;
    this.options = options;
    this.plan = planOf(automaton);
  }

  emit(): Recogniser {
    const entry = this.call(this.automaton.dfa.start, ANYWHERE);
    return { functions: [...this.functions.values()], entry };
  }

  private state(index: number): State {
    return this.automaton.dfa.states[index] as State;
  }

  private planned(index: number): StatePlan {
    return this.plan.states[index] as StatePlan;
  }

  private uses(...locals: Local[]): void {
    for (const local of locals) this.locals.add(local);
  }

  /** Goes on in a state, in a function that is written when first asked for. */
  private call(state: number, place: Place): string {
    const { cycle } = this.planned(state);
    if (cycle === undefined) return `return ${this.function(`${state}`)}(${this.arguments(state, place)});\n`;
    return `return ${this.cycle(cycle)}(${this.arguments(state, place)}, ${state});\n`;
  }

  private arguments(state: number, place: Place): string {
    const carried = this.state(state).carries ? `, ${place.outcome}` : '';
    return `b, ${indexOf(place)}, e, r${carried}`;
  }

  private function(entrance: Entrance): string {
    const name = `${this.options.prefix}${entrance}`;
    return this.written(name, stateOf(entrance), this.plan.inlinedBy(entrance), '', () => {
      const atDigit = entrance.startsWith('n');
      return `${atDigit ? `c = ${asNumber('b[p]')};\n` : ''}${this.code(entrance, ANYWHERE)}`;
    });
  }

  /** States that lead back to each other: one function, the state in a variable. */
  private cycle(cycle: number): string {
    const name = `${this.options.prefix}Cycle${cycle}`;
    const members = this.plan.states.flatMap((state, s) => (state.cycle === cycle ? [s] : []));
    return this.written(name, members[0] ?? 0, new Set(), `, s${typed(': number')}`, () => {
      const cases = members.map((s) => `case ${s}: {\n${this.stateCode(s, { cycle, ...ANYWHERE })}}\n`);
      return `for (;;) {\nswitch (s) {\n${cases.join('')}default: {\nreturn DEAD;\n}\n}\n}\n`;
    });
  }

  /** Writes a function unless it is there, maybe in the middle of another. */
  private written(
    name: string,
    state: number,
    inlined: ReadonlySet<Entrance>,
    more: string,
    write: () => string,
  ): string {
    if (this.functions.has(name)) return name;
    this.functions.set(name, '');
    const before = [this.inlined, this.locals] as const;
    [this.inlined, this.locals] = [inlined, new Set()];
    const body = write();
    const carried = this.state(state).carries ? `, k${typed(': number')}` : '';
    const parameters = PARAMETERS + carried + more;
    const locals = Array.from(this.locals, (local) => `${local} = 0`).sort();
    const declared = locals.length > 0 ? `let ${locals.join(', ')};\n` : '';
    const comment = `/* after ${literal(this.planned(state).example).replaceAll('*/', '*\\/')} */`;
    this.functions.set(
      name,
      `${comment}\nfunction ${name}(${parameters})${typed(': number')} {\n${declared}${body}}\n`,
    );
    [this.inlined, this.locals] = before;
    return name;
  }

  private code(entrance: Entrance, { ahead, outcome }: Place): string {
    const state = stateOf(entrance);
    const place = { ...(ahead === undefined ? {} : { ahead }), ...(outcome === undefined ? {} : { outcome }) };
    return entrance.startsWith('n') ? this.numberCode(state, place) : this.stateCode(state, place);
  }

  private enter(entrance: Entrance, place: Place): string {
    const state = stateOf(entrance);
    const { cycle } = this.planned(state);
    if (cycle !== undefined) {
      return place.cycle === cycle ? `${catchUp(place)}s = ${state};\ncontinue;\n` : this.call(state, place);
    }
    if (this.inlined.has(entrance) || this.isShort(entrance)) return this.code(entrance, place);
    return `return ${this.function(entrance)}(${this.arguments(state, place)});\n`;
  }

  private isShort(entrance: Entrance): boolean {
    const { size, successors } = this.plan.part(entrance);
    return size <= REPEAT && successors.length === 0;
  }

  private need(state: number): string {
    return NEEDS[this.planned(state).need];
  }

  private nextByte(state: number, place: Place): string {
    const index = indexOf(place);
    this.uses('c');
    return `if (${index} >= e) return ${this.need(state)};\nc = ${asNumber(`b[${index}]`)};\n`;
  }

  private stateCode(index: number, place: Place): string {
    const state = this.state(index);
    const { next } = this.options.layout;
    if (state.now.length > 0) return `r[${next}] = ${indexOf(place)};\nreturn ${this.lineCode(state.now, place)};\n`;
    const { run, loop, rest } = this.planned(index);
    if (rest?.run) return this.restRun(rest.run, rest.to, place);
    if (run) {
      const { ahead = 0 } = place;
      const onwards = { ...this.decided(run.outcome, place), ahead: ahead + run.text.length };
      return comparison(run.text, ahead, this.need(index)) + this.enter(`${run.to}`, onwards);
    }
    if (loop?.kind === 'digits' && place.cycle === undefined) {
      const [slot = 0] = loop.slots;
      const { layout } = this.options;
      const at = (register: number): string => asNumber(`r[${register}]`);
      const resumed = `v = ${at(layout.number(slot))};\nq = ${at(layout.since(slot))};\n${catchUp(place, 1)}`;
      return `${resumed}${this.digits(index, loop.slots, place)}`;
    }
    if (loop?.kind === 'bytes') {
      const behind = { ...place, ahead: 0 };
      return catchUp(place) + this.textLoop(index, loop.branch) + this.choose(index, loop.branch, behind);
    }
    return this.nextByte(index, place) + this.choose(index, undefined, place);
  }

  private restRun({ letters, to, outcome }: RestRun, other: number, place: Place): string {
    const { ahead = 0 } = place;
    const onwards = { ...this.decided(outcome, place), ahead: ahead + letters.length };
    return `if (${areNext(letters, ahead)}) {\n${this.enter(`${to}`, onwards)}}\n${this.enter(`${other}`, place)}`;
  }

  private textLoop(index: number, { bytes }: Branch): string {
    const table = this.options.tables.nameOf(bytes);
    return `p = textEnd(b, p, e, ${table});\n${this.nextByte(index, ANYWHERE)}`;
  }

  /** A number from its first digit on, which `c` holds. */
  private numberCode(index: number, place: Place): string {
    const slots = this.planned(index).loop?.slots ?? [];
    return `${catchUp(place)}v = c ^ 48;\nq = p;\n${this.digits(index, slots, place)}`;
  }

  private digits(index: number, slots: readonly number[], { outcome = 'k' }: Place): string {
    this.uses('c', 'v', 'q');
    const stores = slots.map((slot) => `r[${this.options.layout.number(slot)}] = v;\n`).join('');
    const branch = this.planned(index).loop?.branch;
    return numberLoop(this.need(index)) + stores + this.choose(index, branch, { inHand: slots, outcome });
  }

  /** What the byte `c` decides; `loop` has been dealt with. */
  private choose(index: number, loop: Branch | undefined, place: Place): string {
    const state = this.state(index);
    const { tolerated: blank, rest } = this.planned(index);
    if (rest) return this.tests(rest.branches, undefined, place, undefined, this.enter(`${rest.to}`, place));
    const branches = state.branches.filter((branch) => branch !== loop && branch !== blank?.branch);
    const steps = blank ? this.stepOver(index, place, blank) : '';
    return steps + this.tests(branches, state.atLineEnd, place, blank?.byte);
  }

  private stepOver(index: number, place: Place, { byte, times }: Tolerated): string {
    const step = `p++;\n${this.nextByte(index, place)}}\n`;
    if (times === 1) return `if (${equals(byte)}) {\n${step}`;
    this.uses('q');
    return `for (q = ${times}; ${equals(byte)} && q > 0; q--) {\n${step}`;
  }

  private tests(
    branches: readonly Branch[],
    atLineEnd: Decision | undefined,
    place: Place,
    taken: number | undefined,
    otherwise = 'return DEAD;\n',
  ): string {
    const written = new ByteTests(this.options.tables, taken);
    const add = (bytes: readonly number[], decision: Decision): void =>
      written.add(bytes, this.decision(bytes, decision, place), this.weightOf(decision));
    if (atLineEnd) add([10, 13], atLineEnd);
    for (const { bytes, decision } of branches) add(bytes, decision);
    return written.text(otherwise);
  }

  /** What the lines weigh that it leads to. */
  private weightOf(decision: Decision): number {
    if (decision.kind === 'test') return Math.max(this.weightOf(decision.yes), this.weightOf(decision.no));
    const { to, outcome, lines } = decision;
    if (to !== undefined && !outcome) return this.planned(to).weight;
    return Math.max(0, ...(outcome ?? lines).map((line) => this.plan.lineWeight(line)));
  }

  private decision(bytes: readonly number[], decision: Decision, place: Place): string {
    if (decision.kind === 'leaf') return this.leaf(bytes, decision, place);
    const yes = this.decision(bytes, decision.yes, place);
    const no = this.decision(bytes, decision.no, place);
    if (yes === no) return yes;
    const test = condition(decision.guard, this.options.layout, indexOf(place), place.inHand ?? []);
    if (no === 'return DEAD;\n') return `if (!(${test})) return DEAD;\n${yes}`;
    return `if (${test}) {\n${yes}} else {\n${no}}\n`;
  }

  private leaf(bytes: readonly number[], leaf: Leaf, place: Place): string {
    const { layout } = this.options;
    const { to, operations } = leaf;
    const index = indexOf(place);
    const write = (all: Leaf['operations']): string =>
      all.map((o) => (o.do === 'frame' ? '' : operation(o, layout, index, place.inHand ?? []))).join('');
    if (to === undefined) {
      if (leaf.lines.length === 0) return 'return DEAD;\n';
      return `${write(operations)}r[${layout.next}] = ${index};\nreturn ${this.lineCode(leaf.lines, place)};\n`;
    }
    const onwards = this.decided(leaf.outcome, place);
    const framing = operations.find((o) => o.do === 'frame');
    if (framing) {
      const behind = { ...place, ahead: (place.ahead ?? 0) + 1 };
      const found = `${catchUp(behind)}${frame(framing, layout, this.need(to))}`;
      return write(operations) + found + this.enter(`${to}`, { ...onwards, ahead: 0 });
    }
    const entrance = this.plan.entrance(bytes, leaf, to);
    if (!entrance.startsWith('n') || place.cycle !== undefined) {
      return write(operations) + this.enter(`${to}`, { ...onwards, ahead: (place.ahead ?? 0) + 1 });
    }
    const { loop } = this.planned(to);
    return (
      write(operations.filter((o) => o.do !== 'first' || !loop?.slots.includes(o.slot))) + this.enter(entrance, onwards)
    );
  }

  private decided(outcome: Leaf['outcome'], place: Place): Place {
    return outcome ? { ...place, outcome: this.lineCode(outcome, place) } : place;
  }

  /** The code of the line that holds: those that need a command in flight before the one that does not. */
  private lineCode(lines: readonly number[], { outcome = 'DEAD' }: Place): string {
    if (isCarried(lines)) return outcome;
    const { firstCode, layout, patternIndex } = this.options;
    return chooseLine(this.automaton.lines, lines).reduceRight((otherwise, { line, heads }) => {
      const code = String(firstCode + line);
      if (heads === undefined) return code;
      const tests = heads.map((head) => `r[${layout.inFlight + patternIndex(head)}] !== 0`);
      return `(${tests.join(' || ')}) ? ${code} : ${otherwise}`;
    }, 'DEAD');
  }
}
