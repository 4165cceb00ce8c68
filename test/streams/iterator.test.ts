import { PassThrough, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/index.js';
import { MessageIterator, messages } from '../../src/streams.js';
import { bytesOf } from '../latin1.js';
import { cut, decoded, sessions, TypeDecoder, types } from './wires.js';

async function* chunks(input: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  yield* cut(input, size);
}

async function all<M>(of: AsyncIterable<M>): Promise<M[]> {
  const result: M[] = [];
  for await (const message of of) result.push(message);
  return result;
}

const OK = bytesOf('\r\nOK\r\n');

/** A source one fills by hand, and whether it was cancelled. */
function manual() {
  const seen = { cancelled: false };
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const source = new ReadableStream<Uint8Array>({
    start: (its) => {
      controller = its;
    },
    cancel: () => {
      seen.cancelled = true;
    },
  });
  return {
    source,
    seen,
    put: (chunk: Uint8Array) => controller?.enqueue(chunk),
    fail: (e: Error) => controller?.error(e),
  };
}

describe('messages()', () => {
  it.each(sessions)('%s gives what the decoder gives, from every kind of source', async (_, session) => {
    const expected = decoded(cut(session, 5));
    expect(await all(messages(chunks(session, 5)))).toEqual(expected);
    expect(await all(messages(Readable.from(cut(session, 5))))).toEqual(expected);
    expect(await all(messages(Readable.toWeb(Readable.from(cut(session, 5))) as ReadableStream<Uint8Array>))).toEqual(
      expected,
    );
  });

  it('reads no chunk before the messages of the last one were taken', async () => {
    let read = 0;
    async function* counted(): AsyncGenerator<Uint8Array> {
      for (; read < 9; read++) yield bytesOf('\r\nOK\r\n\r\nOK\r\n');
    }
    const modem = messages(counted());
    for (let i = 0; i < 6; i++) {
      await modem.next();
      expect(read).toBe(Math.floor(i / 2));
    }
    await modem.return();
  });

  it('knows the echo of what was reported as sent', async () => {
    const { source, put } = manual();
    const modem = messages(source);
    modem.sent(bytesOf('AT\r'));
    put(bytesOf('AT\r\r\nOK\r\n'));
    expect((await modem.next()).value).toEqual({ type: 'echo', kind: 'echo', bytes: bytesOf('AT') });
    expect((await modem.next()).value).toEqual({ type: 'ok', kind: 'final' });
    expect(modem.offset).toBe(9);
    expect(modem.state().mode).toBe('lines');
  });

  it('leaves transparent mode, and forgets, when the host says so', async () => {
    const { source, put } = manual();
    const modem = messages(source, { transparentEnd: 'host' });
    put(bytesOf('\r\nCONNECT\r\n'));
    await modem.next();
    modem.leaveTransparent();
    put(bytesOf('\r\n+CSQ: 1'));
    const next = modem.next();
    await sleep(1);
    modem.reset();
    put(OK);
    expect((await next).value?.type).toBe('ok');
  });

  it('gives out at once what is held when the host gives up', async () => {
    const { source, put } = manual();
    const modem = messages(source);
    const next = modem.next();
    put(bytesOf('\r\n+CSQ: 1'));
    await sleep(1);
    modem.flush();
    expect((await next).value).toMatchObject({ type: 'unrecognized', bytes: bytesOf('+CSQ: 1') });
    put(OK);
    expect((await modem.next()).value).toEqual({ type: 'ok', kind: 'final' });
  });

  it('cancels the source when the loop is left', async () => {
    const { source, seen, put } = manual();
    put(OK);
    put(OK);
    for await (const message of messages(source)) if (message.type === 'ok') break;
    expect(seen.cancelled).toBe(true);
  });

  it('can be ended while it waits', async () => {
    for (const source of [manual().source, new PassThrough()]) {
      const modem = messages(source);
      const next = modem.next();
      await sleep(1);
      await modem.return();
      expect(await next).toEqual({ done: true, value: undefined });
      expect(await modem.next()).toEqual({ done: true, value: undefined });
    }
  });

  it('fails as its source fails, after the messages before it', async () => {
    const { source, put, fail } = manual();
    const modem = messages(source);
    put(OK);
    expect((await modem.next()).value?.type).toBe('ok');
    fail(new Error('unplugged'));
    await expect(modem.next()).rejects.toThrow('unplugged');
    expect((await modem.next()).done).toBe(true);
  });

  it('refuses what is not bytes, and cancels', async () => {
    const { source, seen, put } = manual();
    put('OK' as unknown as Uint8Array);
    await expect(messages(source).next()).rejects.toThrow(TypeError);
    expect(seen.cancelled).toBe(true);
  });

  it('answers calls of next() in order, though none waits for the one before', async () => {
    const modem = messages(chunks(bytesOf('\r\nOK\r\n\r\nERROR\r\n'), 3));
    const taken = await Promise.all([modem.next(), modem.next(), modem.next()]);
    expect(types(taken.flatMap((r) => (r.done ? [] : [r.value as Message])))).toBe('ok error');
  });
});

describe('MessageIterator', () => {
  it('takes the decoder of any grammar', async () => {
    const found: string[] = await all(new MessageIterator(TypeDecoder, chunks(OK, 2)));
    expect(found).toEqual(['ok']);
  });
});
