/** Calls that cannot be right are refused with a typed error that says what, and what was expected. Bytes from the line never are. */
import { describe, expect, it } from 'vitest';
import { check, compile, compileC99 } from '../../src/compiler.js';
import {
  answersTo,
  Decoder,
  decode,
  EncodeError,
  encode,
  encodeData,
  type Message,
  parseCommand,
  parseCommandLine,
  StateError,
  Tokenizer,
} from '../../src/index.js';
import { Module } from '../../src/module.js';
import { openSession, Session } from '../../src/session.js';

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const bytes = (value: unknown): Uint8Array => value as Uint8Array;

const RING = latin1('\r\nRING\r\n');

describe('write() from inside a callback', () => {
  it.each([false, true])('is a StateError, and nothing is lost or overlaps (resync: %s)', (resync) => {
    const seen: string[] = [];
    const refused: unknown[] = [];
    const decoder: Decoder = new Decoder(
      (message, start, end) => {
        seen.push(`${message.type} ${start}-${end}`);
        try {
          decoder.write(RING);
        } catch (error) {
          refused.push(error);
        }
      },
      { resync },
    );
    decoder.write(latin1('\r\nOK\r\n\r\n+CSQ: 1,0\r\n'));
    expect(refused).toHaveLength(2);
    expect(refused[0]).toBeInstanceOf(StateError);
    expect(String(refused[0])).toContain('inside a callback');
    expect(seen).toEqual(['ok 2-6', 'csq 8-19']);
  });

  it.each(['flush', 'end'] as const)('is one from inside %s() too', (method) => {
    const refused: unknown[] = [];
    const decoder: Decoder = new Decoder(() => {
      try {
        decoder.write(RING);
      } catch (error) {
        refused.push(error);
      }
    });
    decoder.write(latin1('\r\n+IPD,9:abc'));
    decoder[method]();
    expect(refused[0]).toBeInstanceOf(StateError);
  });

  it('is possible again once the call has returned, also after an exception', () => {
    const seen: string[] = [];
    const decoder = new Decoder((message) => {
      seen.push(message.type);
      if (message.type === 'ok') throw new Error('of the callback');
    });
    expect(() => decoder.write(latin1('\r\nOK\r\n'))).toThrow('of the callback');
    decoder.write(RING);
    expect(seen).toEqual(['ok', 'ring']);
  });
});

describe('what is no Uint8Array', () => {
  const calls: [string, (value: Uint8Array) => unknown][] = [
    ['decode', decode],
    ['Decoder.write', (value) => new Decoder(() => {}).write(value)],
    ['Decoder.write with resync', (value) => new Decoder(() => {}, { resync: true }).write(value)],
    ['Decoder.sent', (value) => new Decoder(() => {}).sent(value)],
    ['Tokenizer.write', (value) => new Tokenizer({ form() {} }).write(value)],
    ['Tokenizer.sent', (value) => new Tokenizer({ form() {} }).sent(value)],
    ['parseCommand', parseCommand],
    ['parseCommandLine', parseCommandLine],
  ];

  it.each(calls)('is a TypeError of %s that says how a text becomes bytes', (_, call) => {
    expect(() => call(bytes('AT'))).toThrow(TypeError);
    expect(() => call(bytes('AT'))).toThrow(/Uint8Array, not string.*TextEncoder/);
    expect(() => call(bytes([65, 84]))).toThrow(/Uint8Array, not object/);
    expect(() => call(bytes(null))).toThrow(/Uint8Array, not null/);
  });

  it('is not what another realm calls one', () => {
    const foreign = { __proto__: Object.create(null) };
    expect(Object.prototype.toString.call(foreign)).toBe('[object Object]');
    expect(() => decode(bytes(foreign))).toThrow(TypeError);
  });
});

/** As a caller without types might. */
const any = (value: unknown): never => value as never;

