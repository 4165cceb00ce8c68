import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/index.js';
import { DecoderStream, MessageStream } from '../../src/streams.js';
import { bytesOf } from '../latin1.js';
import { cut, decoded, sessions, TypeDecoder, types } from './wires.js';

function streamOf(chunks: Iterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.iterator]();
  return new ReadableStream({
    pull(controller) {
      const next = iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
  });
}

async function all<M>(stream: ReadableStream<M>): Promise<M[]> {
  const messages: M[] = [];
  for await (const message of stream) messages.push(message);
  return messages;
}

/** A stream one writes to by hand. Its writes are not awaited: they wait for the reader. */
function opened(options?: ConstructorParameters<typeof DecoderStream>[0]) {
  const stream = new DecoderStream(options);
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  const next = async (): Promise<Message | undefined> => (await reader.read()).value;
  return { stream, writer, reader, next };
}

describe('DecoderStream', () => {
  it.each(sessions)('%s gives what the decoder gives, however it is cut', async (_, session) => {
    for (const size of [1, 7, 64, session.length]) {
      const expected = decoded(cut(session, size));
      expect(await all(streamOf(cut(session, size)).pipeThrough(new DecoderStream()))).toEqual(expected);
    }
  });

  it('reads the body of a response', async () => {
    const body = new Response(Buffer.from('\r\n+CSQ: 20,0\r\n\r\nOK\r\n')).body;
    const messages = await all((body as ReadableStream<Uint8Array>).pipeThrough(new DecoderStream()));
    expect(messages).toEqual([
      { type: 'csq', kind: 'response', rssi: 20, ber: 0 },
      { type: 'ok', kind: 'final' },
    ]);
  });

  it('is a TransformStream', () => expect(new DecoderStream()).toBeInstanceOf(TransformStream));

  it('passes its options on to the decoder', async () => {
    const messages = await all(streamOf([bytesOf('0\r')]).pipeThrough(new DecoderStream({ numericResults: true })));
    expect(types(messages)).toBe('ok');
  });

  it('ends what is held when the source ends', async () => {
    const messages = await all(streamOf([bytesOf('\r\nOK')]).pipeThrough(new DecoderStream()));
    expect(types(messages)).toBe('ok');
  });

  it('stops reading while messages wait to be taken', async () => {
    let pulled = 0;
    const source = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled++;
          controller.enqueue(bytesOf('\r\nOK\r\n'));
        },
      },
      { highWaterMark: 0 },
    );
    const reader = source.pipeThrough(new DecoderStream({ highWaterMark: 4 })).getReader();
    await sleep(20);
    const before = pulled;
    expect(before).toBeLessThanOrEqual(6); // four that wait, one after them, one on its way
    for (let i = 0; i < 10; i++) expect((await reader.read()).value?.type).toBe('ok');
    await sleep(20);
    expect(pulled).toBe(before + 10);
    await reader.cancel();
  });

  it('knows the echo of what was reported as sent', async () => {
    const { stream, writer, next } = opened();
    stream.sent(bytesOf('AT+CIPRXGET=2,1,5\r'));
    void writer.write(bytesOf('AT+CIPRXGET=2,1,5\r\r\n+CIPRXGET: 2,1,5,0\r\nhello\r\nOK\r\n'));
    expect((await next())?.type).toBe('echo');
    expect(await next()).toMatchObject({ type: 'ciprxget-read', connection: 1, length: 5 });
    expect(stream.state().inFlight).toEqual([]);
  });

  it('leaves transparent mode when the host says so', async () => {
    const { stream, writer, next } = opened({ transparentEnd: 'host' });
    void writer.write(bytesOf('\r\nCONNECT\r\nabc'));
    expect([(await next())?.type, (await next())?.type]).toEqual(['connect', 'data']);
    stream.leaveTransparent();
    void writer.write(bytesOf('\r\nOK\r\n'));
    expect((await next())?.type).toBe('ok');
  });

  it('gives out what is held when the host gives up, and nothing twice', async () => {
    const { stream, writer, next } = opened();
    await writer.write(bytesOf('\r\n+CSQ: 1'));
    expect(stream.offset).toBe(9);
    stream.flush();
    expect(await next()).toMatchObject({ type: 'unrecognized', bytes: bytesOf('+CSQ: 1') });
    stream.flush();
    await writer.close();
    expect(await next()).toBeUndefined();
    stream.flush();
  });

  it('forgets what is held on reset', async () => {
    const { stream, writer, next } = opened();
    await writer.write(bytesOf('\r\n+CSQ: 1'));
    stream.reset();
    void writer.write(bytesOf('\r\nOK\r\n'));
    expect((await next())?.type).toBe('ok');
    expect(stream.offset).toBe(15);
  });

  it('refuses what is not bytes', async () => {
    const stream = new DecoderStream();
    const strings = new ReadableStream<unknown>({ start: (c) => c.enqueue('OK') });
    const reading = all((strings as ReadableStream<Uint8Array>).pipeThrough(stream));
    await expect(reading).rejects.toThrow(
      new TypeError('a chunk is a Uint8Array, not string (was an encoding set on the source?)'),
    );
  });

  it('fails as its source fails', async () => {
    const broken = new ReadableStream<Uint8Array>({ pull: (c) => c.error(new Error('unplugged')) });
    await expect(all(broken.pipeThrough(new DecoderStream()))).rejects.toThrow('unplugged');
  });

  it('does not mind being flushed after nobody reads any more', async () => {
    const { stream, writer, reader } = opened();
    await writer.write(bytesOf('\r\n+CSQ: 1'));
    await reader.cancel();
    stream.flush();
    await expect(writer.write(bytesOf('2'))).rejects.toThrow();
  });
});

describe('MessageStream', () => {
  it('takes the decoder of any grammar', async () => {
    const messages: string[] = await all(streamOf([bytesOf('\r\nOK\r\n')]).pipeThrough(new MessageStream(TypeDecoder)));
    expect(messages).toEqual(['ok']);
  });
});
