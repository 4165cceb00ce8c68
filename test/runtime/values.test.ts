/** Values at their bounds. */
import { describe, expect, it } from 'vitest';
import { cmeErrors, encode, encodeData, type Message } from '../../src/index.js';

describe('encodeData()', () => {
  it.each([1, 319_488])('takes %i bytes, the least and the most that a command announces', (length) => {
    expect(encodeData(new Uint8Array(length), { length })).toEqual(new Uint8Array(length));
  });

  it.each([0, 319_489])('refuses %i bytes', (length) => {
    expect(() => encodeData(new Uint8Array(length), { length })).toThrow('expected 1..319488 bytes');
  });
});

describe('an EncodeError', () => {
  it.each([
    [58, `"${'a'.repeat(58)}"`],
    [59, `"${'a'.repeat(56)}...`],
  ])('shows sixty characters of a value: one of %i letters', (count, shown) => {
    const message = { kind: 'response', type: 'csq', rssi: 'a'.repeat(count), ber: 0 } as unknown as Message;
    expect(() => encode(message)).toThrow(`field 'rssi' is ${shown}`);
  });
});

describe('the texts of +CME ERROR', () => {
  it('are found by number, and the numbers by text, whatever its capitals', () => {
    expect(cmeErrors.text(10)).toBe('SIM not inserted');
    expect(cmeErrors.code('SIM not inserted')).toBe(10);
    expect(cmeErrors.code('sim NOT inserted')).toBe(10);
    expect(cmeErrors.text(9999)).toBeUndefined();
    expect(cmeErrors.code('no such text')).toBeUndefined();
  });
});
