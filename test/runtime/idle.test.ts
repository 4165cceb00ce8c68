/** What a decoder keeps while it waits: nothing of the caller's, and little of its own. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { machine } from '../../generated/protocol.js';
import { Decoder } from '../../src/index.js';
import { EchoLog } from '../../src/runtime/dialogue/echo-log.js';
import { EndFinder } from '../../src/runtime/tokenizer/end-finder.js';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

it.each(['\r\nOK\r\n', '\r\n+CSQ: 1', '\r\n+IPD,9:abc', '\r\nCONNECT\r\nabc\r', 'AT+CSQ\r'])(
  'a chunk that was written can be collected while the decoder goes on: %j',
  async (text) => {
    const decoder = new Decoder(() => {});
    const write = (): WeakRef<ArrayBufferLike> => {
      const chunk = latin1(text);
      decoder.write(chunk);
      return new WeakRef(chunk.buffer);
    };
    const chunk = write();
    for (let i = 0; i < 5 && chunk.deref(); i++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      gc();
    }
    expect(chunk.deref()).toBeUndefined();
    expect(decoder.offset).toBe(text.length);
  },
);

it('the log of what the host wrote gives back the room of a large one, and remembers all of it meanwhile', () => {
  const log = new EchoLog();
  for (let i = 0; i < 10_000; i++) log.push(i & 0xff, 0);
  for (let i = 0; i < 10_000; i++) expect(log.at(i)).toBe(i & 0xff);
  log.take(9_999);
  expect(log.at(0)).toBe(9_999 & 0xff);
  log.take(1);
  expect(log.at(-1)).toBe(9_999 & 0xff);
  const { cells } = log as unknown as { cells: Uint16Array };
  expect(cells.byteLength).toBeLessThanOrEqual(4096);
});

it('the automaton for the lines that end transparent mode is made once', () => {
  const nodes = (finder: EndFinder) => (finder as unknown as { nodes: unknown }).nodes;
  const { transparentEnds } = machine;
  expect(nodes(new EndFinder(transparentEnds))).toBe(nodes(new EndFinder(transparentEnds)));
});
