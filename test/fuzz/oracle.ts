/** The promises of the library, as questions to a run of a program. */
import type { Message } from '../../src/index.js';
import { HAS_HEX_PAYLOAD } from '../../src/runtime/contract/machine.js';
import { difference, printed, sameFields } from './compare.js';
import { atRandom, byteByByte, type Cutting, interrupted, whole } from './cutting.js';
import { type Event, type Observation, observe } from './observe.js';
import { type Program, receivedBytes, type Step, size } from './program.js';
import { spanFault, streamFault, tilingFault } from './spans.js';
import type { Subject } from './subject.js';
import { type Finding, thrown } from './target.js';

/** Longer than this for a few thousand bytes, whatever else the machine does. */
const SLOW_MS = 200;
/** As the documentation of `sent()` says. */
const ECHO_LIMIT = 16384;
const REMEMBERED = 100_000;

/** What is read as itself only after something else, or has no wire of its own. */
const STANDS_NOT_ALONE = new Set(['echo', 'data', 'unrecognized', 'text']);

function typesWithDigits({ types, forms, traits }: Subject['machine']): Set<string> {
  const codes = Array.from(forms.keys()).filter((code) => (traits[code] as number) & HAS_HEX_PAYLOAD);
  return new Set(codes.map((code) => types[forms[code] as number] as string));
}

function boundFault({ held, states }: Observation, longest: number): Finding | undefined {
  if (held > longest) return { kind: 'more held than the longest line', detail: `${held} of ${longest}` };
  const pending = states.find(({ echoPending }) => echoPending > ECHO_LIMIT);
  return pending && { kind: 'more pending than the limit', detail: JSON.stringify(pending) };
}

/** What is checked besides the whole reading: the same messages from another cutting, or something about those it gave. */
export type Question = 'tokens' | 'encode' | 'opaque' | ((seed: number) => Cutting);

export const QUESTIONS: readonly Question[] = [byteByByte, atRandom, interrupted, 'tokens', 'encode', 'opaque'];

/** Asked in turns where time is short. */
export const ROUNDS: readonly (readonly Question[])[] = [
  [byteByByte, 'encode'],
  [atRandom, 'opaque', 'encode'],
  [byteByByte, 'tokens'],
  [atRandom, interrupted],
];

export class Oracle {
  private readonly subject: Subject;
  private readonly onEvent: (event: Event, of: Observation) => void;
  /** Forms whose payload is written as hex digits: it cannot be any bytes. */
  private readonly digits: ReadonlySet<string>;
  /** Messages that are known to survive encode(). */
  private readonly proved = new Set<string>();

  constructor(subject: Subject, onEvent: (event: Event, of: Observation) => void = () => {}) {
    this.subject = subject;
    this.digits = typesWithDigits(subject.machine);
    this.onEvent = onEvent;
  }

  /** The first promise that this program shows to be broken. */
  judge(program: Program, questions: readonly Question[] = QUESTIONS): Finding | undefined {
    const before = performance.now();
    const found = this.promises(program, questions);
    const took = performance.now() - before;
    return found ?? (took > SLOW_MS && size(program) < 4096 ? this.slow(program) : undefined);
  }

  private promises(program: Program, questions: readonly Question[]): Finding | undefined {
    const { subject } = this;
    const plain = observe(subject, program, whole());
    for (const event of plain.events) this.onEvent(event, plain);
    if (plain.thrown !== undefined) return thrown(plain.thrown, 'whole');
    const found = spanFault(plain.events, program) ?? boundFault(plain, subject.machine.longestLine);
    if (found) return found;
    for (const question of questions) {
      const answer = this.ask(question, program, plain);
      if (answer) return answer;
    }
    return undefined;
  }

  private ask(question: Question, program: Program, plain: Observation): Finding | undefined {
    if (question === 'tokens') return this.tokenFault(program);
    if (question === 'encode') return this.encodeFault(plain);
    if (question === 'opaque') return this.opaqueFault(program, plain);
    return this.cutFault(question(program.cutSeed), program, plain);
  }

  private cutFault(cutting: Cutting, program: Program, plain: Observation): Finding | undefined {
    const other = observe(this.subject, program, cutting);
    if (other.thrown !== undefined) return thrown(other.thrown, cutting.name);
    const found =
      difference(plain, other, settledSteps(program)) ?? boundFault(other, this.subject.machine.longestLine);
    return found && { ...found, kind: `${cutting.name}: ${found.kind}` };
  }

  private tokenFault(program: Program): Finding | undefined {
    const input = receivedBytes(program);
    try {
      return (
        tilingFault(this.subject.tokenize(input, program.options), input.length) ??
        streamFault(this.subject, program, atRandom(program.cutSeed))
      );
    } catch (error) {
      return thrown(error, 'tokens');
    }
  }

