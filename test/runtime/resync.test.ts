/**
 * `resync`: a payload that came short gives back the lines that it swallowed; and, whatever the bytes, in linear time, without
 * recursion, however they are cut, and with offsets that only grow.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { machine } from '../../generated/protocol.js';
import { Decoder, type Message, type Options } from '../../src/index.js';
import { Decoder as AnyDecoder } from '../../src/runtime/messages/decoder.js';
import { runsFrom } from '../properties/runs.js';

const runs = runsFrom(0x7e51c);
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

interface Span {
  readonly message: Message;
  readonly start: number;
  readonly end: number;
}

function read(stream: Uint8Array, size: number, options: Options = {}): Span[] {
  const spans: Span[] = [];
  const decoder = new Decoder((message, start, end) => spans.push({ message, start, end }), {
    ...options,
    resync: true,
  });
  for (let p = 0; p < stream.length; p += size) decoder.write(stream.subarray(p, p + size));
  decoder.end();
  return spans;
}

/** Headers that each announce all that follows, one inside the other's payload, with the awaited OK after each. */
function nested(size: number, header: (left: number) => string): string {
  let text = '';
  while (size - text.length > 80) text += header(size - text.length - 60);
  return `${text}${'y'.repeat(size - text.length)}x\r\n`;
}

/** The worst known: what made it recurse, and what made it read the same lines again and again. */
const STREAMS: Readonly<Record<string, (size: number) => string>> = {
  'headers in headers that all end in one place': (size) =>
    nested(size, (left) => `\r\n+HTTPREAD: ${Math.min(left, 319_488)}\r\n\r\nOK\r\n`),
  'headers in headers, and no OK but the last': (size) =>
    `${nested(size, (left) => `\r\n+HTTPREAD: ${Math.min(left, 319_488)}\r\n\r\nRING`)}\r\nOK\r\n`,
  'lines without end in one payload, the last of them none': (size) =>
    `\r\n+HTTPREAD: ${Math.min(size, 319_488)}\r\n${'\r\nRING'.repeat(size / 6)}x\r\n`,
  'line ends in one payload': (size) => `\r\n+HTTPREAD: ${Math.min(size, 319_488)}\r\n${'\r\n'.repeat(size / 2)}x\r\n`,
  'a payload, and line ends after it': (size) =>
    `\r\n+CIPRXGET: 2,0,1,0\r\na${'\r\n'.repeat(2000)}`.repeat(size / 4000),
  'XON between all bytes': (size) =>
    [...`\r\n+HTTPREAD: ${size / 2}\r\n${'\r\nRING'.repeat(size / 12)}x\r\n`].join('\x11'),
};

/** How many bytes the recogniser is given to look at, at most, for each byte of the stream. */
function work(stream: Uint8Array, size: number, options: Options): number {
  let looked = 0;
  const counting = {
    ...machine,
    recognise: (b: Uint8Array, p: number, e: number, r: Int32Array): number => {
      const code = machine.recognise(b, p, e, r);
      looked += code >= 0 ? 20 : 10;
      return code;
    },
  };
  const decoder = new AnyDecoder(counting, () => {}, { ...options, resync: true });
  for (let p = 0; p < stream.length; p += size) decoder.write(stream.subarray(p, p + size));
  decoder.end();
  return looked / stream.length;
}

describe.each(Object.entries(STREAMS))('%s', (name, make) => {
  const options = name.startsWith('XON') ? { flowControl: true } : {};

  it('overflow nothing and lose nothing in 400 kB: messages appear in order, and none overlap', () => {
    let end = 0;
    for (const span of read(latin1(make(400_000)), 4096, options)) {
      expect(span.start).toBeGreaterThanOrEqual(end);
      end = span.end;
    }
  });

  it.each([64, 4096])('cost no more a byte when there are four times as many, in chunks of %i', (size) => {
    const [few, many] = [50_000, 200_000].map((length) => work(latin1(make(length)), size, options));
    expect(many).toBeLessThanOrEqual(1.3 * (few ?? 0) + 0.1);
  });
});

