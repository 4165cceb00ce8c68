/** The search: inputs that reached something new are kept, and changed again. */
import type { Coverage } from './coverage.js';
import { Random } from './random.js';
import { type Finding, fromJson, type Target, toJson, type Verdict } from './target.js';

export interface Found<Input> extends Finding {
  readonly input: Input;
}

/** A finding as it is written down: for people, and to be run again. */
export interface Written {
  readonly kind: string;
  readonly text: string;
  readonly json: string;
}

/** A search, whatever its inputs are. */
export interface Search {
  readonly executions: number;
  readonly kept: number;
  readonly found: number;
  readonly coverage: Coverage;
  /** `onExecution`: called after each. */
  begin(seed: number, count: number, onExecution?: () => void): Promise<void>;
  step(): Promise<void>;
  /** Judges what was written down as JSON. */
  replay(json: string): Promise<Verdict>;
}

/** More findings than this of a run are one and the same more often than not. */
const MOST_FINDINGS = 60;

/** Which question a finding answers: while it is made smaller, the answer may become another. */
const questionOf = (finding: Verdict): string | undefined => finding?.kind.replace(/:.*$/s, '');

export class Fuzzer<Input> implements Search {
  readonly corpus: Input[] = [];
  readonly findings = new Map<string, Found<Input>>();
  readonly coverage: Coverage;
  executions = 0;
  /** Kinds of findings that have been looked into; some turned into others while they were made smaller. */
  private readonly known = new Set<string>();
  private readonly random: Random;
  private readonly target: Target<Input>;
  private readonly onFinding: (written: Written) => void;

  constructor(target: Target<Input>, seed: number, onFinding: (written: Written) => void = () => {}) {
    this.random = new Random(seed);
    this.target = target;
    this.coverage = target.coverage;
    this.coverage.forget();
    this.onFinding = onFinding;
  }

  get kept(): number {
    return this.corpus.length;
  }

  get found(): number {
    return this.findings.size;
  }

  async begin(seed: number, count: number, onExecution: () => void = () => {}): Promise<void> {
    for (const input of this.target.seeds(seed, count)) {
      await this.try(input);
      onExecution();
    }
  }

  /** Runs an input; keeps it if it reached something new. */
  async try(input: Input): Promise<void> {
    this.executions++;
    let finding = await this.target.judge(input, this.executions);
    const news = this.coverage.takeNews();
    if (news) {
      finding ??= await this.target.judge(input);
      this.coverage.takeNews();
    }
    if (finding) await this.keep(finding, input);
    else if (news) this.corpus.push(input);
  }

  step(): Promise<void> {
    return this.try(this.target.mutated(this.chosen(), this.random, this.random.pick(this.corpus)));
  }

  async replay(json: string): Promise<Verdict> {
    return this.judgeWithTrace(fromJson(json) as Input);
  }

  /** The smaller of two: it is run faster. The newest more often: nobody has looked around there yet. */
  private chosen(): Input {
    const { corpus, random, target } = this;
    const from = random.oneIn(3) ? Math.max(0, corpus.length - 100) : 0;
    const draw = (): Input => corpus[from + random.below(corpus.length - from)] as Input;
    const [a, b] = [draw(), draw()];
    return target.size(a) < target.size(b) ? a : b;
  }

  private async judgeWithTrace(input: Input): Promise<Verdict> {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 10;
    const finding = await this.target.judge(input);
    Error.stackTraceLimit = stackTraceLimit;
    return finding;
  }

  private async keep(finding: Finding, input: Input): Promise<void> {
    if (this.known.has(finding.kind) || this.findings.size >= MOST_FINDINGS) return;
    this.known.add(finding.kind);
    const { target } = this;
    const least = await target.minimised(
      input,
      async (candidate) => questionOf(await target.judge(candidate)) === questionOf(finding),
    );
    const found = { ...finding, ...(await this.judgeWithTrace(least)), input: least };
    this.coverage.takeNews();
    if (this.findings.has(found.kind)) return;
    this.known.add(found.kind);
    this.findings.set(found.kind, found);
    this.onFinding({ kind: found.kind, text: target.written(least, found), json: toJson(least) });
  }
}
