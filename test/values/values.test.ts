/** What the numbers and texts in messages mean. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { registrationStates } from '../../src/index.js';
import { dateOf, dBmOf, fromGsm7, fromUcs2, timestampOf, toGsm7, toUcs2 } from '../../src/values.js';

describe('rssi', () => {
  it.each([
    [0, -113],
    [1, -111],
    [20, -73],
    [31, -51],
    [32, undefined],
    [99, undefined],
    [-1, undefined],
    [0.5, undefined],
  ])('%d is %s dBm', (rssi, dBm) => expect(dBmOf(rssi)).toBe(dBm));
});

describe('stat of +CREG', () => {
  it('has a text', () => {
    expect(registrationStates.text(1)).toBe('registered, home network');
    expect(registrationStates.text(5)).toBe('registered, roaming');
    expect(registrationStates.text(11)).toBeUndefined();
  });
});

describe('a time stamp', () => {
  it.each([
    ['26/11/27,22:40:15+00', '2026-11-27T22:40:15.000Z'],
    ['26/11/27,22:40:15+04', '2026-11-27T21:40:15.000Z'],
    ['26/11/27,22:40:15-22', '2026-11-28T04:10:15.000Z'],
    ['04/01/01,00:00:00', '2004-01-01T00:00:00.000Z'],
    ['2026/11/27,22:40:15+04', '2026-11-27T21:40:15.000Z'],
  ])('%s is %s', (stamp, iso) => expect(dateOf(stamp)?.toISOString()).toBe(iso));

  it.each([
    '',
    '26/02/31,00:00:00+00',
    '26/13/01,00:00:00+00',
    '26/11/27,24:00:00+00',
    '26/11/27 22:40:15',
    '26-11-27',
  ])('%j is none', (stamp) => expect(dateOf(stamp)).toBeUndefined());

  it('is written with its zone', () => {
    expect(timestampOf(new Date('2026-11-27T21:40:15Z'), 60)).toBe('26/11/27,22:40:15+04');
    expect(timestampOf(new Date('2026-11-28T04:10:15Z'), -330)).toBe('26/11/27,22:40:15-22');
    expect(() => timestampOf(new Date('1999-12-31T23:00:00Z'))).toThrow(RangeError);
  });

  it('read is the one written', () =>
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-02'), max: new Date('2099-12-30'), noInvalidDate: true }),
        fc.integer({ min: -48, max: 56 }),
        (date, quarters) => {
          const whole = new Date(Math.floor(date.getTime() / 1000) * 1000);
          expect(dateOf(timestampOf(whole, 15 * quarters))).toEqual(whole);
        },
      ),
      { seed: 1 },
    ));
});

describe('text of UCS2', () => {
  it('is four digits a character', () => {
    expect(toUcs2('Aé€')).toBe('004100E920AC');
    expect(fromUcs2('004100e920ac')).toBe('Aé€');
    expect(toUcs2('😀')).toBe('D83DDE00');
  });

  it('is none with another number of digits, or with other letters', () => {
    expect([fromUcs2('004'), fromUcs2('004G'), fromUcs2('')]).toEqual([undefined, undefined, '']);
  });

  it('read is the one written', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fromUcs2(toUcs2(text))).toBe(text);
      }),
      { seed: 1 },
    ));
});

describe('text of the GSM alphabet', () => {
  it('is a byte a character, and two for some', () => {
    expect([...toGsm7('@Aä{€')]).toEqual([0x00, 0x41, 0x7b, 0x1b, 0x28, 0x1b, 0x65]);
    expect(fromGsm7(Uint8Array.of(0x00, 0x41, 0x7b, 0x1b, 0x28, 0x1b, 0x65))).toBe('@Aä{€');
    expect(fromGsm7('\x00A\x7b')).toBe('@Aä');
  });

  it('has no other characters', () => {
    expect(() => toGsm7('aç')).toThrow('"ç", character 1 of the text, is not in the GSM alphabet');
    expect(() => toGsm7('\x1b')).toThrow(RangeError);
  });

  it('is read whatever the bytes are', () => {
    expect(fromGsm7(Uint8Array.of(0x80, 0xff, 0x1b))).toBe('\ufffd\ufffd\ufffd');
    expect(fromGsm7(Uint8Array.of(0x1b, 0x41))).toBe('A');
  });

  it('has a code for each character, and a character for each code', () => {
    for (let code = 0; code < 128; code++) {
      if (code === 0x1b) continue;
      expect([...toGsm7(fromGsm7(Uint8Array.of(code)))]).toEqual([code]);
    }
  });
});
