/** 4. What is framed is opaque: no content of a peer, and no prompt data the host reported, is ever read as something else. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunks, hostilePayload, messageOf } from '../../src/arbitraries.js';
import { Decoder, encode, type Message } from '../../src/index.js';
import { bytesOf } from '../latin1.js';
import { inPieces, plain, read, rx, type Step, whole } from './reading.js';
import { runsFrom } from './runs.js';

const runs = runsFrom(20260102);
const join = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((p) => [...p]));

/** Made of the grammar's own words, results and headers with lengths included; as long as `most` at most. */
const payload = (most: number) => hostilePayload().map((bytes) => bytes.slice(0, most));
const atLeastOne = (bytes: fc.Arbitrary<Uint8Array>) => bytes.filter((b) => b.length > 0);

const OK: Message = { type: 'ok', kind: 'final' };

describe('a framed payload', () => {
  const framed: fc.Arbitrary<Message> = fc.oneof(
    atLeastOne(payload(1500)).map((p): Message => ({ type: 'ipd', kind: 'urc', length: p.length, payload: p })),
    atLeastOne(payload(1500)).map(
      (p): Message => ({ type: 'receive', kind: 'urc', connection: 3, length: p.length, payload: p }),
    ),
    payload(1460).map(
      (p): Message => ({
        type: 'ciprxget-read',
        kind: 'response',
        connection: 1,
        length: p.length,
        remaining: 0,
        payload: p,
      }),
    ),
    payload(730).map(
      (p): Message => ({ type: 'ciprxget-hex', kind: 'response', length: p.length, remaining: 9, payload: p }),
    ),
  );

  it('is its message and no other, whatever the peer wrote and wherever the stream is cut', () => {
    const streams = fc
      .array(framed, { minLength: 1, maxLength: 4 })
      .map((messages) => ({ messages, bytes: join(...messages.map(encode), encode(OK)) }))
      .chain((s) => fc.tuple(fc.constant(s), chunks(s.bytes)));
    fc.assert(
      fc.property(streams, ([{ messages, bytes }, pieces]) => {
        const expected = [...messages, OK].map(plain);
        expect(read(rx(bytes), whole).messages.map(plain)).toEqual(expected);
        expect(read(rx(bytes), () => pieces).messages.map(plain)).toEqual(expected);
        expect(read(rx(bytes), inPieces(1)).messages.map(plain)).toEqual(expected);
      }),
      runs(400),
    );
  });

  it('swallows nothing of what appears after it', () => {
    fc.assert(
      fc.property(framed, messageOf('closed'), (message, closed) => {
        const bytes = join(encode(message), encode(closed), encode(OK));
        expect(read(rx(bytes), whole).messages.map(plain)).toEqual([message, closed, OK].map(plain));
      }),
      runs(300),
    );
  });

  it('that comes short costs at most its announced length', () => {
    fc.assert(
      fc.property(framed, fc.nat(), fc.constantFrom('ok', 'ring', 'rdy'), (message, cut, type) => {
        const { payload: all = new Uint8Array(), length = 0 } = message as { payload?: Uint8Array; length?: number };
        fc.pre(message.type !== 'ciprxget-hex' && all.length > 1);
        const bytes = encode(message);
        const short = bytes.slice(0, bytes.length - 1 - (cut % all.length));
        const after = { type, kind: type === 'ok' ? 'final' : 'urc' } as Message;
        const lines = join(...Array.from({ length: Math.ceil(length / 5) + 2 }, () => encode(after)));
        const got = read(rx(join(short, lines)), whole).messages.map(plain);
        expect(got.at(-1)).toBe(plain(after));
      }),
      runs(200),
    );
  });
});

