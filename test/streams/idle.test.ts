import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Message } from '../../src/index.js';
import { DecoderDuplex } from '../../src/node.js';
import { DecoderStream, type IdleOptions, messages } from '../../src/streams.js';
import { bytesOf } from '../latin1.js';
import { types } from './wires.js';

interface Subject {
  write(chunk: Uint8Array): void;
  seen: Message[];
}

/** The three ways of reading a stream, each with what it has given out so far. */
const SUBJECTS: Record<string, (options: IdleOptions) => Subject> = {
  DecoderStream: (options) => {
    const stream = new DecoderStream(options);
    const writer = stream.writable.getWriter();
    const seen: Message[] = [];
    void (async () => {
      for await (const message of stream.readable) seen.push(message);
    })();
    return { write: (chunk) => void writer.write(chunk), seen };
  },
  'messages()': (options) => {
    const seen: Message[] = [];
    let write = (_: Uint8Array): void => undefined;
    const source = new ReadableStream<Uint8Array>({
      start: (its) => {
        write = (chunk) => its.enqueue(chunk);
      },
    });
    const modem = messages(source, options);
    void (async () => {
      for await (const message of modem) seen.push(message);
    })();
    return { write, seen };
  },
  DecoderDuplex: (options) => {
    const seen: Message[] = [];
    const decoder = new DecoderDuplex(options).on('data', (message) => seen.push(message));
    return { write: (chunk) => decoder.write(chunk), seen };
  },
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const HEADER = '\r\n+CIPRXGET: 2,1,5,0\r\n';
const DAY = 24 * 60 * 60 * 1000;

describe.each(Object.entries(SUBJECTS))('silence in %s', (_, subject) => {
  it('flushes nothing unless an option says so', async () => {
    for (const half of ['\r\n+CSQ: 1', `${HEADER}hel`]) {
      const { write, seen } = subject({});
      write(bytesOf(half));
      await pass(DAY);
      expect(seen).toEqual([]);
      expect(vi.getTimerCount()).toBe(0);
    }
  });

  it('flushes a half line after idleMs', async () => {
    const { write, seen } = subject({ idleMs: 100 });
    write(bytesOf('\r\n+CSQ: 1'));
    await pass(99);
    expect(types(seen)).toBe('');
    await pass(10);
    expect(types(seen)).toBe('unrecognized');
    write(bytesOf('\r\nOK\r\n'));
    await pass(200);
    expect(types(seen)).toBe('unrecognized ok');
  });

  it('begins anew with every byte', async () => {
    const { write, seen } = subject({ idleMs: 100 });
    for (const c of '\r\n+CSQ: 1,0\r\n') {
      write(bytesOf(c));
      await pass(90);
    }
    expect(types(seen)).toBe('csq');
  });

  it('sets no timer when nothing is held', async () => {
    const { write, seen } = subject({ idleMs: 100, idlePayloadMs: 100 });
    write(bytesOf('\r\nOK\r\n'));
    await pass(1);
    expect(types(seen)).toBe('ok');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('never cuts a payload for idleMs: the rest of it would be read as lines', async () => {
    const { write, seen } = subject({ idleMs: 100 });
    write(bytesOf(`${HEADER}\r\nO`));
    await pass(DAY);
    write(bytesOf('K\r'));
    write(bytesOf('\r\nOK\r\n'));
    await pass(1);
    expect(seen).toMatchObject([{ type: 'ciprxget-read', payload: bytesOf('\r\nOK\r') }, { type: 'ok' }]);
  });

  it('cuts a payload after idlePayloadMs, and then a late rest is read as lines', async () => {
    const { write, seen } = subject({ idlePayloadMs: 1000 });
    write(bytesOf(`${HEADER}hel`));
    await pass(999);
    expect(types(seen)).toBe('');
    await pass(10);
    expect(seen).toMatchObject([{ type: 'ciprxget-read', truncated: true, payload: bytesOf('hel') }]);
    write(bytesOf('\r\nSEND OK\r\n'));
    await pass(1);
    expect(types(seen)).toBe('ciprxget-read send-ok');
  });

  it('gives out held bytes of transparent mode as data', async () => {
    const { write, seen } = subject({ idleMs: 100 });
    write(bytesOf('\r\nCONNECT\r\nabc\r\nCLO'));
    await pass(200);
    expect(types(seen)).toBe('connect data data');
    write(bytesOf('SED\r\n'));
    await pass(1);
    expect(types(seen)).toBe('connect data data closed'); // what was given out counts towards the end line
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31])('refuses a time of %d', (ms) => {
    expect(() => subject({ idleMs: ms })).toThrow(RangeError);
    expect(() => subject({ idlePayloadMs: ms })).toThrow(RangeError);
  });
});

describe('silence while messages wait that nobody takes', () => {
  it('is not the silence of the line: DecoderStream', async () => {
    const stream = new DecoderStream({ idleMs: 100, highWaterMark: 1 });
    const writer = stream.writable.getWriter();
    void writer.write(bytesOf('\r\nOK\r\n\r\n+CSQ: 1'));
    void writer.write(bytesOf(',0\r\n'));
    await pass(5000);
    const reader = stream.readable.getReader();
    expect([(await reader.read()).value?.type, (await reader.read()).value?.type]).toEqual(['ok', 'csq']);
    await reader.cancel();
  });

  it('is not the silence of the line: DecoderDuplex', async () => {
    const decoder = new DecoderDuplex({ idleMs: 100, highWaterMark: 1 });
    decoder.write(bytesOf('\r\nOK\r\n\r\n+CSQ: 1'));
    decoder.write(bytesOf(',0\r\n'));
    await pass(5000);
    const taken: Message[] = [];
    for await (const message of decoder) if (taken.push(message) === 2) break;
    expect(types(taken)).toBe('ok csq');
  });

  it('becomes the silence of the line once they are taken', async () => {
    const decoder = new DecoderDuplex({ idleMs: 100, highWaterMark: 1 });
    decoder.write(bytesOf('\r\nOK\r\n\r\n+CSQ: 1'));
    await pass(5000);
    expect(decoder.read()?.type).toBe('ok');
    await pass(200);
    expect(decoder.read()?.type).toBe('unrecognized');
  });
});

describe('a timer', () => {
  it('does not outlive a stream that was cancelled', async () => {
    const stream = new DecoderStream({ idleMs: 100 });
    await stream.writable.getWriter().write(bytesOf('\r\n+CSQ: 1'));
    await stream.readable.cancel();
    await pass(200);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not outlive a stream that was destroyed', () => {
    const decoder = new DecoderDuplex({ idleMs: 100 });
    decoder.write(bytesOf('\r\n+CSQ: 1'));
    expect(vi.getTimerCount()).toBe(1);
    decoder.destroy();
    expect(vi.getTimerCount()).toBe(0);
  });
});
