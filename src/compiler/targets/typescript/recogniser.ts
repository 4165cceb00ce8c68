/**
 * Writes an automaton as plain code: nested tests, one function for a subtree.
 *
 * What V8 wants, each measured by itself on the bench's `lines`:
 * - functions whose source stays under some 8 kB: past 60 kB of bytecode it never optimises, and a call costs as much as
 *   three bytes; so the root takes in what most lines lead to, even if other ways lead there too (FunctionPlan);
 * - all functions inside one: what stands outside of any becomes a variable in a bundle, and is looked up at each use.
 *   For the same reason the runtime's constants stand in files that import no code: a bundler writes those out. Together
 *   with one table for the fields of a view, 0.19 of the ceiling became 0.27;
 * - one array of 32-bit integers for everything that is written, its indices constants, and one class of view for all
 *   forms: with the loop over regular lines, 0.10 of the ceiling became 0.17 on Node 20;
 * - a number read in one go into a local variable, stored once behind its last digit; an address in one register, so that
 *   its text is found by one comparison;
 * - the literal tail of a line compared in one expression behind one test of the bound;
 * - indices counted from where the function begins, sums cut to 32 bits, the byte that most lines have asked for in front
 *   of the switch: four hundredths together;
 * - a tolerated blank stepped over in front of the one test of what follows, instead of that test once a blank;
 * - which line will end decided as soon as nothing else can, and given to the tails that lines share as an argument: 1.4
 *   of 6.1 thousand states go, and a seventh of the code (566 kB minified became 486);
 * - the two bytes of a line end left to the caller, who has one place for all lines.
 *
 * Without effect, and not done: functions of twice the size; traits packed into the code; the tails of lines copied to
 * where they are used (a third more code); a switch over forms in the reader of the views. Lines read from one buffer of
 * our own, whose length V8 knows, with a line end behind its last byte so that no end has to be looked for: a tenth
 * faster, but payload would have to be copied.
 */
import { type Automaton, endsAtCr } from '../../automaton/build.js';
import { chooseLine } from '../../automaton/choose.js';
import type { Branch, Decision, Leaf, State } from '../../automaton/dfa.js';
import { components, examples, indegrees, leadingTo, linesAtEnd, loopOf, weights } from '../../automaton/graph.js';
import { isCarried } from '../../automaton/outcomes.js';
import { quote } from '../../notation/errors.js';
import type { Layout } from '../../tables/layout.js';
import type { ByteTables } from './byte-tables.js';
import { ByteTests } from './byte-tests.js';
import { type Entrance, FunctionPlan, type Part, stateOf } from './function-plan.js';
import { comparison, condition, equals, indexAt, isDigits, numberLoop, operation } from './recogniser-code.js';

/** A state reached from several places is repeated in each if its code is as short as this. */
const REPEAT = 200;
/** How many other lines a final result code is worth: it ends every command. */
const FINAL = 10;
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

/** Where code is written: inside the one function of a cycle, or behind the digits of a number that `v` holds. */
interface Place {
  readonly cycle?: number;
  /** Slots whose number is in `v`. */
  readonly inHand?: readonly number[];
  /** So many bytes behind `p` is the next one: indices then do not wait for each other. */
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
  private readonly parts = new Map<Entrance, Part>();
  /** What the function that is being written takes in. */
  private takenIn: ReadonlySet<Entrance> = new Set();
  /** Where the code that is being measured leads. */
  private leadsTo: Entrance[] | undefined;
  private readonly plan: FunctionPlan;
  /** By state what the lines weigh whose shortest way leads through it. */
  private readonly weights: readonly number[];
  /** From how many states each is reached. */
  private readonly indegree: readonly number[];
  private readonly examples: readonly string[];
  private readonly component;
  /** States from which a line can come that needs no line end, or no more of one than a CR. */
  private readonly endingAnyhow: ReadonlySet<number>;
  private readonly endingAtCr: ReadonlySet<number>;
  private readonly automaton: Automaton;
  private readonly options: RecogniserOptions;

  constructor(automaton: Automaton, options: RecogniserOptions) {
    this.automaton = automaton;
    this.options = options;
    this.examples = examples(automaton.dfa);
    this.component = components(automaton.dfa);
    this.endingAnyhow = leadingTo(automaton.dfa, ({ now }) => now.length > 0);
    this.endingAtCr = leadingTo(automaton.dfa, (state) => linesAtEnd(state).some((line) => this.endsAtCr(line)));
    const { dfa } = automaton;
    this.indegree = indegrees(dfa);
    this.weights = weights(dfa, (line) => this.lineWeight(line));
    this.plan = new FunctionPlan(`${dfa.start}`, this.weights, (entrance) => this.part(entrance));
  }

