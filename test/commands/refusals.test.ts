/** What is not written, and what is said about it. */
import { describe, expect, it } from 'vitest';
import { type Command, EncodeError, encodeCommand, encodeData } from '../../src/index.js';
import { bytesOf, textOf } from '../latin1.js';

function refusal(write: () => unknown): EncodeError {
  try {
    write();
  } catch (error) {
    if (error instanceof EncodeError) return error;
    throw error;
  }
  throw new Error('it was written');
}

const ofCommand = (command: unknown): EncodeError => refusal(() => encodeCommand(command as Command));

describe('a text that could be more than a parameter is refused, with the letter and its place', () => {
  const apn = (value: string) => ({ type: 'cstt', form: 'write', apn: value });
  it.each([
    ['a"', 'a quotation mark', 1],
    ['internet\r', 'CR', 8],
    ['a\nb', 'LF', 1],
    ['\x1a', 'Ctrl-Z', 0],
    ['ab\x1b', 'ESC', 2],
    ['ab\b\b"', 'a backspace', 2],
    ['a\x00', '"\\u0000"', 1],
    ['a\x7f', '"\x7f"', 1],
    ['caf\xe9', '"\xe9"', 3],
    ['a\u0416', '"\u0416"', 1],
  ])('%j', (value, what, at) => {
    const error = ofCommand(apn(value));
    expect(error).toMatchObject({ type: 'cstt', field: 'apn', expected: `print except '"' 0..50`, at });
    expect(error.message).toContain(`(${what} at ${at})`);
  });

  it('says the whole of it in one line', () => {
    expect(ofCommand(apn('a";+CPOWD=1')).message).toBe(
      `cannot encode cstt: field 'apn' is "a\\";+CPOWD=1" (a quotation mark at 1), expected print except '"' 0..50`,
    );
  });

  it.each([
    [{ type: 'cipstart', form: 'write', mode: 'TCP', address: 'a.b;c', port: 1 }, 'address'],
    [{ type: 'cdnsgip', form: 'write', domain: 'a b' }, 'domain'],
    [{ type: 'cdnsgip', form: 'write', domain: 'a,b' }, 'domain'],
    [{ type: 'cpin', form: 'write', pin: '1234"' }, 'pin'],
    [{ type: 'cstt', form: 'write', apn: 'a', user: 'b', password: '"\r' }, 'password'],
  ])('%j', (command, field) => expect(ofCommand(command)).toMatchObject({ type: command.type, field }));
});

