/**
 * Writes an automaton as plain code: nested switches, one function for a subtree.
 *
 * What V8 wants, measured once: functions whose source stays under some 8 kB (past 60 kB of bytecode it never optimises),
 * the literal tail of a line compared in one expression behind one bounds check, a loop of its own for the digits of a
 * number and for the bytes of a text, and no call per byte.
 */
import type { Automaton } from '../automaton/build.js';
import { chooseLine } from '../automaton/choose.js';
import type { Decision, Leaf, State } from '../automaton/dfa.js';
import { components, examples, exits, loopOf } from '../automaton/graph.js';
import type { Guard, Operation } from '../automaton/nfa.js';
import { quote } from '../errors.js';

/** A subtree whose code is longer becomes a function. */
const SUBTREE = 2500;
/** A function is split until it is shorter. */
const FUNCTION = 7000;
/** A state reached from several places is repeated in each if its code is as short as this. */
const REPEAT = 160;
/** More bytes than this are looked up in a table instead of being named one by one. */
const NAMED = 12;

export interface Recogniser {
  readonly functions: readonly string[];
  readonly entry: string;
}

/** Byte sets that are looked up: shared by all recognisers of a file. */
export class Tables {
  private readonly names = new Map<string, string>();

  nameOf(bytes: readonly number[]): string {
    const key = ranges(bytes);
    const name = this.names.get(key) ?? `T${this.names.size}`;
    this.names.set(key, name);
    return name;
  }

  declarations(): string {
    return Array.from(this.names, ([key, name]) => `const ${name} = /* @__PURE__ */ byteTable(${key});`).join('\n');
  }
}

/** `32, 33, 35, 126`: pairs of first and last. */
function ranges(bytes: readonly number[]): string {
  const pairs: number[] = [];
  for (const byte of bytes) {
    if (byte === (pairs.at(-1) ?? -2) + 1) pairs[pairs.length - 1] = byte;
    else pairs.push(byte, byte);
  }
  return pairs.join(', ');
}

export class RecogniserEmitter {
  private readonly functions = new Map<string, string>();
  private readonly bodies = new Map<number, string>();
  private readonly indegree: number[] = [];
  private readonly examples: readonly string[];
  private readonly component;
  private readonly automaton: Automaton;
  private readonly prefix: string;
  private readonly firstCode: number;
  private readonly patternIndex: (head: string) => number;
  private readonly tables: Tables;

  constructor(
    automaton: Automaton,
    options: { prefix: string; firstCode: number; patternIndex: (head: string) => number; tables: Tables },
  ) {
    this.automaton = automaton;
    this.prefix = options.prefix;
    this.firstCode = options.firstCode;
    this.patternIndex = options.patternIndex;
    this.tables = options.tables;
    this.examples = examples(automaton.dfa);
    this.component = components(automaton.dfa);
    automaton.dfa.states.forEach((_, s) => {
      for (const t of new Set(exits(automaton.dfa, s))) this.indegree[t] = (this.indegree[t] ?? 0) + 1;
    });
  }

  emit(): Recogniser {
    const { start } = this.automaton.dfa;
    const call = this.outline(start);
    return { functions: [...this.functions.values()], entry: call };
  }

  /** The name of the function that goes on in a state, written when first asked for. */
  private outline(state: number): string {
    const cycle = this.component.of[state] ?? 0;
    if (this.component.cyclic.has(cycle)) return this.knot(cycle);
    const name = `${this.prefix}${state}`;
    if (!this.functions.has(name)) {
      this.functions.set(name, '');
      this.functions.set(name, this.define(name, state, `  let c = 0;\n${this.body(state)}`));
    }
    return name;
  }

  private define(name: string, state: number, body: string, extra = ''): string {
    const parameters = `b: Uint8Array, p: number, e: number, r: Registers${extra}`;
    return `/* after ${quote(this.examples[state] ?? '')} */\nfunction ${name}(${parameters}): number {\n${body}}\n`;
  }

