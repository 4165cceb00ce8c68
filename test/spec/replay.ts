import { Decoder, type Message } from '../../src/index.js';
import { type Case, received, type Step } from './read-cases.js';

type Call = (decoder: Decoder, argument: unknown) => void;

const CALLS: Readonly<Record<string, Call>> = {
  flush: (decoder) => decoder.flush(),
  reset: (decoder) => decoder.reset(),
  leaveTransparent: (decoder, argument) =>
    argument === undefined ? decoder.leaveTransparent() : decoder.leaveTransparent(argument as { until: 'ok' }),
};

/** Hands over a chunk and then spoils it: a message must not live in what belongs to the caller. */
function write(decoder: Decoder, bytes: Uint8Array): void {
  const chunk = Uint8Array.from(bytes);
  decoder.write(chunk);
  chunk.fill(0x55);
}

function writeCut(decoder: Decoder, bytes: Uint8Array, cuts: readonly number[]): void {
  let from = 0;
  for (const cut of cuts) {
    if (cut <= from || cut >= bytes.length) continue;
    write(decoder, bytes.subarray(from, cut));
    from = cut;
  }
  write(decoder, bytes.subarray(from));
}

function take(decoder: Decoder, step: Exclude<Step, { kind: 'rx' | 'tx' }>): void {
  const call = CALLS[step.method];
  if (call === undefined) throw new Error(`no such call: ${step.method}`);
  call(decoder, step.argument);
}

/** The messages of a case when its stream is cut at `cuts`, offsets in all that the module sends. */
export function replay(of: Case, cuts: readonly number[]): Message[] {
  const messages: Message[] = [];
  const decoder = new Decoder((message) => messages.push(message), of.options);
  let offset = 0;
  for (const step of of.steps) {
    if (step.kind === 'call') take(decoder, step);
    else if (step.kind === 'tx') decoder.sent(step.bytes);
    else {
      const start = offset;
      writeCut(
        decoder,
        step.bytes,
        cuts.map((cut) => cut - start),
      );
      offset += step.bytes.length;
    }
  }
  decoder.end();
  return messages;
}

/** Cuts after every `size` bytes. */
export function pieces(of: Case, size: number): number[] {
  return Array.from({ length: Math.floor(received(of).length / size) }, (_, i) => (i + 1) * size);
}

/** Each place a stream can be cut at. */
export function places(of: Case): number[] {
  return pieces(of, 1).slice(0, -1);
}
