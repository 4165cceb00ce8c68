/** Short texts and addresses are kept and handed out again: what was read before must not tell. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { address } from '../../src/runtime/values/address.js';
import { latin1 } from '../../src/runtime/values/latin1.js';
import { bytesOf } from '../latin1.js';
import { runsFrom } from './runs.js';

const runs = runsFrom(20260117);

/** Texts that differ in a byte that no hash may look at are the ones that fall on one place. */
const alike = fc
  .tuple(
    fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((c) => String.fromCharCode(c)), maxLength: 30 }),
    fc.nat(),
  )
  .map(([text, at]) =>
    text === '' ? [text] : [text, text.slice(0, at % text.length) + text.slice((at % text.length) + 1)],
  );

describe('texts', () => {
  it('are what appears in the bytes, whatever was read before', () => {
    fc.assert(
      fc.property(fc.array(alike, { maxLength: 50 }), fc.nat(9), (pairs, from) => {
        const texts = [...pairs.flat(), ...pairs.flat().reverse()];
        for (const text of texts) {
          const bytes = bytesOf(`${'x'.repeat(from)}${text}y`);
          expect(latin1(bytes, from, from + text.length)).toBe(text);
        }
      }),
      runs(500),
    );
  });

  it('are told apart where many fall on one place', () => {
    const texts = Array.from({ length: 20_000 }, (_, i) => `host${i}.example`);
    for (const text of [...texts, ...texts.slice(-5000)]) expect(latin1(bytesOf(text), 0, text.length)).toBe(text);
  });
});

describe('addresses', () => {
  it('are the four numbers, whatever was read before', () => {
    const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
    fc.assert(
      fc.property(fc.array(octets, { maxLength: 50 }), (all) => {
        for (const [a, b, c, d] of [...all, ...all.reverse()])
          expect(address((a << 24) | (b << 16) | (c << 8) | d)).toBe(`${a}.${b}.${c}.${d}`);
      }),
      runs(500),
    );
  });

  it('are told apart where many fall on one place', () => {
    for (let round = 0; round < 2; round++)
      for (let i = 0; i < 20_000; i++)
        expect(address(Math.imul(i, 0x10001))).toBe(
          [24, 16, 8, 0].map((bits) => (Math.imul(i, 0x10001) >>> bits) & 255).join('.'),
        );
  });

  it('begin with none known, and 0.0.0.0 is one', () => {
    expect(address(0)).toBe('0.0.0.0');
    expect(address(-1)).toBe('255.255.255.255');
  });
});
