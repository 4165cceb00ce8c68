/** Registers are used again for one line after the other: nothing of the line before may tell on the next. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { machine } from '../../generated/protocol.js';
import { damaged, message, wire } from '../../src/arbitraries.js';
import { decode, encode, type Message } from '../../src/index.js';
import type { Recognise } from '../../src/runtime/contract/machine.js';
import { MARKS } from '../../src/runtime/contract/registers.js';
import { Decoder } from '../../src/runtime.js';
import { plain } from './reading.js';
import { runsFrom } from './runs.js';

const runs = runsFrom(20260106);

/** After the marks and the flags of commands in flight. */
const SLOTS = MARKS + machine.marks + 1 + machine.patterns;

function readWith(bytes: Uint8Array, left: number): string[] {
  const spoilt =
    (recognise: Recognise): Recognise =>
    (b, p, e, r) =>
      recognise(b, p, e, r.fill(left, SLOTS));
  const { recognise, fallback, numeric } = machine;
  const all = { recognise: spoilt(recognise), fallback: spoilt(fallback), numeric: spoilt(numeric) };
  const seen: string[] = [];
  const decoder = new Decoder<Message>({ ...machine, ...all }, (one) => seen.push(plain(one)));
  decoder.write(bytes);
  decoder.end();
  return seen;
}

const left = fc.constantFrom(-1, 3, 8, 99, 2 ** 31 - 1);

describe('a line is read alike whatever the lines before have left in the registers', () => {
  it('as the grammar has it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          message().map(encode),
          wire().map(({ bytes }) => bytes),
        ),
        left,
        (bytes, value) => {
          expect(readWith(bytes, value)).toEqual(decode(bytes).map(plain));
        },
      ),
      runs(2000),
    );
  });

  it('and damaged', () => {
    const broken = wire().chain(({ bytes }) => damaged(bytes));
    fc.assert(
      fc.property(broken, left, (bytes, value) => {
        expect(readWith(bytes, value)).toEqual(decode(bytes).map(plain));
      }),
      runs(2000),
    );
  });
});
