/** The stream, as the module sends it, cut anywhere, with whatever the host does in between. */
import type { Coverage } from '../coverage.js';
import { whole } from '../cutting.js';
import { minimised } from '../minimise.js';
import { mutated } from '../mutate.js';
import { type Event, type Observation, observe } from '../observe.js';
import { Oracle, ROUNDS } from '../oracle.js';
import { type Program, size } from '../program.js';
import type { Random } from '../random.js';
import { seeds } from '../seeds.js';
import { type Counted, countedSubject, type Subject } from '../subject.js';
import type { Finding, Target, Verdict } from '../target.js';
import { caseText } from '../write-case.js';

function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

export class StreamTarget implements Target<Program> {
  readonly coverage: Coverage;
  protected readonly subject: Subject;
  private readonly oracle: Oracle;

  constructor({ subject, coverage }: Counted<Subject>) {
    this.subject = subject;
    this.coverage = coverage;
    this.oracle = new Oracle(subject, (event, of) => this.notice(event, of));
  }

  seeds(seed: number, count: number): readonly Program[] {
    return seeds(seed, count);
  }

  mutated(program: Program, random: Random, other: Program): Program {
    return mutated(program, random, other);
  }

  judge(program: Program, round?: number): Verdict {
    return this.oracle.judge(program, round === undefined ? undefined : ROUNDS[round % ROUNDS.length]);
  }

  minimised(program: Program, stillShown: (program: Program) => Promise<boolean>): Promise<Program> {
    return minimised(program, stillShown);
  }

  size(program: Program): number {
    return size(program);
  }

  written(program: Program, { kind, detail }: Finding): string {
    const messages = observe(this.subject, program, whole()).events.map(({ message }) => message);
    const prose = `${detail}\n\nCut seed ${program.cutSeed}. The messages are those of the whole, right or wrong.`;
    return caseText(program, { title: kind, prose }, messages);
  }

  /** Which message came in which state of the line says more than which lines of code ran. */
  private notice({ message }: Event, { states }: Observation): void {
    const state = states.at(-1);
    if (!state) return;
    const { mode, prompted, echo, numericResults, inFlight, echoPending } = state;
    this.coverage.note(hash(`${message.type} ${mode} ${prompted} ${echo} ${numericResults}`));
    this.coverage.note(hash(`${message.kind} ${mode} ${prompted} ${echoPending > 0} ${inFlight.join()}`));
  }
}

export const streamTarget = async (): Promise<Target<Program>> => new StreamTarget(await countedSubject());
