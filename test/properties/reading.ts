/** How the properties read a stream: in pieces, with what the host does at the places where it does it. */
import { Decoder, type Message, type Options, tokenize } from '../../src/index.js';
import { textOf } from '../latin1.js';

export interface Step {
  readonly direction: 'tx' | 'rx';
  readonly bytes: Uint8Array;
}

/** A message as text that two readings can be compared by. */
export function plain(message: Message): string {
  const entries = Object.entries(message).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(entries, (_, value: unknown) => (value instanceof Uint8Array ? textOf(value) : value));
}

/** How many pieces transparent data makes depends on the cuts. */
function joinData(messages: readonly Message[]): Message[] {
  const joined: Message[] = [];
  for (const message of messages) {
    const last = joined.at(-1);
    if (message.type === 'data' && last?.type === 'data') {
      joined[joined.length - 1] = { ...last, bytes: Uint8Array.of(...last.bytes, ...message.bytes) };
    } else joined.push(message);
  }
  return joined;
}

export interface Reading {
  readonly messages: readonly Message[];
  readonly spans: readonly (readonly [number, number])[];
}

/** Reads what the module sends, each rx step cut where `cut` says; what the host sends is reported in its place. */
export function read(steps: readonly Step[], cut: (bytes: Uint8Array) => Uint8Array[], options: Options = {}): Reading {
  const messages: Message[] = [];
  const spans: [number, number][] = [];
  const decoder = new Decoder((message, start, end) => {
    messages.push(message);
    spans.push([start, end]);
  }, options);
  // Fed from one array that is used again, as a driver may do.
  const reused = new Uint8Array(1 << 16);
  for (const { direction, bytes } of steps) {
    if (direction === 'tx') decoder.sent(bytes);
    else for (const piece of cut(bytes)) decoder.write(copyInto(reused, piece));
  }
  decoder.end();
  return { messages: joinData(messages), spans };
}

function copyInto(reused: Uint8Array, piece: Uint8Array): Uint8Array {
  if (piece.length > reused.length) return piece.slice();
  reused.fill(0x2a);
  reused.set(piece);
  return reused.subarray(0, piece.length);
}

export const rx = (bytes: Uint8Array): Step[] => [{ direction: 'rx', bytes }];

export const whole = (bytes: Uint8Array): Uint8Array[] => [bytes];

export const inPieces =
  (size: number) =>
  (bytes: Uint8Array): Uint8Array[] =>
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));

/** Cut once, at `at` (counted round in each step). */
export const cutAt =
  (at: number) =>
  (bytes: Uint8Array): Uint8Array[] => {
    const place = bytes.length === 0 ? 0 : at % bytes.length;
    return [bytes.subarray(0, place), bytes.subarray(place)];
  };

/** Where the spans of the tokens leave a hole or overlap, or undefined. */
export function gap(bytes: Uint8Array, options?: Options): string | undefined {
  let end = 0;
  for (const token of tokenize(bytes, options)) {
    if (token.start !== end || token.end <= token.start) return `at ${end}: ${JSON.stringify(token)}`;
    end = token.end;
  }
  return end === bytes.length ? undefined : `ends at ${end} of ${bytes.length}`;
}