describe('what a caller cannot mean is refused where he says it, with what was expected', () => {
  const calls: [message: string, call: () => unknown][] = [
    ['the handler `form` is a function, not undefined', () => new Tokenizer(any(undefined))],
    ['the handler `form` is a function, not undefined', () => new Tokenizer(any({}))],
    ['the handler `form` is a function, not undefined', () => new Tokenizer(any(() => {}))],
    ['the callback for messages is a function, not undefined', () => new Decoder(any(undefined))],
    ['the callback for messages is a function, not object', () => new Decoder(any({ echo: true }))],
    ["option echo is 'auto', true, false, not 'no'", () => new Decoder(() => {}, any({ echo: 'no' }))],
    ["option transparentEnd is 'line', 'host', not null", () => new Decoder(() => {}, any({ transparentEnd: null }))],
    ['option numericResults is true, false, not 1', () => new Decoder(() => {}, any({ numericResults: 1 }))],
    ["option answers is 'in-turn', true, false, not 'yes'", () => new Decoder(() => {}, any({ answers: 'yes' }))],
    [
      "option unrequestedPayload is 'read', 'refuse', not false",
      () => decode(RING, any({ unrequestedPayload: false })),
    ],
    ['option inFlight is a string, not number', () => decode(RING, any({ inFlight: 5 }))],
    ['option onDiagnostic is a function, not boolean', () => decode(RING, any({ onDiagnostic: true }))],
    ['options are an object, not null', () => decode(RING, any(null))],
    ['got undefined, expected an object', () => answersTo(any(undefined))],
    ['got "AT", expected an object', () => answersTo(any('AT'))],
    ['write is a function of the bytes to be written, not object', () => new Session(any({ write() {} }))],
    ['a port is a SerialPort, a socket, or the pair', () => openSession(any('/dev/ttyUSB0'))],
    ['a module needs the option onBytes', () => new Module(any(undefined))],
    ['a list of { file, text }', () => compile(any('final ok "OK"'))],
    ['a list of { file, text }', () => check(any([{ file: 'a.at' }]))],
    ['no target is called "rust": expected one of typescript', () => compile(GRAMMAR, any({ targets: ['rust'] }))],
    ['no encoding is called "goto": expected one of table, code', () => compileC99(GRAMMAR, any({ encoding: 'goto' }))],
  ];
  const GRAMMAR = [{ file: 'small.at', text: 'final ok "OK"\n' }];

  it.each(calls)('%s', (message, call) => {
    expect(call).toThrow(message);
  });

  it('takes options that are left out as undefined', () => {
    const options = { echo: undefined, inFlight: undefined, onDiagnostic: undefined };
    expect(decode(RING, any(options)).map(({ type }) => type)).toEqual(['ring']);
  });
});

function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return String(error);
  }
  return '';
}

describe('encodeData', () => {
  const hi = latin1('hi');

  it.each([null, undefined, 7, {}, { end: 'esc' }, { length: '2' }, { end: 'ctrl-z', length: 2 }])(
    'refuses %j for what ends the data, and names the two that there are',
    (how) => {
      const call = () => encodeData(hi, how as { length: number });
      expect(call).toThrow(EncodeError);
      expect(call).toThrow("{ end: 'ctrl-z' } or { length: bytes announced }");
    },
  );

  it('takes as much as a command announces at the most, and one byte more is refused', () => {
    const tooMuch = () => encodeData(new Uint8Array(1_000_000), { length: 1_000_000 });
    expect(tooMuch).toThrow(/expected 1\.\.\d+ bytes/);
    const longest = Number(/1\.\.(\d+) bytes/.exec(messageOf(tooMuch))?.[1]);
    expect(encodeData(new Uint8Array(longest), { length: longest })).toHaveLength(longest);
    expect(() => encodeData(new Uint8Array(longest + 1), { length: longest + 1 })).toThrow(EncodeError);
  });
});

describe('encode', () => {
  const message = (one: object): Message => one as Message;

  it('refuses a kind that the type does not have, and names it', () => {
    const call = () => encode(message({ type: 'ok', kind: 'urc' }));
    expect(call).toThrow(EncodeError);
    expect(call).toThrow(`field 'kind' is "urc", expected "final" or nothing`);
  });

  it('refuses -0, which no line can say', () => {
    expect(() => encode(message({ type: 'csq', kind: 'response', rssi: -0, ber: 0 }))).toThrow(EncodeError);
  });

  it.each(['AT+CSQ\rAT', 'AT\n', '\r\nAT', 'OK', '+CSQ: 1,0', 'a\r\nb', ''])(
    'refuses %j for an echo: it is neither one command line nor one line of data after a prompt',
    (text) => {
      expect(() => encode({ type: 'echo', kind: 'echo', bytes: latin1(text) })).toThrow(EncodeError);
    },
  );

  it.each([
    ['AT+CSQ', 'AT+CSQ\r'],
    [' at', ' at\r'],
    ['hello', 'hello\r\n'],
  ])('writes the echo %j as %j', (text, wire) => {
    expect(encode({ type: 'echo', kind: 'echo', bytes: latin1(text) })).toEqual(latin1(wire));
  });
});

describe('end() after an exception of the callback', () => {
  it.each([
    'RING',
    '\r\nOK\r\nRING',
    '\r\nCONNECT\r\ndata\r\nCLOSED',
    '\r\n+IPD,9:abc',
    '\r\n+CMT: "1","","x"\r\n\r\nRING',
    'AT+CSQ',
  ])('called again gives what is left of %j, and no byte that never was', (stream) => {
    for (let at = 1; at < 6; at++) {
      const seen: string[] = [];
      const whole: string[] = [];
      const record = (list: string[]) => (message: Message, start: number, end: number) => {
        list.push(`${message.type} ${start}-${end}`);
      };
      const plain = new Decoder(record(whole));
      plain.write(latin1(stream));
      plain.end();
      const note = record(seen);
      const decoder = new Decoder((message, start, end) => {
        note(message, start, end);
        if (seen.length === at) throw new Error('of the callback');
      });
      for (let i = 0; i < stream.length; ) {
        try {
          decoder.write(latin1(stream.slice(i)));
          break;
        } catch {
          i = decoder.offset;
        }
      }
      try {
        decoder.end();
      } catch {
        decoder.end();
      }
      expect(seen).toEqual(whole);
      expect(decoder.offset).toBe(stream.length);
    }
  });
});
