/** A stream says what its messages answer. */
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Message, Options } from '../../src/index.js';
import { DecoderDuplex } from '../../src/node.js';
import type { TellsAnswers } from '../../src/streams/answers.js';
import { DecoderStream, messages } from '../../src/streams.js';
import { bytesOf, textOf } from '../latin1.js';

type Stream = TellsAnswers & AsyncIterable<Message> & { sent(bytes: Uint8Array): void };

const BYTES = bytesOf('AT+CSQ\r\r\n+CSQ: 20,0\r\n\r\nRING\r\n\r\nOK\r\n');

const STREAMS: Readonly<Record<string, (options: Options) => Stream>> = {
  DecoderDuplex(options) {
    const decoder = new DecoderDuplex(options);
    return Readable.from([BYTES]).pipe(decoder);
  },
  DecoderStream(options) {
    const decoder = new DecoderStream(options);
    const readable = new Blob([BYTES]).stream().pipeThrough(decoder);
    return {
      [Symbol.asyncIterator]: () => readable[Symbol.asyncIterator](),
      sent: (bytes) => decoder.sent(bytes),
      answerTo: (message) => decoder.answerTo(message),
    };
  },
  messages: (options) => messages(Readable.from([BYTES]), options),
};

async function told(stream: Stream): Promise<string[]> {
  stream.sent(bytesOf('AT+CSQ\r'));
  const all: string[] = [];
  for await (const message of stream) {
    const answer = stream.answerTo(message);
    all.push(`${message.type}${answer ? `: ${answer.role} of ${textOf(answer.command.bytes)}` : ''}`);
  }
  return all;
}

describe.each(Object.entries(STREAMS))('%s', (_, open) => {
  it('says of each message which command line it answers, and how', async () =>
    expect(await told(open({ answers: true }))).toEqual([
      'echo',
      'csq: information of AT+CSQ',
      'ring',
      'ok: result of AT+CSQ',
    ]));

  it('says nothing without the option', async () =>
    expect(await told(open({}))).toEqual(['echo', 'csq', 'ring', 'ok']));

  it('knows no message but those it has handed out', () =>
    expect(open({ answers: true }).answerTo({ type: 'ok', kind: 'final' })).toBeUndefined());
});
