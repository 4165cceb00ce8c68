/** What a case or a program of the fuzzer is to the C engine: levels 0 and 1, without what the host has sent. */
import { Decoder, type Message, type Options } from '../../src/index.js';
import { messageText } from '../spec/message-text.js';
import type { Step } from '../spec/read-cases.js';
import type { Call, Reported, Script } from './engine.js';

export interface Stream {
  readonly options: Options;
  readonly steps: readonly Step[];
}

/** The bits of sim800_init. */
function optionBits({ numericResults, transparentEnd, flowControl, echo }: Options): number {
  return (
    (numericResults ? 1 : 0) | (transparentEnd === 'host' ? 2 : 0) | (flowControl ? 4 : 0) | (echo === false ? 8 : 0)
  );
}

function callOf(step: Extract<Step, { kind: 'call' }>): Call {
  switch (step.method) {
    case 'leaveTransparent':
      return { call: step.argument === undefined ? 'leave' : 'leave-ok' };
    case 'flush':
    case 'reset':
      return { call: step.method };
    default:
      throw new Error(`no such call: ${step.method}`);
  }
}

/** `cuts`: offsets in all that the module sends. */
export function scriptOf({ options, steps }: Stream, cuts: readonly number[]): Script {
  const script: Call[] = [{ call: 'init', options: optionBits(options) }];
  if (options.inFlight !== undefined) script.push({ call: 'flight', bytes: Buffer.from(options.inFlight, 'latin1') });
  let offset = 0;
  for (const step of steps) {
    if (step.kind === 'call') script.push(callOf(step));
    if (step.kind !== 'rx') continue;
    const start = offset;
    const end = start + step.bytes.length;
    const inside = cuts.filter((cut) => cut > start && cut < end);
    for (const [from, to] of pairs([start, ...inside, end]))
      script.push({ call: 'feed', bytes: step.bytes.subarray(from - start, to - start) });
    offset = end;
  }
  return [...script, { call: 'end' }];
}

const pairs = (places: readonly number[]): (readonly [number, number])[] =>
  places.slice(1).map((to, i) => [places[i] as number, to]);

export interface Decoded {
  readonly text: string;
  readonly spans: readonly string[];
}

/** The forms' own spans; of one with a payload where it begins. */
export const shown = ({ messages, spans }: Reported): Decoded => ({
  text: messageText([...messages]),
  spans: spans.map(([start]) => String(start)),
});

const NO_FORM = new Set(['echo', 'data', 'unrecognized']);

/** What the TypeScript decoder makes of the same. */
export function decoded({ options, steps }: Stream): Decoded {
  const messages: Message[] = [];
  const spans: string[] = [];
  const decoder = new Decoder((message, start) => {
    messages.push(message);
    if (!NO_FORM.has(message.type)) spans.push(String(start));
  }, options);
  for (const step of steps) {
    if (step.kind === 'rx') decoder.write(step.bytes);
    else if (step.kind === 'call' && step.method === 'leaveTransparent')
      decoder.leaveTransparent(step.argument as { until: 'ok' } | undefined);
    else if (step.kind === 'call') step.method === 'flush' ? decoder.flush() : decoder.reset();
  }
  decoder.end();
  return { text: messageText(messages), spans };
}
