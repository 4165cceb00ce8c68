import { describe, expect, it } from 'vitest';
import { knownNames } from '../../src/compiler/model/known-names.js';
import { canonicalShapes } from '../../src/compiler/model/shape.js';
import { EncodeError } from '../../src/runtime/values/encode-error.js';
import { bytesOf, textOf } from '../latin1.js';
import { loadWriter } from './load.js';
import { sampleModel } from './sample-model.js';

const write = loadWriter(sampleModel);
const wire = (message: unknown) => textOf(write(message));

describe('canonical wire bytes', () => {
  const cases: [string, object, string][] = [
    ['a line', { type: 'ok' }, '\r\nOK\r\n'],
    ['what readers add is passed over', { type: 'ok', kind: 'final', offset: 3, at: 1, direction: 'rx' }, '\r\nOK\r\n'],
    ['a variant with a field', { type: 'send-ok', connection: 3 }, '\r\n3, SEND OK\r\n'],
    ['a field that is undefined', { type: 'send-ok', connection: undefined }, '\r\nSEND OK\r\n'],
    ['one of two fields', { type: 'cme-error', text: 'unknown' }, '\r\n+CME ERROR: unknown\r\n'],
    ['at once', { type: 'prompt' }, '\r\n> '],
    ['payload at once', { type: 'ipd', length: 3, payload: bytesOf('a\r\n') }, '\r\n+IPD,3:a\r\n'],
    [
      'payload',
      { type: 'ciprxget-read', connection: 1, length: 2, remaining: 0, payload: bytesOf('hi') },
      '\r\n+CIPRXGET: 2,1,2,0\r\nhi',
    ],
    [
      'hex',
      { type: 'ciprxget-hex', length: 2, remaining: 7, payload: bytesOf('\xab\x01') },
      '\r\n+CIPRXGET: 3,2,7\r\nAB01',
    ],
    ['truncated', { type: 'ipd', length: 9, payload: bytesOf('abc'), truncated: true }, '\r\n+IPD,9:abc'],
    ['a line end inside', { type: 'cmt', index: -2, pdu: '07' }, '\r\n+CMT: -2\r\n07\r\n'],
    ['quotes and line ends', { type: 'cusd', text: 'a "b" c\r\nd' }, '\r\n+CUSD: "a "b" c\r\nd"\r\n'],
    ['echo', { type: 'echo', bytes: bytesOf('at+x') }, 'at+x\r'],
    ['data', { type: 'data', bytes: bytesOf('\0x') }, '\0x'],
    ['unrecognized', { type: 'unrecognized', bytes: bytesOf('?') }, '?\r\n'],
    ['information', { type: 'information', name: 'XYZ', text: '1' }, '\r\n+XYZ: 1\r\n'],
  ];
  it.each(cases)('%s', (_, message, expected) => expect(wire(message)).toBe(expected));
});

describe('refused', () => {
  const cases: [string, unknown, string][] = [
    ['no object', 'OK', 'cannot encode message: got "OK", expected an object'],
    ['null', null, 'cannot encode message: got null, expected an object'],
    ['no type', {}, "cannot encode message: field 'type' is missing, expected a known type"],
    [
      'a type of Object',
      { type: 'constructor' },
      'cannot encode message: field \'type\' is "constructor", expected a known type',
    ],
    [
      'over the bound',
      { type: 'send-ok', connection: 8 },
      "cannot encode send-ok: field 'connection' is 8, expected 0..7",
    ],
    ['no integer', { type: 'send-ok', connection: 1.5 }, "field 'connection' is 1.5, expected 0..7"],
    ['a number as text', { type: 'send-ok', connection: '1' }, 'field \'connection\' is "1", expected 0..7'],
    ['an unknown field', { type: 'ok', x: 1 }, "field 'x' is 1, expected no field"],
    ['both of two', { type: 'cme-error', code: 1, text: 'a' }, 'field \'text\' is "a", expected no field but code'],
    [
      'a field missing',
      { type: 'ciprxget-pending', connection: 1 },
      "field 'length' is missing, expected 0..999999999",
    ],
    ['no such word', { type: 'state', state: 'IP' }, 'expected "IP INITIAL" or "CONNECT OK"'],
    ['leading zeros', { type: 'local-ip', address: '10.0.0.01' }, 'expected an address such as 10.0.0.1'],
    ['an octet too big', { type: 'local-ip', address: '10.0.0.256' }, 'expected an address such as 10.0.0.1'],
    ['an empty text', { type: 'text', text: '' }, 'field \'text\' is "", expected print 1..40'],
    ['beyond latin1', { type: 'text', text: '\u0416' }, 'expected print 1..40'],
    ['a line end', { type: 'text', text: 'a\n' }, 'expected print 1..40'],
    ['a space the literal takes', { type: 'cme-error', text: ' a' }, "field 'text' is"],
    ['a quote at a comma', { type: 'cusd', text: 'a", b' }, "field 'text' is"],
    ['a quote at a line end', { type: 'cusd', text: 'a"\r\n' }, "field 'text' is"],
    ['too many lines', { type: 'cusd', text: '\n\n\n' }, 'up to 2 line ends'],
    ['a known name', { type: 'information', name: 'CIPRXGET', text: '9' }, 'a name no other form has'],
    ['bytes as string', { type: 'echo', bytes: 'AT' }, "field 'bytes' is"],
    [
      'payload too short',
      { type: 'ipd', length: 2, payload: bytesOf('a') },
      "'payload' is 1 bytes, expected a Uint8Array of 2 bytes",
    ],
    ['payload missing', { type: 'ipd', length: 2 }, "field 'payload' is missing"],
    ['not truncated', { type: 'ipd', length: 1, payload: bytesOf('a'), truncated: true }, 'less than 1 bytes'],
    [
      'truncated false',
      { type: 'ipd', length: 1, payload: bytesOf('a'), truncated: false },
      "field 'truncated' is false",
    ],
    ['a payload where none is', { type: 'ok', payload: bytesOf('a') }, "field 'payload' is 1 bytes"],
    ['data without bytes', { type: 'data' }, "cannot encode data: field 'bytes' is missing, expected a Uint8Array"],
  ];
  it.each(cases)('%s', (_, message, expected) => {
    expect(() => write(message)).toThrow(EncodeError);
    expect(() => write(message)).toThrow(expected);
  });

  it('carries type, field and expectation', () => {
    const fault = { name: 'EncodeError', type: 'send-ok', field: 'connection', expected: '0..7' };
    expect(() => write({ type: 'send-ok', connection: -1 })).toThrow(expect.objectContaining(fault));
  });
});

it('knows the names other forms begin with', () => {
  expect(knownNames(sampleModel)).toEqual(['CIPRXGET', 'CME', 'CMT', 'CUSD', 'IPD']);
});

it('says an optional part once', () => {
  const form = sampleModel.forms.find(({ type }) => type === 'ciprxget-read');
  const shapes = form === undefined ? [] : canonicalShapes(form);
  const shown = JSON.stringify(shapes, (name, value) => (name === 'type' || name === 'location' ? undefined : value));
  expect(JSON.parse(shown)).toEqual([
    [
      '+CIPRXGET: 2,',
      { part: [expect.objectContaining({ name: 'connection' }), ','] },
      expect.objectContaining({ name: 'length' }),
      ',',
      expect.objectContaining({ name: 'remaining' }),
    ],
  ]);
});