  private endsAtCr(line: number): boolean {
    const form = this.automaton.lines[line]?.form;
    return form !== undefined && endsAtCr(form);
  }

  private lineWeight(line: number): number {
    return this.automaton.lines[line]?.form.kind === 'final' ? FINAL : 1;
  }

  emit(): Recogniser {
    const entry = this.call(this.automaton.dfa.start, ANYWHERE);
    return { functions: [...this.functions.values()], entry };
  }

  private state(index: number): State {
    return this.automaton.dfa.states[index] as State;
  }

  private isCyclic(state: number): boolean {
    return this.component.cyclic.has(this.component.of[state] ?? 0);
  }

  /** Goes on in a state, in a function that is written when first asked for. */
  private call(state: number, place: Place): string {
    if (!this.isCyclic(state)) return `return ${this.function(`${state}`)}(${this.arguments(state, place)});\n`;
    return `return ${this.knot(this.component.of[state] ?? 0)}(${this.arguments(state, place)}, ${state});\n`;
  }

  private arguments(state: number, place: Place): string {
    const carried = this.state(state).carries ? `, ${place.outcome}` : '';
    return `b, ${indexOf(place)}, e, r${carried}`;
  }

  private function(entrance: Entrance): string {
    const name = `${this.options.prefix}${entrance}`;
    return this.written(
      name,
      () => this.plan.takenInBy(entrance),
      () => {
        const first = entrance.startsWith('n') ? 'c = b[p] as number;\n' : '';
        return this.define(name, stateOf(entrance), `${first}${this.code(entrance, ANYWHERE)}`);
      },
    );
  }

  /** Writes a function unless it is there; in the middle of another, or while one is measured. */
  private written(name: string, takenIn: () => ReadonlySet<Entrance>, write: () => string): string {
    if (this.functions.has(name)) return name;
    this.functions.set(name, '');
    const before = [this.takenIn, this.leadsTo] as const;
    this.takenIn = takenIn();
    this.leadsTo = undefined;
    this.functions.set(name, write());
    [this.takenIn, this.leadsTo] = before;
    return name;
  }

  /** A state by itself: how long its code is, and where that leads. */
  private part(entrance: Entrance): Part {
    const known = this.parts.get(entrance);
    if (known) return known;
    const before = this.leadsTo;
    this.leadsTo = [];
    const part = { size: this.code(entrance, ANYWHERE).length, leadsTo: this.leadsTo };
    this.leadsTo = before;
    this.parts.set(entrance, part);
    return part;
  }

  private code(entrance: Entrance, { ahead, outcome }: Place): string {
    const state = stateOf(entrance);
    const place = { ...(ahead === undefined ? {} : { ahead }), ...(outcome === undefined ? {} : { outcome }) };
    return entrance.startsWith('n') ? this.numberCode(state, place) : this.stateCode(state, place);
  }

  private define(name: string, state: number, body: string, extra = ''): string {
    const registers = /\br\b/.test(body) ? 'r' : '_r';
    const carried = this.state(state).carries ? `, ${/\bk\b/.test(body) ? 'k' : '_k'}: number` : '';
    const parameters = `b: Uint8Array, p: number, e: number, ${registers}: Int32Array${carried}${extra}`;
    const locals = ['c', 'v', 'q']
      .filter((local) => new RegExp(`\\b${local} = `).test(body))
      .map((local) => `${local} = 0`);
    const declared = locals.length > 0 ? `  let ${locals.join(', ')};\n` : '';
    return `/* after ${quote(this.examples[state] ?? '')} */\nfunction ${name}(${parameters}): number {\n${declared}${body}}\n`;
  }

  /** States that lead back to each other: one function, the state in a variable. */
  private knot(cycle: number): string {
    const name = `${this.options.prefix}Cycle${cycle}`;
    return this.written(
      name,
      () => new Set(),
      () => {
        const members = this.automaton.dfa.states.flatMap((_, s) => (this.component.of[s] === cycle ? [s] : []));
        const cases = members.map((s) => `case ${s}: {\n${this.stateCode(s, { cycle, ...ANYWHERE })}}\n`);
        const body = `for (;;) switch (s) {\n${cases.join('')}default: return DEAD;\n}\n`;
        return this.define(name, members[0] ?? 0, body, ', s: number');
      },
    );
  }