const PIECES = [
  ...['\r\nOK\r\n', '\r\nRING\r\n', '\r\n+CSQ: 1,0\r\n', '\r\n', '\n', 'x\r\n', '0, CLOSED\r\n', 'AT+CSQ\r', 'abc'],
  ...['\r\n+CUSD: 0,"a\r\nb",15\r\n', '\r\n+RECEIVE,1,8:\r\n'],
];
const header = fc.integer({ min: 0, max: 60 }).map((length) => `\r\n+CIPRXGET: 2,0,${length},0\r\n`);
const streams = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), header), { maxLength: 30 })
  .map((parts) => parts.join(''));

describe('streams of headers, lines and noise', () => {
  it('give the same messages however they are cut', () => {
    fc.assert(
      fc.property(streams, fc.integer({ min: 1, max: 40 }), (stream, size) => {
        expect(read(latin1(stream), size)).toEqual(read(latin1(stream), stream.length + 1));
      }),
      runs(2000),
    );
  });

  it('give the same messages with flow control between their bytes', () => {
    const messages = (spans: readonly Span[]): Message[] => spans.map(({ message }) => message);
    const controls = fc.array(fc.tuple(fc.nat(), fc.constantFrom('\x11', '\x13')), { maxLength: 8 });
    fc.assert(
      fc.property(streams, controls, (stream, where) => {
        let mixed = stream;
        for (const [at, c] of where) {
          const cut = at % (mixed.length + 1);
          mixed = mixed.slice(0, cut) + c + mixed.slice(cut);
        }
        const plain = messages(read(latin1(stream), 7));
        expect(messages(read(latin1(mixed), 7, { flowControl: true }))).toEqual(plain);
      }),
      runs(1000),
    );
  });

  it('are read on after an exception of the callback, and no message is lost or comes twice', () => {
    fc.assert(
      fc.property(streams, fc.integer({ min: 1, max: 40 }), fc.nat(9), (stream, size, at) => {
        const bytes = latin1(stream);
        const messages: Message[] = [];
        const decoder = new Decoder(
          (message) => {
            messages.push(message);
            if (messages.length === at) throw new Error('of the callback');
          },
          { resync: true },
        );
        let end = size;
        while (decoder.offset < bytes.length) {
          try {
            decoder.write(bytes.subarray(decoder.offset, end));
            end += size;
          } catch {}
        }
        try {
          decoder.end();
        } catch {
          decoder.end();
        }
        expect(messages).toEqual(read(bytes, size).map(({ message }) => message));
      }),
      runs(1000),
    );
  });
});

describe('an exception of the callback', () => {
  // +CMGR waits for a PDU after its line end: it is reported when the header after it has been handed on already.
  it('leaves a payload to be held back whose header is in the same read', () => {
    const messages: Message[] = [];
    const decoder = new Decoder(
      (message) => {
        messages.push(message);
        if (messages.length === 1) throw new Error('of the callback');
      },
      { resync: true },
    );
    expect(() => decoder.write(latin1('+CMGR:4,5\n+CIPRXGET: 2,0,40,0\r\n'))).toThrow('of the callback');
    decoder.write(latin1('abc\r\n+CSQ: 20,0\r\n\r\nOK\r\n'));
    decoder.end();
    expect(messages).toEqual([
      { type: 'unrecognized', kind: 'unrecognized', bytes: latin1('+CMGR:4,5') },
      {
        type: 'ciprxget-read',
        kind: 'response',
        connection: 0,
        length: 40,
        remaining: 0,
        payload: latin1('abc'),
        truncated: true,
      },
      { type: 'csq', kind: 'response', rssi: 20, ber: 0 },
      { type: 'ok', kind: 'final' },
    ]);
  });
});