describe('a command that is none is refused, with what was expected', () => {
  it.each([
    ['no object', 'AT', 'cannot encode command: got "AT", expected an object'],
    ['no type', {}, "field 'type' is missing, expected a known type"],
    ['a type of Object', { type: 'constructor', form: 'read' }, 'expected a known type'],
    ['two lines', { type: 'unknown-command', bytes: bytesOf('AT+X\rAT+Y') }, 'one line that begins with AT'],
    ['a line that is no command', { type: 'unknown-command', bytes: bytesOf('hello') }, 'one line that begins with AT'],
    ['a line with Ctrl-Z', { type: 'unknown-command', bytes: bytesOf('AT+X\x1a') }, 'one line that begins with AT'],
    ['no bytes', { type: 'unknown-command', bytes: 'AT+X' }, 'field \'bytes\' is "AT+X"'],
    [
      'a line that is known',
      { type: 'unknown-command', bytes: bytesOf('AT+CSQ') },
      'a command that is read back as itself, not as csq',
    ],
    ['a command that is not in the grammar', { type: 'frob', form: 'write' }, 'expected a known type'],
    ['no form', { type: 'cipmux' }, "cannot encode cipmux: field 'form' is missing, expected test or read or write"],
    ['a form it does not have', { type: 'csq', form: 'read' }, 'field \'form\' is "read", expected test or execute'],
    ['a parameter too few', { type: 'cipmux', form: 'write' }, "field 'mode' is missing, expected 0..1"],
    [
      'one out of its bounds in the nearest of several shapes',
      { type: 'ciprxget', form: 'write', mode: 2, length: 2000 },
      "cannot encode ciprxget: field 'length' is 2000, expected 1..1460",
    ],
    [
      'the same where another shape has fewer parameters',
      { type: 'cipsend', form: 'write', connection: 0, length: 2000 },
      "cannot encode cipsend: field 'length' is 2000, expected 0..1500",
    ],
    [
      'one that the nearest shape does not have',
      { type: 'cstt', form: 'write', apn: 'internet', password: 'x' },
      'cannot encode cstt: field \'password\' is "x", expected no field but apn',
    ],
    [
      'one too many',
      { type: 'cipmux', form: 'read', mode: 1 },
      "cannot encode cipmux: field 'mode' is 1, expected no field",
    ],
    ['one out of bounds', { type: 'cipmux', form: 'write', mode: 2 }, "field 'mode' is 2, expected 0..1"],
    ['no number', { type: 'cipmux', form: 'write', mode: '1' }, 'field \'mode\' is "1", expected 0..1'],
    ['no integer', { type: 'cipats', form: 'write', mode: 1, seconds: 1.5 }, "field 'seconds' is 1.5"],
    [
      'no such word',
      { type: 'cipstart', form: 'write', mode: 'tcp', address: 'a', port: 1 },
      'expected "TCP" or "UDP"',
    ],
    ['no address', { type: 'cdnscfg', form: 'write', primary: '1.2.3' }, 'expected an address such as 10.0.0.1'],
    [
      'one that needs another',
      { type: 'cipdpdp', form: 'write', mode: 1, timer: 3 },
      "cannot encode cipdpdp: field 'timer' is 3, expected no field but mode",
    ],
    ['a text too long', { type: 'cstt', form: 'write', apn: 'x'.repeat(51) }, `expected print except '"' 0..50`],
  ])('%s', (_, command, says) => expect(ofCommand(command).message).toContain(says));
});

describe('what a reader of logs has added to a command', () => {
  it('is passed over', () => {
    const command = { type: 'cipmux', form: 'write', mode: 1, kind: 'sent', offset: 3, at: '1', direction: 'tx' };
    expect(textOf(encodeCommand(command as Command))).toBe('AT+CIPMUX=1\r');
  });
});

describe('data after a prompt', () => {
  it('is written as it is where its number was announced', () => {
    expect(textOf(encodeData(bytesOf('a\x1a\x1b\r\n'), { length: 5 }))).toBe('a\x1a\x1b\r\n');
  });

  it('has Ctrl-Z after it where that ends it', () => {
    expect(textOf(encodeData(bytesOf('a\r\n"'), { end: 'ctrl-z' }))).toBe('a\r\n"\x1a');
  });

  it('is a copy', () => {
    const data = bytesOf('ab');
    const written = encodeData(data, { length: 2 });
    data[0] = 0;
    expect(textOf(written)).toBe('ab');
  });

  it.each([
    ['that Ctrl-Z would end early', bytesOf('a\x1ab'), { end: 'ctrl-z' }, 'Ctrl-Z (1Ah) appears at 1'],
    ['that ESC would cancel', bytesOf('ab\x1b'), { end: 'ctrl-z' }, 'ESC (1Bh) appears at 2'],
    ['that is shorter than announced', bytesOf('ab'), { length: 3 }, 'got 2 bytes, expected 3 bytes, as many as'],
    ['that is longer', bytesOf('ab'), { length: 1 }, 'got 2 bytes, expected 1 bytes, as many as'],
    ['that is none', bytesOf(''), { end: 'ctrl-z' }, 'expected 1..1500 bytes'],
    ['that no send takes', new Uint8Array(1501), { end: 'ctrl-z' }, 'expected 1..1500 bytes'],
    ['that no command takes', new Uint8Array(319_489), { length: 319_489 }, 'expected 1..319488 bytes'],
    ['that is text', 'ab' as unknown as Uint8Array, { length: 2 }, 'got "ab", expected a Uint8Array'],
  ] as const)('%s is refused', (_, data, how, says) => {
    const error = refusal(() => encodeData(data, how));
    expect(error).toMatchObject({ name: 'EncodeError', type: 'data' });
    expect(error.message).toContain(says);
  });
});
