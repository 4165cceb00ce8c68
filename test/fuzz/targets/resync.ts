/** The option `resync`: payloads that came short and swallowed what is after them, headers inside of headers, long ones. */
import { concatenated } from '../../../src/arbitraries/bytes.js';
import { whole } from '../cutting.js';
import { mutated } from '../mutate.js';
import { observe } from '../observe.js';
import { program as made, type Program, receivedBytes, rx } from '../program.js';
import { Random } from '../random.js';
import { seeds } from '../seeds.js';
import { countedSubject } from '../subject.js';
import { type Finding, type Target, thrown, type Verdict } from '../target.js';
import { HEADERS, LINES } from '../words.js';
import { StreamTarget } from './stream.js';

/** Whether time grows with the length, or with its square, shows here: a few milliseconds, or a second. */
const GROWN = 64 * 1024;
const SLOW_MS = 400;
/** It takes a few milliseconds: asked once in so many times. */
const EVERY = 8;

/** Offline, all is read at once, and nobody calls in between. */
function offline({ options, steps, cutSeed }: Program): Program {
  return {
    options: { ...options, resync: true },
    steps: steps.filter(({ kind }) => kind !== 'call'),
    reactions: [],
    cutSeed,
  };
}

/** Headers one inside of the other, or lines, and a payload that is too short for all of them. */
function swallowed(random: Random): Program {
  const count = 1 + random.below(6);
  const headers = Array.from({ length: count }, () => random.pick(HEADERS));
  const lines = Array.from({ length: random.below(4) }, () => random.pick(LINES));
  return offline(made([rx(concatenated([...headers, ...lines]))]));
}

/** A beginning, a middle that comes again and again, and an end: all of the input's bytes, cut in three by its seed. */
function grown(program: Program): Program {
  const bytes = receivedBytes(program);
  const random = new Random(program.cutSeed);
  const [from = 0, to = 0] = [random.below(bytes.length + 1), random.below(bytes.length + 1)].sort((a, b) => a - b);
  const middle = bytes.subarray(from, to);
  const times = middle.length === 0 ? 1 : Math.ceil(GROWN / middle.length);
  const pieces = [bytes.subarray(0, from), ...Array.from({ length: times }, () => middle), bytes.subarray(to)];
  return { ...program, steps: [rx(concatenated(pieces))] };
}

class ResyncTarget extends StreamTarget {
  override seeds(seed: number, count: number): readonly Program[] {
    const random = new Random(seed);
    return [...seeds(seed, count).map(offline), ...Array.from({ length: count }, () => swallowed(random))];
  }

  override mutated(program: Program, random: Random, other: Program): Program {
    return offline(mutated(program, random, random.oneIn(8) ? swallowed(random) : other));
  }

  override judge(program: Program, round?: number): Verdict {
    const found = super.judge(program, round);
    return found ?? (round === undefined || round % EVERY === 0 ? this.growthFault(grown(program)) : undefined);
  }

  private growthFault(program: Program): Finding | undefined {
    const times: number[] = [];
    do {
      const before = process.cpuUsage();
      const { thrown: error } = observe(this.subject, program, whole());
      const { user } = process.cpuUsage(before);
      if (error !== undefined) return thrown(error, 'repeated');
      times.push(user / 1000);
    } while (times.length < 3 && Math.min(...times) > SLOW_MS);
    const best = Math.min(...times);
    if (best <= SLOW_MS) return undefined;
    return { kind: 'slow when repeated', detail: `${best.toFixed(0)} ms for ${receivedBytes(program).length} bytes` };
  }
}

export const resyncTarget = async (): Promise<Target<Program>> => new ResyncTarget(await countedSubject());