  /** States that lead back to each other: one function, the state in a variable. */
  private knot(cycle: number): string {
    const name = `${this.prefix}Cycle${cycle}`;
    if (this.functions.has(name)) return name;
    this.functions.set(name, '');
    const members = this.automaton.dfa.states.flatMap((_, s) => (this.component.of[s] === cycle ? [s] : []));
    const cases = members.map((s) => `    case ${s}: {\n${this.stateCode(s, cycle)}    }\n`);
    const body = `  let c = 0;\n  for (;;) switch (s) {\n${cases.join('')}    default: return DEAD;\n  }\n`;
    this.functions.set(name, this.define(name, members[0] ?? 0, body, ', s: number'));
    return name;
  }

  private body(state: number): string {
    const known = this.bodies.get(state);
    if (known !== undefined) return known;
    const code = this.stateCode(state, undefined);
    this.bodies.set(state, code);
    return code;
  }

  /** Goes on in a state, `p` standing on its first byte. */
  private enter(state: number, cycle: number | undefined): string {
    const component = this.component.of[state] ?? 0;
    if (cycle === component) return `s = ${state}; continue;\n`;
    if (this.component.cyclic.has(component)) return `return ${this.outline(state)}(b, p, e, r, ${state});\n`;
    const body = this.body(state);
    const shared = (this.indegree[state] ?? 0) > 1;
    if (body.length <= (shared ? REPEAT : SUBTREE)) return body;
    return `return ${this.outline(state)}(b, p, e, r);\n`;
  }

  private stateCode(index: number, cycle: number | undefined): string {
    const state = this.automaton.dfa.states[index] as State;
    if (state.now.length > 0) return `r.next = p;\nreturn ${this.code(state.now)};\n`;
    const run = cycle === undefined ? this.run(index) : undefined;
    if (run && run.text.length > 1) return this.compareRun(run.text, run.to);
    return this.loop(index) + this.choose(index, state, cycle);
  }

  /** The bytes that follow without a choice, and where they lead. */
  private run(index: number): { text: string; to: number } {
    let text = '';
    let at = index;
    for (;;) {
      const state = this.automaton.dfa.states[at] as State;
      const [branch, ...others] = state.branches;
      const single = branch?.bytes.length === 1 && others.length === 0 && !state.atLineEnd && state.now.length === 0;
      if (!branch || !single || branch.decision.kind !== 'leaf') break;
      const { operations, to } = branch.decision;
      if (operations.length > 0 || to === undefined || this.component.cyclic.has(this.component.of[at] ?? 0)) break;
      if (at !== index && (this.indegree[at] ?? 0) > 1) break;
      text += String.fromCharCode(branch.bytes[0] ?? 0);
      at = to;
    }
    return { text, to: at };
  }

  private compareRun(text: string, to: number): string {
    const tests = Array.from(text, (ch, i) => `b[p${i === 0 ? '' : ` + ${i}`}] !== ${ch.charCodeAt(0)}`);
    return (
      `if (e - p < ${text.length}) return partial(b, p, e, ${quote(text)});\n` +
      `if (${tests.join(' || ')}) return DEAD;\np += ${text.length};\n${this.enter(to, undefined)}`
    );
  }

  private loop(index: number): string {
    const loop = loopOf(this.automaton.dfa, index);
    if (!loop) return 'if (p >= e) return NEED;\nc = b[p] as number;\n';
    if (loop.kind !== 'bytes') {
      return `p = ${loop.kind}(b, p, e, r, ${loop.slot});\nif (p >= e) return NEED;\nc = b[p] as number;\n`;
    }
    const table = this.tables.nameOf(loop.branch.bytes);
    return `for (;;) {\nif (p >= e) return NEED;\nc = b[p] as number;\nif (${table}[c] === 0) break;\np++;\n}\n`;
  }

  /** What the byte `c` decides. */
  private choose(index: number, state: State, cycle: number | undefined): string {
    const loop = loopOf(this.automaton.dfa, index)?.branch;
    const named: string[] = [];
    const looked: { bytes: readonly number[]; code: string }[] = [];
    const taken = new Set<number>();
    let size = 0;
    const add = (bytes: readonly number[], code: string): void => {
      size += code.length;
      if (bytes.length > NAMED) {
        looked.push({ bytes, code });
        return;
      }
      for (const byte of bytes) taken.add(byte);
      named.push(`${bytes.map((x) => `case ${x}:`).join(' ')} {\n${code}}\n`);
    };
    if (state.atLineEnd) add([10, 13], this.decision(state.atLineEnd, cycle));
    for (const branch of state.branches) {
      if (branch === loop) continue;
      let code = this.decision(branch.decision, cycle);
      // A function that has grown too long hands its further subtrees to functions of their own.
      if (size + code.length > FUNCTION && cycle === undefined) code = this.decision(branch.decision, cycle, true);
      add(branch.bytes, code);
    }
    const rest = `${looked.map((l) => `if (${this.tableOf(l.bytes, taken)}[c] === 1) {\n${l.code}}\n`).join('')}return DEAD;\n`;
    return named.length === 0 ? rest : `switch (c) {\n${named.join('')}}\n${rest}`;
  }

