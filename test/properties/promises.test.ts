/** The promises, over generated, damaged and random streams and over every cutting. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunks, damaged, message, noise, transcript, truncated, wire } from '../../src/arbitraries.js';
import { decode, encode } from '../../src/index.js';
import { textOf } from '../latin1.js';
import { anyOptions } from '../options.js';
import { cutAt, gap, inPieces, plain, read, rx, type Step, whole } from './reading.js';
import { runsFrom } from './runs.js';

const runs = runsFrom(20260101);
const cutRuns = runsFrom(20260101, 'CUTS_TIMES');

/** Streams that mean something, streams that did, and streams that never did. */
const anyBytes = fc.oneof(
  wire().map((w) => w.bytes),
  transcript().map((t) => t.bytes),
  wire().chain((w) => damaged(w.bytes)),
  transcript().chain((t) => damaged(t.bytes)),
  noise(),
  fc.uint8Array({ maxLength: 200 }),
);
describe('1. lossless: every byte is in exactly one token', () => {
  it('for any bytes and options', () => {
    fc.assert(
      fc.property(anyBytes, anyOptions, (bytes, o) => {
        expect(gap(bytes, o)).toBeUndefined();
      }),
      runs(1000),
    );
  });
});

describe('2. cut-proof: the same messages however the stream is cut', () => {
  const cuttings = fc.tuple(fc.constantFrom(1, 2, 3, 7, 16, 40), fc.nat(4096));

  it('for any bytes and options', () => {
    fc.assert(
      fc.property(anyBytes, anyOptions, cuttings, (bytes, o, [size, at]) => {
        const expected = read(rx(bytes), whole, o);
        for (const cut of [inPieces(1), inPieces(size), cutAt(at)]) {
          const got = read(rx(bytes), cut, o);
          expect(got.messages.map(plain)).toEqual(expected.messages.map(plain));
        }
      }),
      runs(1000),
    );
  });

  it('in arbitrary pieces', () => {
    fc.assert(
      fc.property(
        anyBytes.chain((bytes) => fc.tuple(fc.constant(bytes), chunks(bytes))),
        ([bytes, pieces]) => {
          const got = read(rx(bytes), () => pieces);
          expect(got.messages.map(plain)).toEqual(read(rx(bytes), whole).messages.map(plain));
        },
      ),
      runs(500),
    );
  });

  it('with what the host sends reported in its place', () => {
    fc.assert(
      fc.property(transcript(), cuttings, ({ steps }, [size, at]) => {
        const expected = read(steps, whole).messages.map(plain);
        for (const cut of [inPieces(1), inPieces(size), cutAt(at)]) {
          expect(read(steps, cut).messages.map(plain)).toEqual(expected);
        }
      }),
      runs(500),
    );
  });

  it('at every single place of a stream', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const expected = read(rx(bytes), whole).messages.map(plain);
        for (let at = 1; at < bytes.length; at++) {
          expect(read(rx(bytes), cutAt(at)).messages.map(plain)).toEqual(expected);
        }
      }),
      cutRuns(60),
    );
  });
});

describe('3. round trip', () => {
  it('decode(encode(m)) is [m] for messages that decode without context', () => {
    fc.assert(
      fc.property(message(), (m) => {
        expect(decode(encode(m)).map(plain)).toEqual([plain(m)]);
      }),
      runs(3000),
    );
  });

  it('a payload cut short is truncated at the end of the stream', () => {
    fc.assert(
      fc.property(truncated(), (m) => {
        expect(decode(encode(m)).map(plain)).toEqual([plain(m)]);
      }),
      runs(300),
    );
  });

  it('encode(decode(w)) is w for canonical w', () => {
    fc.assert(
      fc.property(fc.array(message(), { maxLength: 8 }), (messages) => {
        const canonical = Buffer.concat(messages.filter((m) => m.type !== 'connect').map(encode));
        // Directly after a prompt everything may be echo, so it appears last or not at all.
        const decoded = decode(canonical);
        expect(textOf(Buffer.concat(decoded.map(encode)))).toBe(textOf(canonical));
      }),
      runs(500),
    );
  });

  it('the bytes of a tolerated spelling give the messages they were made of', () => {
    fc.assert(
      fc.property(wire(), ({ bytes, messages }) => {
        expect(read(rx(bytes), whole).messages.map(plain)).toEqual(messages.map(plain));
      }),
      runs(1500),
    );
  });

  it('a session is read as it was written', () => {
    fc.assert(
      fc.property(transcript(), ({ steps, messages }) => {
        expect(read(steps, whole).messages.map(plain)).toEqual(messages.map(plain));
      }),
      runs(500),
    );
  });
});

describe('5. no throw, bounded memory', () => {
  const program = fc.array(
    fc.oneof(
      anyBytes.map((bytes): Step => ({ direction: 'rx', bytes })),
      anyBytes.map((bytes): Step => ({ direction: 'tx', bytes })),
    ),
    { maxLength: 6 },
  );

  it('whatever either side sends', () => {
    fc.assert(
      fc.property(program, anyOptions, fc.constantFrom(1, 5, 40, 64), (steps, o, size) => {
        const expected = read(steps, whole, o).messages.map(plain);
        expect(read(steps, inPieces(size), o).messages.map(plain)).toEqual(expected);
      }),
      runs(500),
    );
  });
});
