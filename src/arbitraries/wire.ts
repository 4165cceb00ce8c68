import * as fc from 'fast-check';
import { toBytes } from './bytes.js';
import type { SpeltMessage } from './form.js';

/** Bytes of a stream and the messages they decode to. */
export interface Wire<M> {
  readonly bytes: Uint8Array;
  readonly messages: readonly M[];
}

/** What may appear before a line; the canonical one first. */
const LEADS = ['\r\n', '', '\n', '\r\r\n', '\r\n\r\n'] as const;

export interface Line extends SpeltMessage {
  readonly lead: string;
}

export function led(spelt: fc.Arbitrary<SpeltMessage>): fc.Arbitrary<Line> {
  return fc.tuple(spelt, fc.constantFrom(...LEADS)).map(([line, lead]) => ({ ...line, lead }));
}

/** Directly after a prompt everything may be echo: only there the line end before it must not be missing. */
export function joinedLines(lines: readonly Line[]): string {
  const afterPrompt = (at: number): boolean => lines[at - 1]?.message.kind === 'prompt';
  return lines.map(({ lead, wire }, at) => (afterPrompt(at) ? '\r\n' : lead) + wire).join('');
}

/** One message or many, in any spelling; `last` may be one of those that only the end of a stream can follow. */
export function wire<M>(spelt: fc.Arbitrary<SpeltMessage>, last: fc.Arbitrary<SpeltMessage>): fc.Arbitrary<Wire<M>> {
  const end = fc.option(led(last), { nil: undefined, freq: 8 });
  return fc.tuple(fc.array(led(spelt), { maxLength: 12 }), end).map(([lines, tail]) => {
    const all = tail === undefined ? lines : [...lines, tail];
    return { bytes: toBytes(joinedLines(all)), messages: all.map(({ message }) => message as M) };
  });
}