  private encodeFault({ events }: Observation): Finding | undefined {
    for (const { message } of events) {
      if (STANDS_NOT_ALONE.has(message.type) || 'truncated' in message) continue;
      const found = this.roundTripFault(message);
      if (found) return found;
    }
    return undefined;
  }

  private roundTripFault(message: Message): Finding | undefined {
    const text = printed(message);
    if (this.proved.has(text)) return undefined;
    try {
      const [back, ...more] = this.subject.decode(this.subject.encode(message));
      if (!back || more.length > 0 || !sameFields(message, back)) {
        return {
          kind: `decode(encode()) of ${message.type}`,
          detail: `${text} and ${[back, ...more].map((m) => m && printed(m))}`,
        };
      }
    } catch (error) {
      return thrown(error, `encode() of ${message.type}`);
    }
    if (this.proved.size > REMEMBERED) this.proved.clear();
    this.proved.add(text);
    return undefined;
  }

  /** A payload of other bytes changes nothing but itself. */
  private opaqueFault(program: Program, plain: Observation): Finding | undefined {
    const swap = swapped(program, plain, this.digits);
    if (!swap || !this.isAwaited(program, swap.from)) return undefined;
    const other = observe(this.subject, swap.program, whole());
    if (other.thrown !== undefined) return thrown(other.thrown, 'another payload');
    const at = plain.events.indexOf(swap.event);
    const rest = (of: Observation): Observation => ({ ...of, events: of.events.filter((_, i) => i !== at) });
    const found = difference(rest(plain), rest(other), settledSteps(program));
    return found && { ...found, kind: `another payload in ${swap.event.message.type}: ${found.kind}` };
  }

  /**
   * The header is known before the payload comes. It is not if it appears in a text that nothing has closed: then bytes
   * of the payload decide as well whether that text is one.
   */
  private isAwaited(program: Program, offset: number): boolean {
    const { states } = observe(this.subject, until(program, offset), whole());
    return (states.at(-2)?.payloadLeft ?? 0) > 0;
  }

  private slow(program: Program): Finding | undefined {
    const times = [1, 2, 3].map(() => {
      const before = performance.now();
      this.promises(program, QUESTIONS);
      return performance.now() - before;
    });
    const best = Math.min(...times);
    if (best <= SLOW_MS) return undefined;
    return { kind: 'slow', detail: `${best.toFixed(0)} ms for ${size(program)} bytes` };
  }
}

/**
 * After a call of the host's the state is the same in every cutting. In between, a line that is known to be none may be
 * given up with its last byte or with the next line end.
 */
function settledSteps({ steps }: Program): Set<number> {
  const calls = steps.flatMap((step, i) => (step.kind === 'rx' ? [] : [i]));
  return new Set([...calls, steps.length]);
}

/** What the host has sent may be a header, and what follows it the echo of that: then the bytes decide. */
function mayEcho({ options, steps, reactions }: Program): boolean {
  return options.echo !== false && (steps.some(isSent) || reactions.some(({ step }) => isSent(step)));
}

const isSent = ({ kind }: { readonly kind: string }): boolean => kind === 'tx';

interface Swap {
  readonly program: Program;
  readonly event: Event;
  /** Where the payload begins. */
  readonly from: number;
}

/** The program up to this offset of what the module sends. */
function until({ steps, ...more }: Program, offset: number): Program {
  const kept: Step[] = [];
  let left = offset;
  for (const step of steps) {
    if (left === 0) break;
    const read = step.kind === 'rx' ? { ...step, bytes: step.bytes.subarray(0, left) } : step;
    kept.push(read);
    if (read.kind === 'rx') left -= read.bytes.length;
  }
  return { ...more, steps: kept };
}

/** The program with the bytes of one payload replaced, if it holds one that is whole. */
function swapped(program: Program, { events }: Observation, digits: ReadonlySet<string>): Swap | undefined {
  const event = events.find(
    ({ message }) => 'payload' in message && !('truncated' in message) && message.payload.length > 0,
  );
  if (!event || program.options.flowControl || program.options.resync || mayEcho(program)) return undefined;
  const { length } = (event.message as { payload: Uint8Array }).payload;
  const from = event.end - length;
  if (digits.has(event.message.type)) return undefined;
  let offset = 0;
  const steps = program.steps.map((step) => {
    if (step.kind !== 'rx') return step;
    const bytes = Uint8Array.from(step.bytes);
    bytes.fill(0x78, Math.max(0, from - offset), Math.max(0, event.end - offset));
    offset += bytes.length;
    return { ...step, bytes };
  });
  return { program: { ...program, steps }, event, from };
}