  private enter(entrance: Entrance, place: Place): string {
    const state = stateOf(entrance);
    const component = this.component.of[state] ?? 0;
    if (place.cycle === component) return `${catchUp(place)}s = ${state}; continue;\n`;
    if (this.isCyclic(state)) return this.call(state, place);
    const where = this.arguments(state, place);
    if (this.leadsTo) {
      this.leadsTo.push(entrance);
      return `return ${this.options.prefix}${entrance}(${where});\n`;
    }
    if (this.takenIn.has(entrance) || this.isShort(entrance)) return this.code(entrance, place);
    return `return ${this.function(entrance)}(${where});\n`;
  }

  private isShort(entrance: Entrance): boolean {
    const { size, leadsTo } = this.part(entrance);
    return size <= REPEAT && leadsTo.length === 0;
  }

  private need(state: number): string {
    if (this.endingAnyhow.has(state)) return 'NEED_ANY';
    return this.endingAtCr.has(state) ? 'NEED_CR' : 'NEED';
  }

  private nextByte(state: number, place: Place): string {
    const index = indexOf(place);
    return `if (${index} >= e) return ${this.need(state)};\nc = b[${index}] as number;\n`;
  }

  private stateCode(index: number, place: Place): string {
    const state = this.state(index);
    const { next } = this.options.layout;
    if (state.now.length > 0) return `r[${next}] = ${indexOf(place)};\nreturn ${this.lineCode(state.now, place)};\n`;
    const run = place.cycle === undefined ? this.run(index) : undefined;
    if (run && run.text.length > 1) {
      const { ahead = 0 } = place;
      const behind = { ...this.decided(run.outcome, place), ahead: ahead + run.text.length };
      return comparison(run.text, ahead, this.need(index)) + this.enter(`${run.to}`, behind);
    }
    const loop = loopOf(this.automaton.dfa, index);
    if (loop?.kind === 'digits' && place.cycle === undefined) {
      const [slot = 0] = loop.slots;
      const { layout } = this.options;
      const resumed = `v = r[${layout.number(slot)}] as number;\nq = r[${layout.since(slot)}] as number;\n${catchUp(place, 1)}`;
      return `${resumed}${this.digits(index, loop.slots, place)}`;
    }
    if (loop?.kind === 'bytes') {
      const behind = { ...place, ahead: 0 };
      return catchUp(place) + this.textLoop(index, loop.branch) + this.choose(index, loop.branch, behind);
    }
    return this.nextByte(index, place) + this.choose(index, undefined, place);
  }

  /** The bytes that follow without a choice, and where they lead. */
  private run(index: number): { text: string; to: number; outcome: Leaf['outcome'] } {
    let text = '';
    let at = index;
    let decided: Leaf['outcome'];
    while (decided === undefined) {
      const state = this.state(at);
      const [branch, ...others] = state.branches;
      const single = branch?.bytes.length === 1 && others.length === 0 && !state.atLineEnd && state.now.length === 0;
      if (!branch || !single || branch.decision.kind !== 'leaf') break;
      const { operations, to, outcome } = branch.decision;
      if (operations.length > 0 || to === undefined || this.isCyclic(at)) break;
      if (at !== index && this.indegree[at] !== 1) break;
      text += String.fromCharCode(branch.bytes[0] ?? 0);
      at = to;
      decided = outcome;
    }
    return { text, to: at, outcome: decided };
  }

  private textLoop(index: number, { bytes }: Branch): string {
    const table = this.options.tables.nameOf(bytes);
    return `for (;;) {\n${this.nextByte(index, ANYWHERE)}if (${table}[c] === 0) break;\np = (p + 1) | 0;\n}\n`;
  }

  /** A number from its first digit on, which `c` holds. */
  private numberCode(index: number, place: Place): string {
    const slots = loopOf(this.automaton.dfa, index)?.slots ?? [];
    return `${catchUp(place)}v = c ^ 48;\nq = p;\n${this.digits(index, slots, place)}`;
  }

