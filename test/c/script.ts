/** What a case or a program of the fuzzer is to the C engine. */
import { expect } from 'vitest';
import { Decoder, type Message, type Options } from '../../src/index.js';
import { messageText } from '../spec/message-text.js';
import type { Case, Step } from '../spec/read-cases.js';
import { pieces, places } from '../spec/replay.js';
import { type Call, type Reported, runScripts, type Script } from './engine.js';

export interface Stream {
  readonly options: Options;
  readonly steps: readonly Step[];
  /** What the host sends from inside the callback of the message of that number, pieces of data not counted. */
  readonly reactions?: readonly { readonly at: number; readonly bytes: Uint8Array }[];
}

/** The bits of sim800_init. */
function optionBits(options: Options): number {
  const { numericResults, transparentEnd, flowControl, echo, unrequestedPayload } = options;
  const chosen = [
    numericResults,
    transparentEnd === 'host',
    flowControl,
    echo === false,
    echo === true,
    unrequestedPayload === 'refuse',
  ];
  return chosen.reduce((bits, isChosen, i) => (isChosen ? bits | (1 << i) : bits), 0);
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

/** `cuts`: offsets in all that the module sends. `told`: the engine hears what the host has sent. */
export function scriptOf({ options, steps, reactions = [] }: Stream, cuts: readonly number[], told = false): Script {
  const script: Call[] = [{ call: 'init', options: optionBits(options) }];
  if (options.inFlight !== undefined) script.push({ call: 'flight', bytes: Buffer.from(options.inFlight, 'latin1') });
  for (const { at, bytes } of told ? reactions : []) script.push({ call: 'react', at, bytes });
  let offset = 0;
  for (const step of steps) {
    if (step.kind === 'call') script.push(callOf(step));
    if (step.kind === 'tx' && told) script.push({ call: 'sent', bytes: step.bytes });
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

/** Whole, in pieces, and cut at every place. */
const cuttings = (of: Case): readonly number[][] => [
  [],
  ...[1, 2, 7, 16].map((size) => pieces(of, size)),
  ...places(of).map((place) => [place]),
];

/**
 * Each case comes out as it says, in every cutting. One process reads them all: to begin it costs more than a case does.
 * `told`: whether the engine hears what the host has sent.
 */
export function expectRead(program: string, cases: readonly Case[], told: (one: Case) => boolean): void {
  const scripts = cases.map((one) => cuttings(one).map((cuts) => scriptOf(one, cuts, told(one))));
  const reported = runScripts(program, scripts.flat());
  expect(reported.length).toBe(scripts.flat().length);
  for (const [i, one] of cases.entries()) {
    const wanted = messageText([...one.messages]);
    for (const each of reported.splice(0, scripts[i]?.length)) expect(shown(each).text, one.name).toBe(wanted);
  }
}

export interface Decoded {
  readonly text: string;
  readonly spans: readonly string[];
}

const SHOWN = new WeakMap<Reported, Decoded>();

/** The forms' own spans; of one with a payload where it begins. */
export function shown(reported: Reported): Decoded {
  const known = SHOWN.get(reported);
  if (known !== undefined) return known;
  const { messages, spans } = reported;
  const made = { text: messageText([...messages]), spans: spans.map(([start]) => String(start)) };
  SHOWN.set(reported, made);
  return made;
}

const NO_FORM = new Set(['echo', 'data', 'unrecognized']);

/** What the TypeScript decoder makes of the same. */
export function decoded({ options, steps, reactions = [] }: Stream): Decoded {
  const messages: Message[] = [];
  const spans: string[] = [];
  let number = 0;
  const decoder = new Decoder((message, start) => {
    messages.push(message);
    if (!NO_FORM.has(message.type)) spans.push(String(start));
    if (message.type === 'data') return;
    for (const { bytes } of reactions.filter(({ at }) => at === number)) decoder.sent(bytes);
    number++;
  }, options);
  for (const step of steps) {
    if (step.kind === 'rx') decoder.write(step.bytes);
    else if (step.kind === 'tx') decoder.sent(step.bytes);
    else if (step.kind === 'call' && step.method === 'leaveTransparent')
      decoder.leaveTransparent(step.argument as { until: 'ok' } | undefined);
    else if (step.kind === 'call') step.method === 'flush' ? decoder.flush() : decoder.reset();
  }
  decoder.end();
  return { text: messageText(messages), spans };
}