describe('offset', () => {
  it('only grows, also when a payload that is held back is forgotten by reset()', () => {
    const decoder = new Decoder(() => {}, { resync: true });
    decoder.write(latin1('\r\n+CIPRXGET: 2,0,50,0\r\nhello'));
    const before = decoder.offset;
    decoder.reset();
    expect(decoder.offset).toBe(before);
    const starts: number[] = [];
    const after = new Decoder((_, start) => starts.push(start), { resync: true });
    after.write(latin1('\r\n+CIPRXGET: 2,0,50,0\r\nhello'));
    after.reset();
    after.write(latin1('\r\nRING\r\n'));
    expect(starts).toEqual([before + 2]);
  });

  // The line end of +CMGR waits for what follows it, so that XOFF (13h) is where the message is reported.
  it('is after XOFF when the callback throws there: no byte is asked for again', () => {
    const stream = latin1('+CMGR:4,5\n+\x13M');
    const messages: Message[] = [];
    const decoder = new Decoder(
      (message) => {
        messages.push(message);
        if (messages.length === 1) throw new Error('of the callback');
      },
      { resync: true, flowControl: true },
    );
    decoder.write(stream.subarray(0, 11));
    expect(() => decoder.write(stream.subarray(11))).toThrow('of the callback');
    expect(decoder.offset).toBe(13);
    decoder.end();
    expect(messages).toEqual([
      { type: 'unrecognized', kind: 'unrecognized', bytes: latin1('+CMGR:4,5') },
      { type: 'unrecognized', kind: 'unrecognized', bytes: latin1('+M') },
    ]);
  });
});

/** The state after a stream; with `throwsAt` the callback of that message throws, and the host goes on with what is left. */
function stateAfter(sent: string, pieces: readonly string[], options: Options, throwsAt = -1): object {
  let count = 0;
  const decoder = new Decoder(
    () => {
      if (count++ === throwsAt) throw new Error('of the callback');
    },
    { resync: true, ...options },
  );
  if (sent !== '') decoder.sent(latin1(sent));
  const write = (bytes: Uint8Array): void => {
    try {
      decoder.write(bytes);
    } catch (error) {
      if ((error as Error).message !== 'of the callback') throw error;
    }
  };
  for (const piece of pieces) write(latin1(piece));
  write(latin1(''));
  const { mode, offset, payloadLeft } = decoder.state();
  return { mode, offset, payloadLeft };
}

describe('a payload that is held back is judged, whatever the callback throws before', () => {
  // The echo of `A` is reported when the line after it has come; its exception leaves that line to be read.
  it('with flow control taken out', () => {
    const pieces = ['A', '+HTTPREAD:5\nT'];
    for (const flowControl of [true, false]) {
      const expected = { mode: 'payload', offset: 13, payloadLeft: 5 };
      expect(stateAfter('A', pieces, { flowControl })).toEqual(expected);
      expect(stateAfter('A', pieces, { flowControl }, 0)).toEqual(expected);
    }
  });

  // The hex payload ends at `M`, which is no digit: the header among the lines after it announces one of its own.
  it('where a hex payload came short and the next header is in its place', () => {
    const pieces = [
      '+CIPRXGET:3,47,2,3.6.0.0:9\nCCM:  "\x10852ee"\r\n\r\n+CIPRXGET:3,47,  0872910252,243.006.010.130:49771\r\n',
      'a3eb40a15397b5bS\r\n+CHFA: 4\n',
    ];
    const uninterrupted = stateAfter('', pieces, {});
    for (const throwsAt of [0, 1, 2]) expect(stateAfter('', pieces, {}, throwsAt)).toEqual(uninterrupted);
  });
});

describe('reset() from inside a callback', () => {
  // A prompt, and `AT+C` is echo up to where it differs from all that was sent; it is reported when that is certain, in one piece by
  // `write()`, byte by byte by the call that reads what is held.
  it.each([1, 64])('keeps what was held after the token, in pieces of %i', (size) => {
    const found: string[] = [];
    const decoder = new Decoder(
      (message) => {
        found.push(message.type === 'unrecognized' ? String.fromCharCode(...message.bytes) : message.type);
        if (found.length === 5) decoder.reset();
      },
      { resync: true },
    );
    const write = (text: string): void => {
      for (let p = 0; p < text.length; p += size) decoder.write(latin1(text.slice(p, p + size)));
    };
    decoder.sent(latin1('AT+CI:PSEND=9\r'));
    write('AT+CIPSEND');
    decoder.sent(latin1('AT+CMEE=?\r'));
    decoder.sent(latin1('AT+F\x14PPUT=1\r'));
    write('\r\n+CIPSGTXT: 1\r\n=9\r\r\n> AT+CSCB=1\r5393,+CIPRXGE');
    decoder.leaveTransparent();
    write('T: 2,5,5,10.\r\n');
    expect(found).toEqual(['echo', 'cipsgtxt', 'text', 'prompt', 'echo', 'SCB=1\r5393,+CIPRXGET: 2,5,5,10.']);
  });
});