  /** Bytes that a case before has taken may be in the table: so many states share one. */
  private tableOf(bytes: readonly number[], taken: ReadonlySet<number>): string {
    const whole = [...new Set([...bytes, ...taken])].filter((x) => isWordByte(x) || bytes.includes(x));
    return this.tables.nameOf(whole.sort((a, b) => a - b));
  }

  private decision(decision: Decision, cycle: number | undefined, outlined = false): string {
    if (decision.kind === 'leaf') return this.leaf(decision, cycle, outlined);
    const yes = this.decision(decision.yes, cycle, outlined);
    const no = this.decision(decision.no, cycle, outlined);
    if (no === 'return DEAD;\n') return `if (!(${condition(decision.guard)})) return DEAD;\n${yes}`;
    return `if (${condition(decision.guard)}) {\n${yes}} else {\n${no}}\n`;
  }

  private leaf(leaf: Leaf, cycle: number | undefined, outlined: boolean): string {
    const operations = leaf.operations.map(operation).join('');
    if (leaf.to === undefined) {
      if (leaf.lines.length === 0) return 'return DEAD;\n';
      return `${operations}return ${this.ending(leaf.lines)};\n`;
    }
    const acyclic = !this.component.cyclic.has(this.component.of[leaf.to] ?? 0);
    const go = outlined && acyclic ? `return ${this.outline(leaf.to)}(b, p, e, r);\n` : this.enter(leaf.to, cycle);
    return `${operations}p++;\n${go}`;
  }

  private ending(lines: readonly number[]): string {
    const form = this.automaton.lines[lines[0] ?? 0]?.form;
    const cr = form?.ending.kind === 'line' && form.ending.cr;
    return `${cr ? 'lineEndOrCr' : 'lineEnd'}(b, p, e, r, ${this.code(lines)})`;
  }

  /** The code of the line that holds: those that need a command in flight before the one that does not. */
  private code(lines: readonly number[]): string {
    return chooseLine(this.automaton.lines, lines).reduceRight((otherwise, { line, heads }) => {
      const code = String(this.firstCode + line);
      if (heads === undefined) return code;
      const tests = heads.map((h) => `r.inFlight[${this.patternIndex(h)}] !== 0`);
      return `(${tests.join(' || ')}) ? ${code} : ${otherwise}`;
    }, 'DEAD');
  }
}

const isWordByte = (x: number): boolean => /[0-9A-Za-z]/.test(String.fromCharCode(x));

function operation(o: Operation): string {
  switch (o.do) {
    case 'open':
      return `r.start[${o.slot}] = p;\n`;
    case 'close':
      return `r.end[${o.slot}] = p;\n`;
    case 'first':
      return `r.number[${o.slot}] = c - 48;\n`;
    case 'octet':
      return `nextOctet(r, ${o.slot}, c);\n`;
    case 'next':
      return `nextDigit(r, ${o.slot}, c, p);\n`;
    case 'word':
      return `r.number[${o.slot}] = ${o.index};\n`;
    case 'zero':
      return `r.number[${o.slot}] = 0;\n`;
    case 'count':
      return `countOne(r, ${o.slot});\n`;
  }
}

function condition({ on, slot, min, max }: Guard): string {
  const value = on === 'number' ? `(r.number[${slot}] as number)` : `p - (r.start[${slot}] as number)`;
  const lower = min > 0 ? [`${value} >= ${min}`] : [];
  const upper = max < Number.MAX_SAFE_INTEGER ? [`${value} <= ${max}`] : [];
  return [...lower, ...upper].join(' && ') || 'true';
}
