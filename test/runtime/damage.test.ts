/** Payloads that are not as long as announced, lines over the bound, and what the tokenizer says of itself. */
import { describe, expect, it } from 'vitest';
import { Decoder, type Diagnostic, type Message, type Options } from '../../src/index.js';
import { bytesOf } from '../latin1.js';

const SIZES = [1, 3, 1000];

function read(stream: string, size: number, options: Options = {}): { messages: Message[]; remarks: Diagnostic[] } {
  const messages: Message[] = [];
  const remarks: Diagnostic[] = [];
  const decoder = new Decoder((m) => messages.push(m), { ...options, onDiagnostic: (d) => remarks.push(d) });
  for (let p = 0; p < stream.length; p += size) decoder.write(bytesOf(stream.slice(p, p + size)));
  decoder.end();
  return { messages, remarks };
}
const types = (messages: readonly Message[]): string[] => messages.map((m) => m.type);

describe.each(SIZES)('in pieces of %i bytes: what follows a payload tells whether its length was true', (size) => {
  it('nothing is said of a read that its OK follows, with URCs between', () => {
    const { remarks } = read('\r\n+CIPRXGET: 2,0,5,0\r\nhello\r\n1, CLOSED\r\n\r\nOK\r\n', size);
    expect(remarks).toEqual([]);
  });

  it('more bytes than announced', () => {
    const { remarks } = read('\r\n+CIPRXGET: 2,0,5,0\r\nhelloXX\r\nOK\r\n', size);
    expect(remarks).toMatchObject([{ code: 'payload-long', offset: 27 }]);
  });

  it('fewer bytes than announced: the payload took the beginning of what follows', () => {
    const { remarks } = read('\r\n+CIPRXGET: 2,0,5,0\r\nhel\r\nOK\r\n', size);
    expect(remarks).toMatchObject([{ code: 'payload-short', offset: 27 }]);
  });

  it('fewer bytes than announced: the payload took its OK whole', () => {
    const { remarks } = read('\r\n+CIPRXGET: 2,0,9,0\r\nhel\r\nOK\r\n\r\n+CSQ: 1,0\r\n\r\nOK\r\n', size);
    expect(remarks).toMatchObject([{ code: 'payload-short', offset: 31 }]);
  });
});

describe.each(SIZES)('in pieces of %i bytes: resync', (size) => {
  const cutShort =
    '\r\n+CIPRXGET: 2,1,63,176\r\nie: connect.sid\r\n1, CLOSE OK\r\n\r\nOK\r\nAT+CSQ\r\r\n+CSQ: 1,0\r\n\r\nOK\r\n';

  it('reads the lines that a payload cut short had swallowed', () => {
    const { messages } = read(cutShort, size, { resync: true });
    expect(types(messages)).toEqual(['ciprxget-read', 'close-ok', 'ok', 'echo', 'csq', 'ok']);
    expect(messages[0]).toMatchObject({ length: 63, truncated: true });
    expect(Buffer.from((messages[0] as { payload: Uint8Array }).payload).toString()).toBe('ie: connect.sid');
  });

  it('is off unless asked for', () => {
    expect(types(read(cutShort, size).messages)).not.toContain('close-ok');
  });

  it('leaves a payload alone that what has to follow does follow, whatever it holds', () => {
    const whole = '\r\n+CIPRXGET: 2,1,20,0\r\na\r\n1, CLOSED\r\n\r\nOK\r\n\r\nOK\r\n';
    expect(types(read(whole, size, { resync: true }).messages)).toEqual(['ciprxget-read', 'ok']);
  });

  it('waits while lines come that answer no command until something judges the payload', () => {
    const cut =
      '\r\n+CIPRXGET: 2,0,30,0\r\nabc\r\nOK\r\n\r\n+CSQ: 20,0\r\n\r\nOK\r\n\r\nRING\r\n\r\n+CSQ: 1,0\r\n\r\nOK\r\n';
    expect(types(read(cut, size, { resync: true }).messages)).toEqual([
      ...['ciprxget-read', 'ok', 'csq', 'ok', 'ring', 'csq', 'ok'],
    ]);
    const whole = '\r\n+CIPRXGET: 2,0,9,0\r\nabc\r\nOK\r\n\r\nRING\r\n\r\n+RECEIVE,1,8:\r\na\r\nb\r\nc\r\r\nOK\r\n';
    expect(types(read(whole, size, { resync: true }).messages)).toEqual(['ciprxget-read', 'ring', 'receive', 'ok']);
  });

  it('reads ordinary streams as without it', () => {
    const stream =
      'AT\r\r\nOK\r\n\r\n+IPD,4:\r\nOK\r\n> x\x1a\r\nSEND OK\r\n\r\n+CIPRXGET: 3,2,0\r\n4f4B\r\nOK\r\n\r\n+CIPRXGET: 2,0,4,0\r\nab';
    expect(read(stream, size, { resync: true }).messages).toEqual(read(stream, size).messages);
  });
});

describe('a line longer than every form', () => {
  it.each(SIZES)(
    'comes in pieces of %i bytes as unrecognized, in order, none lost, and costs no other line',
    (size) => {
      const long = `${'x'.repeat(9999)}\r\nOK${'y'.repeat(3)}`;
      const { messages } = read(`\r\nRING\r\n${long}\r\n\r\nOK\r\n`, size);
      const lost = messages.filter((m) => m.type === 'unrecognized');
      expect(Buffer.concat(lost.map((m) => m.bytes)).toString()).toBe(long.replace('\r\n', ''));
      expect(types(messages.filter((m) => m.type !== 'unrecognized'))).toEqual(['ring', 'ok']);
    },
  );

  it.each(SIZES)('is remarked on once, where it begins, in pieces of %i bytes', (size) => {
    const long = 'x'.repeat(5000);
    const { remarks } = read(`\r\nOK\r\n\r\n${long}\r\n${long}\r\nshort\r\n\r\nOK\r\n`, size);
    expect(remarks).toMatchObject([
      { code: 'line-too-long', offset: 8 },
      { code: 'line-too-long', offset: 5010 },
    ]);
  });

  it('is not remarked on where it is the echo of prompt data', () => {
    expect(read(`\r\n> ${'x'.repeat(5000)}\x1a\r\nSEND OK\r\n`, 7).remarks).toEqual([]);
  });

  it('is no place for a result at the edge of a piece', () => {
    for (let length = 900; length < 2300; length++) {
      const { messages } = read(`${'x'.repeat(length)}OK\r\n`, 4096);
      expect(types(messages).filter((type) => type !== 'unrecognized')).toEqual([]);
    }
  });
});

describe('state()', () => {
  it('shows what the tokenizer holds to be true', () => {
    const decoder = new Decoder(() => {});
    decoder.sent(bytesOf('AT+CIPSEND=0,5\r'));
    expect(decoder.state()).toMatchObject({
      mode: 'lines',
      inFlight: ['AT+CIPSEND='],
      echo: 'unknown',
      echoPending: 15,
    });
    decoder.write(bytesOf('AT+CIPSEND=0,5\r\r\n> '));
    expect(decoder.state()).toMatchObject({ prompted: true, inPromptData: true, echoPending: 0, offset: 19, held: 0 });
    decoder.write(bytesOf('\r\n+IPD,5:ab'));
    expect(decoder.state()).toMatchObject({ mode: 'payload', payloadLeft: 3, prompted: false });
    decoder.reset();
    expect(decoder.state()).toMatchObject({ mode: 'lines', inFlight: [], offset: 30 });
  });
});