  private digits(index: number, slots: readonly number[], { outcome = 'k' }: Place): string {
    const stores = slots.map((slot) => `r[${this.options.layout.number(slot)}] = v;\n`).join('');
    const branch = loopOf(this.automaton.dfa, index)?.branch;
    return numberLoop(this.need(index)) + stores + this.choose(index, branch, { inHand: slots, outcome });
  }

  /** What the byte `c` decides; `loop` has been dealt with. */
  private choose(index: number, loop: Branch | undefined, place: Place): string {
    const state = this.state(index);
    const blank = place.cycle === undefined ? this.tolerated(index, loop) : undefined;
    const branches = state.branches.filter((branch) => branch !== loop && branch !== blank?.branch);
    const steps = blank ? this.stepOver(index, place, blank) : '';
    return steps + this.tests(branches, state.atLineEnd, place, blank?.byte);
  }

  /** A byte that may stand here some times, and changes nothing about what may follow. */
  private tolerated(
    index: number,
    loop: Branch | undefined,
  ): { branch: Branch; byte: number; times: number } | undefined {
    if (loop) return undefined;
    for (const branch of this.state(index).branches) {
      const [byte, ...others] = branch.bytes;
      if (byte === undefined || others.length > 0) continue;
      const times = this.timesTolerated(index, byte);
      if (times > 0) return { branch, byte, times };
    }
    return undefined;
  }

  private timesTolerated(index: number, byte: number): number {
    const rest = (s: State): string =>
      JSON.stringify([s.branches.filter((b) => !(b.bytes.length === 1 && b.bytes[0] === byte)), s.atLineEnd, s.now]);
    const wanted = rest(this.state(index));
    let at = index;
    for (let times = 0; ; times++) {
      const state = this.state(at);
      if (times > 0 && (this.isCyclic(at) || loopOf(this.automaton.dfa, at) || rest(state) !== wanted)) return 0;
      const branch = state.branches.find((b) => b.bytes.length === 1 && b.bytes[0] === byte);
      if (!branch) return times;
      const { decision } = branch;
      if (decision.kind !== 'leaf' || decision.to === undefined || decision.operations.length > 0) return 0;
      if (decision.outcome) return 0;
      at = decision.to;
    }
  }

  private stepOver(index: number, place: Place, { byte, times }: { byte: number; times: number }): string {
    const step = `p++;\n${this.nextByte(index, place)}}\n`;
    if (times === 1) return `if (${equals(byte)}) {\n${step}`;
    return `for (q = ${times}; ${equals(byte)} && q > 0; q--) {\n${step}`;
  }

  private tests(
    branches: readonly Branch[],
    atLineEnd: Decision | undefined,
    place: Place,
    taken: number | undefined,
  ): string {
    const written = new ByteTests(this.options.tables, taken);
    const add = (bytes: readonly number[], decision: Decision): void =>
      written.add(bytes, this.decision(bytes, decision, place), this.weightOf(decision));
    if (atLineEnd) add([10, 13], atLineEnd);
    for (const { bytes, decision } of branches) add(bytes, decision);
    return written.text();
  }

  /** What the lines weigh that it leads to. */
  private weightOf(decision: Decision): number {
    if (decision.kind === 'test') return Math.max(this.weightOf(decision.yes), this.weightOf(decision.no));
    const { to, outcome, lines } = decision;
    if (to !== undefined && !outcome) return this.weights[to] ?? 0;
    return Math.max(0, ...(outcome ?? lines).map((line) => this.lineWeight(line)));
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
      all.map((o) => operation(o, layout, index, place.inHand ?? [])).join('');
    if (to === undefined) {
      if (leaf.lines.length === 0) return 'return DEAD;\n';
      return `${write(operations)}r[${layout.next}] = ${index};\nreturn ${this.lineCode(leaf.lines, place)};\n`;
    }
    const onwards = this.decided(leaf.outcome, place);
    const loop = loopOf(this.automaton.dfa, to);
    const firsts = operations.filter((o) => o.do === 'first').map((o) => o.slot);
    const isNumber = loop?.kind === 'digits' && isDigits(bytes) && loop.slots.every((slot) => firsts.includes(slot));
    if (isNumber && place.cycle === undefined && !this.isCyclic(to)) {
      const others = operations.filter((o) => !(o.do === 'first' && loop.slots.includes(o.slot)));
      return write(others) + this.enter(`n${to}`, onwards);
    }
    return write(operations) + this.enter(`${to}`, { ...onwards, ahead: (place.ahead ?? 0) + 1 });
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
