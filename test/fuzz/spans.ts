/** The promises about offsets: every byte in one token, and messages made of the bytes they say they appear at. */
import type { Message, Token } from '../../src/index.js';
import { textOf } from '../latin1.js';
import { type Difference, sameBytes } from './compare.js';
import type { Cutting } from './cutting.js';
import { type Event, take } from './observe.js';
import { type Inner, type Program, receivedBytes } from './program.js';
import type { Subject } from './subject.js';

const BYTES = new Set(['echo', 'data', 'unrecognized']);

function misplaced({ message, start, end }: Event, input: Uint8Array): boolean {
  const held = message as { readonly bytes?: unknown; readonly payload?: unknown };
  if (BYTES.has(message.type) && held.bytes instanceof Uint8Array) {
    return start + held.bytes.length > end || !sameBytes(input.subarray(start, start + held.bytes.length), held.bytes);
  }
  if (!(held.payload instanceof Uint8Array)) return false;
  const digits = input.subarray(end - held.payload.length, end);
  return !sameBytes(digits, held.payload) && !isHexOf(input.subarray(start, end), held.payload);
}

function isHexOf(span: Uint8Array, payload: Uint8Array): boolean {
  const text = textOf(span).toLowerCase();
  // Half of a digit pair that was cut short is in the span, and in no byte.
  return new RegExp(`${Buffer.from(payload).toString('hex')}[0-9a-f]?$`).test(text);
}

function wrongLength(message: Message): boolean {
  const { payload, truncated, length } = message as { payload?: Uint8Array; truncated?: boolean; length?: number };
  if (payload === undefined || length === undefined) return false;
  return truncated ? payload.length >= length : payload.length !== length;
}

/** What is wrong with the spans of these messages. */
export function spanFault(events: readonly Event[], program: Program): Difference | undefined {
  const { options } = program;
  const input = receivedBytes(program);
  let last = 0;
  for (const event of events) {
    const { message, start, end } = event;
    const detail = `${message.type} at ${start}..${end}, the one before ends at ${last}`;
    if (start < last || end < start || end > input.length) return { kind: `span of ${message.type}`, detail };
    if (wrongLength(message)) return { kind: `length of the payload of ${message.type}`, detail };
    if (!options.flowControl && misplaced(event, input)) return { kind: `bytes of ${message.type} are others`, detail };
    last = end;
  }
  return undefined;
}

/** tokenize() tiles its input. */
export function tilingFault(tokens: readonly Token[], length: number): Difference | undefined {
  let end = 0;
  for (const token of tokens) {
    const detail = `${token.kind} at ${token.start}..${token.end} after ${end}`;
    if (token.start !== end || token.end <= end) return { kind: `tokenize(): ${token.kind} does not tile`, detail };
    end = token.end;
  }
  return end === length ? undefined : { kind: 'tokenize(): no token at the end', detail: `${end} of ${length}` };
}

/** Follows the tokens of a stream with calls in it. */
class Tiles {
  end = 0;
  fault: Difference | undefined;

  to(from: number, end: number, what: string): void {
    const detail = `${what} at ${from}..${end} after ${this.end}`;
    if (from !== this.end || end < from) this.fault ??= { kind: `Tokenizer: ${what} does not tile`, detail };
    this.end = end;
  }
}

function tokenizerOf(subject: Subject, tiles: Tiles, options: Program['options']): InstanceType<Subject['Tokenizer']> {
  // XON and XOFF appear between pieces, and belong to the next.
  const piece = (what: string) => (_b: Uint8Array, from: number, to: number, offset: number) =>
    tiles.to(options.flowControl ? tiles.end : offset, Math.max(tiles.end, offset + to - from), what);
  return new subject.Tokenizer(
    {
      form: ({ start, end, type }) => tiles.to(start, end, type),
      payload: piece('payload'),
      payloadEnd: (_truncated, offset) => tiles.to(tiles.end, offset, 'end of payload'),
      echo: piece('echo'),
      echoEnd: (offset) => tiles.to(tiles.end, offset, 'end of echo'),
      data: piece('data'),
      unrecognized: (_b, _from, _to, start, end) => tiles.to(start, end, 'unrecognized'),
      blank: (start, end) => tiles.to(start, end, 'blank'),
    },
    options,
  );
}

/** The Tokenizer tiles what it is given, whatever the host does in between; what reset() forgets is in no token. */
export function streamFault(subject: Subject, program: Program, cutting: Cutting): Difference | undefined {
  const tiles = new Tiles();
  const tokenizer = tokenizerOf(subject, tiles, program.options);
  for (const step of program.steps) {
    if (step.kind !== 'rx') take(tokenizer, step as Inner);
    if (step.kind === 'call' && step.method === 'reset') tiles.end = tokenizer.offset;
    if (step.kind !== 'rx') continue;
    for (let at = 0; at < step.bytes.length; ) {
      const end = Math.min(step.bytes.length, at + cutting.next());
      tokenizer.write(step.bytes.subarray(at, end));
      at = end;
    }
  }
  tokenizer.end();
  if (!tiles.fault && tiles.end !== tokenizer.offset) tiles.to(tokenizer.offset, tokenizer.offset, 'the end');
  return tiles.fault;
}
