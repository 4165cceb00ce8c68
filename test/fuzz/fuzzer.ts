/** The search: programs that reached something new are kept, and changed again. */
import type { Coverage } from './coverage.js';
import { minimised } from './minimise.js';
import { mutated } from './mutate.js';
import type { Event, Observation } from './observe.js';
import { type Finding, Oracle, ROUNDS } from './oracle.js';
import { type Program, size } from './program.js';
import { Random } from './random.js';
import type { Counted } from './subject.js';

export interface Found extends Finding {
  readonly program: Program;
}

/** More findings than this of a run are one and the same more often than not. */
const MOST_FINDINGS = 60;

function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** Which question a finding answers: while it is made smaller, the answer may become another. */
const asked = (finding: Finding | undefined): string | undefined => finding?.kind.replace(/:.*$/s, '');

export class Fuzzer {
  readonly corpus: Program[] = [];
  readonly findings = new Map<string, Found>();
  executions = 0;
  /** Kinds of findings that have been looked into; some turned into others while they were made smaller. */
  private readonly known = new Set<string>();
  private readonly random: Random;
  private readonly oracle: Oracle;
  private readonly coverage: Coverage;
  private readonly onFinding: (found: Found) => void;

  constructor({ subject, coverage }: Counted, seed: number, onFinding: (found: Found) => void = () => {}) {
    this.random = new Random(seed);
    this.coverage = coverage;
    coverage.forget();
    this.onFinding = onFinding;
    this.oracle = new Oracle(subject, (event, of) => this.notice(event, of));
  }

  /** Runs a program; keeps it if it reached something new. */
  try(program: Program): void {
    this.executions++;
    const questions = ROUNDS[this.executions % ROUNDS.length];
    let finding = this.oracle.judge(program, questions);
    const news = this.coverage.takeNews();
    if (news) {
      finding ??= this.oracle.judge(program);
      this.coverage.takeNews();
    }
    if (finding) this.keep(finding, program);
    else if (news) this.corpus.push(program);
  }

  step(): void {
    this.try(mutated(this.chosen(), this.random, this.random.pick(this.corpus)));
  }

  /** Which message came in which state of the line says more than which lines of code ran. */
  private notice({ message }: Event, { states }: Observation): void {
    const state = states.at(-1);
    if (!state) return;
    const { mode, prompted, echo, numericResults, inFlight, echoPending } = state;
    this.coverage.note(hash(`${message.type} ${mode} ${prompted} ${echo} ${numericResults}`));
    this.coverage.note(hash(`${message.kind} ${mode} ${prompted} ${echoPending > 0} ${inFlight.join()}`));
  }

  /** The smaller of two: it is run faster. The newest more often: nobody has looked there yet. */
  private chosen(): Program {
    const { corpus, random } = this;
    const from = random.oneIn(3) ? Math.max(0, corpus.length - 100) : 0;
    const draw = (): Program => corpus[from + random.below(corpus.length - from)] as Program;
    const [a, b] = [draw(), draw()];
    return size(a) < size(b) ? a : b;
  }

  private judgeWithTrace(program: Program): Finding | undefined {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 10;
    const finding = this.oracle.judge(program);
    Error.stackTraceLimit = stackTraceLimit;
    return finding;
  }

  private keep(finding: Finding, program: Program): void {
    if (this.known.has(finding.kind) || this.findings.size >= MOST_FINDINGS) return;
    this.known.add(finding.kind);
    const least = minimised(program, (candidate) => asked(this.oracle.judge(candidate)) === asked(finding));
    const found = { ...finding, ...this.judgeWithTrace(least), program: least };
    this.coverage.takeNews();
    if (this.findings.has(found.kind)) return;
    this.known.add(found.kind);
    this.findings.set(found.kind, found);
    this.onFinding(found);
  }
}
