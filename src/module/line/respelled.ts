/** A line as another firmware spells it: no table of spellings, the grammar is asked which it takes for the same. */
import { decode } from '../../index.js';
import { bytesOf, textOf } from '../bytes.js';

/** What firmware differs in; each is tried at one place of a line. */
const EDITS: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/(?<=[:,]) /g, ''], // +CSQ:20,0
  [/(?<=:) /g, '  '], // +CSQ:  20,0
  [/: /g, ' '], // +CSQ 20,0
  [/,(?=\d)/g, ', '], // +CSQ: 20, 0
  [/(?<=[ ,])(?=\d)/g, '0'], // +CSQ: 020,0
  [/(?<=[^\r\n])\r\n$/g, '\r\r\n'],
  [/(?<=[^\r\n])\r\n$/g, '\n'],
  [/^\r\n/g, '\r\r\n'],
  [/^\r\n/g, '\r\n\r\n'],
];

/** Only the beginning of a line is edited: what follows is text or payload. */
const LONGEST_HEAD = 60;

/** After it the same must be read as well: where it ends is a part of how it is spelt. */
const NEXT_LINE = '\r\nOK\r\n';

function* edited(text: string): Generator<string> {
  for (const [pattern, instead] of EDITS)
    for (const { index, 0: found } of text.matchAll(pattern))
      if (index < LONGEST_HEAD || instead.includes('\n'))
        yield text.slice(0, index) + instead + text.slice(index + found.length);
}

/** What is read of it, whatever was asked before. */
function readAs(text: string, commandLine: string): string {
  const bytes = bytesOf(text + NEXT_LINE);
  return JSON.stringify([decode(bytes), decode(bytes, { inFlight: commandLine })]);
}

/** One of its other spellings, as `pick` says, or itself if the grammar knows none. `commandLine`: what it may be the answer to. */
export function respelled(
  bytes: Uint8Array,
  commandLine: Uint8Array,
  pick: (least: number, most: number) => number,
): Uint8Array {
  const text = textOf(bytes);
  const line = textOf(commandLine);
  const same = readAs(text, line);
  const all = [...edited(text)].filter((one) => readAs(one, line) === same);
  return all.length === 0 ? bytes : bytesOf(all[pick(0, all.length - 1)] ?? text);
}