describe('transparent mode that only the host ends', () => {
  it('hands out every byte as data, in order, until the host leaves', () => {
    const streams = hostilePayload().chain((bytes) => fc.tuple(fc.constant(bytes), chunks(bytes)));
    fc.assert(
      fc.property(streams, ([bytes, pieces]) => {
        const types: string[] = [];
        const data: number[] = [];
        const decoder = new Decoder(
          (message) => {
            if (message.type === 'data') data.push(...message.bytes);
            else types.push(message.type);
          },
          { transparentEnd: 'host' },
        );
        decoder.write(bytesOf('\r\nCONNECT\r\n'));
        for (const piece of pieces) decoder.write(piece);
        decoder.leaveTransparent();
        decoder.write(bytesOf('\r\nOK\r\n'));
        decoder.end();
        expect(types).toEqual(['connect', 'ok']);
        expect(data).toEqual([...bytes]);
      }),
      runs(400),
    );
  });

  it('ends by itself at exactly the two lines the module writes, and nowhere else', () => {
    const ends = [bytesOf('\r\nCLOSED\r\n'), bytesOf('\r\n+PDP: DEACT\r\n')];
    const holdsEnd = (bytes: Uint8Array): boolean => ends.some((end) => Buffer.from(bytes).includes(Buffer.from(end)));
    fc.assert(
      fc.property(hostilePayload(), fc.constantFrom(...ends), fc.constantFrom(1, 3, 40, 64), (bytes, end, size) => {
        fc.pre(!holdsEnd(join(bytes, end.slice(0, -1))));
        const { messages } = read(
          rx(join(bytesOf('\r\nCONNECT\r\n'), bytes, end, bytesOf('\r\nOK\r\n'))),
          inPieces(size),
        );
        const last = Buffer.from(end).includes('CLOSED') ? 'closed' : 'pdp-deact';
        const data = bytes.length > 0 ? ['data'] : [];
        expect(messages.map((m) => m.type)).toEqual(['connect', ...data, last, 'ok']);
      }),
      runs(400),
    );
  });
});

describe('prompt data that the host reported', () => {
  const RESULT = bytesOf('\r\n0, SEND OK\r\n');
  const session = (promptData: Uint8Array, echoed: Uint8Array): Step[] => {
    const command = bytesOf(`AT+CIPSEND=0,${promptData.length}\r`);
    return [
      { direction: 'tx', bytes: command },
      { direction: 'rx', bytes: join(command, bytesOf('\r\n> ')) },
      { direction: 'tx', bytes: promptData },
      { direction: 'rx', bytes: join(echoed, RESULT) },
    ];
  };
  const promptData = atLeastOne(payload(1460));

  it('comes back after its prompt as one echo, whatever it holds', () => {
    fc.assert(
      fc.property(promptData, fc.constantFrom(1, 7, 40, 4096), (bytes, size) => {
        const { messages } = read(session(bytes, bytes), inPieces(size));
        expect(messages.map((m) => m.type)).toEqual(['echo', 'prompt', 'echo', 'send-ok']);
        expect(plain(messages[2] as Message)).toBe(plain({ type: 'echo', kind: 'echo', bytes }));
      }),
      runs(400),
    );
  });

  const URC = bytesOf('\r\n2, CLOSED\r\n');
  /** Of data that ends with CR LF and `2` nobody can tell: with the first bytes of the line the echo is whole. */
  const looksWhole = (left: Uint8Array): boolean => left.length > 2 && left.every((byte, i) => byte === URC[i]);

  it('never becomes another message when a line cuts into its echo', () => {
    fc.assert(
      fc.property(promptData, fc.nat(), fc.constantFrom(1, 40, 4096), (bytes, place, size) => {
        const at = place % (bytes.length + 1);
        fc.pre(!looksWhole(bytes.slice(at)));
        const echoed = join(bytes.slice(0, at), URC, bytes.slice(at));
        const { messages } = read(session(bytes, echoed), inPieces(size));
        const others = messages.filter((m) => m.type !== 'echo').map(plain);
        const closed: Message = { type: 'closed', kind: 'urc', connection: 2 };
        const sent: Message = { type: 'send-ok', kind: 'final', connection: 0 };
        expect(others).toEqual([{ type: 'prompt', kind: 'prompt' } as Message, closed, sent].map(plain));
      }),
      runs(400),
    );
  });

  it('is whole with the first bytes of a line that are also its last: what is left of that line is echo too', () => {
    const bytes = bytesOf('hello\r\n2');
    const { messages } = read(session(bytes, bytesOf('hello\r\n2, CLOSED\r\n\r\n2')), whole);
    expect(messages.map((m) => m.type)).toEqual(['echo', 'prompt', 'echo', 'echo', 'echo', 'send-ok']);
  });
});
