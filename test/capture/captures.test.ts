// The shipped captures, put into each container and read back.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Capture, decodeCapture, openContainer } from '../../src/capture/index.js';
import { Decoder, decode, type Message } from '../../src/index.js';
import { messageText } from '../spec/message-text.js';
import { readCases } from '../spec/read-cases.js';
import { LOSSY_WRITERS } from './lossy-writers.js';
import { type Chunk, WRITERS } from './writers.js';

const CAPTURES = join(import.meta.dirname, '..', '..', 'examples', 'captures');
const NAMES = readCases(join(import.meta.dirname, '..', 'spec', 'captures')).map(({ name }) => name);

const bytesOf = (name: string): Uint8Array => readFileSync(join(CAPTURES, `${name}.bin`));
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** A stream in pieces of 1..40 bytes, the same for the same seed. */
function chunksOf(bytes: Uint8Array, seed: number): Chunk[] {
  const [sizes = []] = fc.sample(
    fc.array(fc.integer({ min: 1, max: 40 }), { minLength: bytes.length, maxLength: bytes.length }),
    {
      numRuns: 1,
      seed,
    },
  );
  const chunks: Chunk[] = [];
  for (let from = 0; from < bytes.length; ) {
    const size = sizes[chunks.length] ?? 1;
    chunks.push({ direction: 'rx', bytes: bytes.subarray(from, from + size), at: chunks.length * 0.25 });
    from += size;
  }
  return chunks;
}

function read(capture: Capture, log: Uint8Array): { messages: Message[]; times: (string | undefined)[]; sent: string } {
  const messages: Message[] = [];
  const times: (string | undefined)[] = [];
  let sent = '';
  const onSent = ({ bytes }: { bytes: Uint8Array }): void => {
    sent += Buffer.from(bytes).toString('latin1');
  };
  const reader = decodeCapture(
    capture,
    (message, { at }) => {
      messages.push(message);
      times.push(at);
    },
    { onSent },
  );
  reader.write(log);
  reader.end();
  return { messages, times, sent };
}

describe('a capture as it came', () => {
  it.each(NAMES)('%s is raw', (name) => {
    expect(openContainer('auto', bytesOf(name))).toMatchObject({ container: 'raw', losses: [] });
  });
});

describe.each(WRITERS.map((writer, i) => [writer.container, i, writer] as const))('%s (%i)', (_, i, writer) => {
  it.each(NAMES)('holds %s', (name) => {
    const bytes = bytesOf(name);
    const log = latin1(writer.write(chunksOf(bytes, 0x800 + i)));
    const capture = openContainer('auto', log);
    expect(capture.container).toBe(writer.container);
    expect(messageText(read(capture, log).messages)).toBe(messageText(decode(bytes)));
  });
});

/** A session of both sides: what is sent is one line of its own, its echo and the answer come after it. */
const SESSION: readonly Chunk[] = [
  ['tx', 'AT+CGATT?\r'],
  ['rx', 'AT+CGATT?\r\r\n+CGATT: 1\r\n\r\nOK\r\n'],
  ['tx', 'AT+CIPSTART="TCP","203.0.113.10",7000\r'],
  ['rx', 'AT+CIPSTART="TCP","203.0.113.10",7000\r\r\nOK\r\n'],
  ['rx', '\r\nCONNECT OK\r\n'],
  ['tx', 'AT+CIPSTATUS\r'],
  ['rx', 'AT+CIPSTATUS\r\r\nOK\r\n\r\nSTATE: CONNECT OK\r\n'],
  ['rx', '\r\n+IPD,5:hello'],
  ['rx', '\r\nCLOSED\r\n'],
  ['tx', 'AT+CIPSHUT\r'],
  ['rx', 'AT+CIPSHUT\r\r\nSHUT OK\r\n'],
].map(([direction, text], i) => ({ direction: direction as 'rx' | 'tx', bytes: latin1(text as string), at: i * 0.5 }));

const received = SESSION.filter(({ direction }) => direction === 'rx');

function expectedMessages(): string {
  const messages: Message[] = [];
  const decoder = new Decoder((message) => messages.push(message));
  for (const { direction, bytes } of SESSION) {
    if (direction === 'rx') decoder.write(bytes);
    else decoder.sent(bytes);
  }
  decoder.end();
  return messageText(messages);
}

describe('a session of both sides', () => {
  const all = [...WRITERS, ...LOSSY_WRITERS].map((writer, i) => [writer.container, i, writer] as const);

  it.each(all)('in %s (%i)', (_, __, writer) => {
    const log = latin1(writer.write(SESSION));
    const capture = openContainer('auto', log);
    // Where no side is told, a log holds what came from the module.
    const oneSided = capture.losses.includes('direction') || capture.container === 'terminal';
    const own = oneSided ? latin1(writer.write(received)) : log;
    const found = read(oneSided ? openContainer('auto', own) : capture, own);
    expect(capture.container).toBe(writer.container);
    expect(messageText(found.messages)).toBe(expectedMessages());
    if (!oneSided)
      expect(found.sent.replace(/[\r\n]+/g, '|')).toBe(
        'AT+CGATT?|AT+CIPSTART="TCP","203.0.113.10",7000|AT+CIPSTATUS|AT+CIPSHUT|',
      );
    const timed = writer.timed === true;
    expect(found.times.filter((at) => (at === undefined) === timed)).toEqual([]);
  });
});
