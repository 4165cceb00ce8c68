/** What happens inside a callback takes effect at that byte; what it throws leaves `write`. */
import { describe, expect, it } from 'vitest';
import { Decoder, type Message, StateError } from '../../src/index.js';
import { bytesOf } from '../latin1.js';

const SIZES = [1, 2, 3, 5, 8, 33, 1000];

/** Writes in pieces; `each` sees every message and the decoder. */
function types(stream: string, size: number, each: (message: Message, decoder: Decoder) => void = () => {}): string[] {
  const seen: string[] = [];
  const decoder: Decoder = new Decoder((message) => {
    seen.push(message.type);
    each(message, decoder);
  });
  for (let p = 0; p < stream.length; p += size) decoder.write(bytesOf(stream.slice(p, p + size)));
  decoder.end();
  return seen;
}

describe.each(SIZES)('in pieces of %i bytes', (size) => {
  it('sent() at the prompt makes the bytes after it echo, results in them too', () => {
    const stream = '\r\n> a\r\nOK\r\nb\r\nSEND OK\r\n';
    const got = types(stream, size, (m, decoder) => {
      if (m.type === 'prompt') decoder.sent(bytesOf('a\r\nOK\r\nb'));
    });
    expect(got).toEqual(['prompt', 'echo', 'send-ok']);
  });

  it('leaveTransparent() in the callback of CONNECT leaves no byte to the data', () => {
    const got = types('\r\nCONNECT\r\n\r\n+CSQ: 1,0\r\n', size, (m, decoder) => {
      if (m.type === 'connect') decoder.leaveTransparent();
    });
    expect(got).toEqual(['connect', 'csq']);
  });

  it('reset() forgets the command in flight and goes on after the message', () => {
    const got = types('ATI\r\r\n+CSQ: 1,0\r\n\r\nSIM800 R14.18\r\n\r\nOK\r\n', size, (m, decoder) => {
      if (m.type === 'csq') decoder.reset();
    });
    expect(got).toEqual(['echo', 'csq', 'unrecognized', 'ok']);
  });

  it('reset() loses no line that a form of several lines had held back', () => {
    const got = types('\r\n+CMT: "1","","24/01/01,00:00:00+00"\r\n\r\n+CSQ: 1,0\r\n\r\nOK\r\n', size, (_, decoder) =>
      decoder.reset(),
    );
    expect(got.slice(-2)).toEqual(['csq', 'ok']);
  });

  it('an exception leaves write(), and `offset` says where to go on', () => {
    const stream = bytesOf('\r\nOK\r\n\r\n+IPD,3:abc\r\nCONNECT\r\ndata\r\nCLOSED\r\n\r\nRING\r\n');
    const seen: string[] = [];
    const decoder = new Decoder((message) => {
      seen.push(message.type);
      throw new Error(message.type);
    });
    for (let from = 0; from < stream.length; from += size) {
      const to = Math.min(stream.length, from + size);
      for (;;) {
        try {
          decoder.write(stream.subarray(Math.max(from, Math.min(decoder.offset, to)), to));
          break;
        } catch (error) {
          expect((error as Error).message).toBe(seen.at(-1));
        }
      }
    }
    expect(seen.filter((type) => type !== 'data')).toEqual(['ok', 'ipd', 'connect', 'closed', 'ring']);
    expect(decoder.offset).toBe(stream.length);
  });
});

describe('an exception in the callback of an echo', () => {
  it.each(['AT+CREG=?\r', 'AT+CREG=? \r', 'AT+CSQ;+CREG=?\r'])(
    'leaves what %j asks, whatever the caller does with the chunk after it',
    (echo) => {
      const read: string[] = [];
      const decoder = new Decoder(({ type }) => {
        read.push(type);
        if (type === 'echo') throw new Error(type);
      });
      const chunk = bytesOf(echo);
      expect(() => decoder.write(chunk)).toThrow('echo');
      chunk.fill(0x78);
      decoder.write(bytesOf('\r\n+CREG: 1\r\n\r\nOK\r\n'));
      decoder.end();
      expect(read).toEqual(['echo', 'test-response', 'ok']);
    },
  );
});

describe('an exception with flow control', () => {
  it('leaves XOFF after the line end that is still to be read', () => {
    const stream = bytesOf('AT\n\x13"');
    const read: string[] = [];
    const decoder = new Decoder(
      ({ type }, start, end) => {
        read.push(`${type} ${start}..${end}`);
        if (type === 'echo') throw new Error(type);
      },
      { flowControl: true },
    );
    decoder.sent(bytesOf('AT'));
    decoder.write(stream.subarray(0, 2));
    expect(() => decoder.write(stream.subarray(2, 3))).toThrow('echo');
    decoder.write(stream.subarray(decoder.offset));
    decoder.end();
    expect(read).toEqual(['echo 0..2', 'unrecognized 3..5']);
  });
});

describe('after end()', () => {
  it('write() and sent() throw a StateError that says so', () => {
    const decoder = new Decoder(() => {});
    decoder.end();
    expect(() => decoder.write(bytesOf('x'))).toThrow(StateError);
    expect(() => decoder.sent(bytesOf('x'))).toThrow('sent() after end(): the stream is over, make a new one');
    expect(() => decoder.end()).not.toThrow();
  });

  it.each([{}, { resync: true }, { flowControl: true }, { resync: true, flowControl: true }])(
    'write() throws for a chunk without bytes too, with %j',
    (options) => {
      const decoder = new Decoder(() => {}, options);
      decoder.write(bytesOf('\r\nOK\r\n'));
      decoder.end();
      expect(() => decoder.write(new Uint8Array(0))).toThrow(StateError);
    },
  );
});
