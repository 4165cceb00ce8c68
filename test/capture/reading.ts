// Reads a generated log, and what it must come to: the messages of the steps that it shows.
import type { Log } from '../../src/arbitraries.js';
import { decodeCapture, openContainer } from '../../src/capture/index.js';
import { Decoder, type Message } from '../../src/index.js';

/** A message as one line of text, its bytes as text. */
export const printed = ({ kind, type, ...fields }: Message): string =>
  `${kind} ${type} ${JSON.stringify(fields, (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value))}`;

/** Application's lines may come as such; blanks at the end of what the host has echoed are lost with a line's end. */
const isCounted = ({ kind, type }: Message): boolean => kind !== 'unrecognized' && type !== 'text' && kind !== 'echo';

export function expectedOf({ steps }: Log): string[] {
  const messages: Message[] = [];
  const decoder = new Decoder((message) => messages.push(message));
  for (const { direction, bytes } of steps) {
    if (direction === 'rx') decoder.write(bytes);
    else decoder.sent(decoder.state().prompted && bytes.at(-1) === 10 ? bytes.subarray(0, -1) : bytes);
  }
  decoder.end();
  return printedOf(messages);
}

/** Data of transparent mode comes in pieces as the log was cut: they are put together. */
function printedOf(messages: readonly Message[]): string[] {
  const counted: Message[] = [];
  for (const message of messages.filter(isCounted)) {
    const before = counted.at(-1);
    if (message.type === 'data' && before?.type === 'data')
      counted[counted.length - 1] = { ...before, bytes: Uint8Array.of(...before.bytes, ...message.bytes) };
    else counted.push(message);
  }
  return counted.map(printed);
}

export interface Found {
  readonly container: string;
  readonly messages: string[];
  readonly left: number;
}

export function foundIn(log: Uint8Array): Found {
  const messages: Message[] = [];
  let left = 0;
  const capture = openContainer('auto', log);
  const reader = decodeCapture(capture, (message) => messages.push(message), {
    onLine: (label) => {
      if (label === 'application') left++;
    },
  });
  reader.write(log);
  reader.end();
  return { container: capture.container, messages: printedOf(messages), left };
}

/** How many of `found` appear in `expected` in the same order. */
export function inOrder(expected: readonly string[], found: readonly string[]): number {
  const row = new Uint32Array(found.length + 1);
  for (const one of expected) {
    let diagonal = 0;
    for (let j = 1; j <= found.length; j++) {
      const above = row[j] as number;
      row[j] = one === found[j - 1] ? diagonal + 1 : Math.max(above, row[j - 1] as number);
      diagonal = above;
    }
  }
  return row[found.length] as number;
}
