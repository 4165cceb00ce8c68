/** The command in flight decides what a line is where it looks like something else: known from its echo, or from `sent()`. */
import { describe, expect, it } from 'vitest';
import { Decoder, type Message } from '../../src/index.js';
import { bytesOf } from '../latin1.js';

const typesOf = (messages: readonly Message[]): string[] => messages.map(({ type }) => type);

/** The stream in pieces of so many bytes; `isSent`: the host says what it wrote. */
function read(commands: string, wire: string, size: number, isSent: boolean): Message[] {
  const messages: Message[] = [];
  const decoder = new Decoder((message) => messages.push(message));
  if (isSent) decoder.sent(bytesOf(commands));
  const bytes = bytesOf(wire);
  for (let at = 0; at < bytes.length; at += size) decoder.write(bytes.subarray(at, at + size));
  decoder.end();
  return messages;
}

const SIZES = [1, 2, 3, 7, 1000];

describe.each([
  ['by its echo', false],
  ['by sent()', true],
] as const)('a command that is known %s', (_, isSent) => {
  const typesIn = (command: string, wire: string): string[][] =>
    SIZES.map((size) => typesOf(read(command, wire, size, isSent)));
  const always = (types: readonly string[]): string[][] => SIZES.map(() => [...types]);

  it('reads a page of AT&V as rows of text, and events after its OK as events', () => {
    const wire = 'AT&V\r\r\nS0: 0\r\n+CREG: 0\r\n+CSMINS: 0\r\n\r\nOK\r\n\r\n+CREG: 0\r\n';
    expect(typesIn('AT&V\r', wire)).toEqual(always(['echo', 'text', 'text', 'text', 'ok', 'creg']));
  });

  it('reads the commands that AT+CLAC lists as rows, and the echo of the next command as an echo', () => {
    const wire = 'AT+CLAC\r\r\n+CLAC: \r\nATD\r\nAT+CACM\r\n\r\nOK\r\nAT+CSQ\r\r\n+CSQ: 20,0\r\n\r\nOK\r\n';
    expect(typesIn('AT+CLAC\rAT+CSQ\r', wire)).toEqual(
      always(['echo', 'information', 'text', 'text', 'ok', 'echo', 'csq', 'ok']),
    );
  });

  it('reads what begins with the name of a test as its answer, and other events as events', () => {
    const wire = 'AT+CPIN=?\r\r\n+CPIN: READY\r\n\r\n+CREG: 1\r\n\r\nOK\r\n\r\n+CPIN: READY\r\n';
    expect(typesIn('AT+CPIN=?\r', wire)).toEqual(always(['echo', 'test-response', 'creg', 'ok', 'cpin']));
  });

  it('never reads the answer to AT+X? as one to a test', () => {
    expect(typesIn('AT+CREG?\r', 'AT+CREG?\r\r\n+CREG: (0-2)\r\n\r\nOK\r\n')).toEqual(
      always(['echo', 'information', 'ok']),
    );
  });

  it('reads brackets as an answer to a test once AT+X? is over', () => {
    expect(typesIn('AT+CREG?\r', 'AT+CREG?\r\r\nOK\r\n\r\n+CREG: (0-2)\r\n')).toEqual(
      always(['echo', 'ok', 'test-response']),
    );
  });
});

describe('a row that the stream ends in', () => {
  // What the decoder has held before must not be taken for the byte after it: end() adds a line end.
  it.each(['AT+FTPPORT', 'AT+FTPPORT\r', 'AT+FTPPORT\r\n'])('is a row, however it is cut: %j', (last) => {
    for (const size of SIZES)
      expect(typesOf(read('AT+CLAC\r', `AT+CLAC\r\r\n+CLAC: \r\nATD\r\n${last}`, size, true))).toEqual([
        'echo',
        'information',
        'text',
        'text',
      ]);
  });
});

describe('an echo without sent()', () => {
  it('of a command that follows a lost result is an echo, even while AT+CLAC lists commands', () => {
    const wire = 'AT+CLAC\r\r\n+CLAC: \r\nATD\r\nAT+CSQ\r\r\n+CSQ: 20,0\r\n\r\nOK\r\n';
    for (const size of SIZES)
      expect(typesOf(read('', wire, size, false))).toEqual(['echo', 'information', 'text', 'echo', 'csq', 'ok']);
  });

  it('of A/ is one, and rows of text follow it as after any command', () => {
    for (const size of SIZES)
      expect(typesOf(read('', 'A/\r\n\r\nan identity\r\n\r\nOK\r\n', size, false))).toEqual(['echo', 'text', 'ok']);
  });
});

describe('with the option echo: false', () => {
  it('no line is an echo', () => {
    const messages: Message[] = [];
    const decoder = new Decoder((message) => messages.push(message), { echo: false });
    decoder.sent(bytesOf('AT+CLAC\r'));
    decoder.write(bytesOf('\r\n+CLAC: \r\nATD\r\nAT+CACM\r\nA/\r\n\r\nOK\r\n'));
    expect(typesOf(messages)).toEqual(['information', 'text', 'text', 'text', 'ok']);
  });
});
