import { Duplex, PassThrough, Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/index.js';
import { DecoderDuplex, MessageDuplex } from '../../src/node.js';
import { bytesOf } from '../latin1.js';
import { cut, decoded, sessions, TypeDecoder, types } from './wires.js';

async function all<M>(of: MessageDuplex<M>): Promise<M[]> {
  const result: M[] = [];
  for await (const message of of) result.push(message);
  return result;
}

const OK = bytesOf('\r\nOK\r\n');

describe('DecoderDuplex', () => {
  it.each(sessions)('%s gives what the decoder gives, however it is cut', async (_, session) => {
    for (const size of [1, 7, 64, session.length]) {
      const expected = decoded(cut(session, size));
      expect(await all(Readable.from(cut(session, size)).pipe(new DecoderDuplex()))).toEqual(expected);
    }
  });

  it('is a Duplex, in object mode where messages come out', () => {
    const decoder = new DecoderDuplex();
    expect(decoder).toBeInstanceOf(Duplex);
    expect([decoder.readableObjectMode, decoder.writableObjectMode]).toEqual([true, false]);
  });

  it('tells each listener as the bytes come', () => {
    const seen: string[] = [];
    const decoder = new DecoderDuplex();
    decoder.once('data', (message) => seen.push(`first ${message.type}`));
    decoder.on('data', (message) => seen.push(message.type));
    decoder.resume();
    decoder.write(OK);
    return new Promise<void>((resolve) => {
      decoder.on('end', () => {
        expect(seen).toEqual(['first ok', 'ok', 'error']);
        resolve();
      });
      decoder.end(bytesOf('\r\nERROR'));
    });
  });

  it('stops reading while messages wait to be taken', async () => {
    let read = 0;
    const port = new Readable({
      highWaterMark: 1,
      read() {
        read++;
        this.push(OK);
      },
    });
    const decoder = port.pipe(new DecoderDuplex({ highWaterMark: 4 }));
    await sleep(30);
    const before = read;
    await sleep(30);
    expect(read).toBe(before); // the port is paused
    // What waits: four messages, and chunks of six bytes up to the writable side's own mark.
    expect(before).toBeLessThan(4 + decoder.writableHighWaterMark / OK.length + 4);
    const taken: Message[] = [];
    for await (const message of decoder) if (taken.push(message) === 5000) break;
    expect(new Set(taken.map((m) => m.type))).toEqual(new Set(['ok']));
    port.destroy();
  });

  it('lets one slow reader see everything', async () => {
    const [, session] = sessions[0] ?? ['', OK];
    const seen: Message[] = [];
    const slow = new Writable({
      objectMode: true,
      highWaterMark: 1,
      write(message: Message, _, done) {
        seen.push(message);
        setImmediate(done);
      },
    });
    await pipeline(Readable.from(cut(session, 10)), new DecoderDuplex({ highWaterMark: 1 }), slow);
    expect(seen).toEqual(decoded(cut(session, 10)));
  });

  it('knows the echo of what was reported as sent, in a listener too', async () => {
    const decoder = new DecoderDuplex({ transparentEnd: 'host' });
    const seen: string[] = [];
    decoder.on('data', (message) => {
      seen.push(message.type);
      if (message.type === 'prompt') decoder.sent(bytesOf('\r\nSEND OK\r\n'));
      if (message.type === 'connect') decoder.leaveTransparent();
    });
    decoder.write(bytesOf('\r\n> '));
    await sleep(1);
    decoder.write(bytesOf('\r\nSEND OK\r\n\r\nSEND OK\r\n\r\nCONNECT\r\n'));
    await sleep(1);
    decoder.write(OK);
    await sleep(1);
    expect(seen).toEqual(['prompt', 'echo', 'send-ok', 'connect', 'ok']);
  });

  it('gives out what is held when the host gives up; forgets it on reset', async () => {
    const decoder = new DecoderDuplex();
    decoder.write(bytesOf('\r\n+CSQ: 1'));
    decoder.flush();
    expect(decoder.read()).toMatchObject({ type: 'unrecognized', bytes: bytesOf('+CSQ: 1') });
    decoder.write(bytesOf('\r\n+CSQ: 1'));
    expect(decoder.state().held).toBe(7);
    decoder.reset();
    expect(decoder.state().held).toBe(0);
    expect(decoder.offset).toBe(18);
    expect(types(await all(decoder.end()))).toBe('');
  });

  it('refuses text', async () => {
    const port = new PassThrough().setEncoding('utf8');
    port.end('\r\nOK\r\n');
    await expect(all(port.pipe(new DecoderDuplex()))).rejects.toThrow('a chunk is a Uint8Array, not string');
  });

  it('does not mind being flushed after it was destroyed', () => {
    const decoder = new DecoderDuplex();
    decoder.write(bytesOf('\r\n+CSQ: 1'));
    decoder.destroy();
    decoder.flush();
    expect(decoder.readableLength).toBe(0);
  });

  it('fails as its source fails, in a pipeline', async () => {
    const port = new Readable({ read: () => port.destroy(new Error('unplugged')) });
    await expect(pipeline(port, new DecoderDuplex(), new Writable({ objectMode: true }))).rejects.toThrow('unplugged');
  });
});

describe('MessageDuplex', () => {
  it('takes the decoder of any grammar', async () => {
    const found: string[] = await all(Readable.from([OK]).pipe(new MessageDuplex(TypeDecoder)));
    expect(found).toEqual(['ok']);
  });
});
