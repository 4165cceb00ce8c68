/** The other direction: what the host writes is read as what was meant, and is never more than that. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { command, commandLine, commandOf, hostilePayload, noise } from '../../src/arbitraries.js';
import {
  answersTo,
  type Command,
  Decoder,
  EncodeError,
  encodeCommand,
  encodeData,
  parseCommand,
  parseCommandLine,
} from '../../src/index.js';
import { CR } from '../../src/runtime/contract/bytes.js';
import { bytesOf, textOf } from '../latin1.js';
import { grammarModel } from '../targets/grammar-model.js';
import { runsFrom } from './runs.js';

const runs = runsFrom(20260104);

describe('round trip', () => {
  it('parseCommand(encodeCommand(c)) is c', () => {
    fc.assert(
      fc.property(command(), (given) => {
        expect(parseCommand(encodeCommand(given))).toEqual(given);
      }),
      runs(3000),
    );
  });

  it('a line in a tolerated spelling gives the command it was made of, in either case and with any line end', () => {
    const dressed = fc.record({
      line: commandLine(),
      small: fc.boolean(),
      front: fc.constantFrom('', ' ', '  '),
      end: fc.constantFrom('\r', '\r\n', '\n', ''),
    });
    fc.assert(
      fc.property(dressed, ({ line, small, front, end }) => {
        const text = textOf(line.bytes);
        fc.pre(text.startsWith('AT'));
        // The modifiers of ATD mean different things in upper and lower case.
        const head = /^AT(?:D|[+&]?[A-Z0-9]+)?/.exec(text)?.[0] ?? '';
        const written = (small ? head.toLowerCase() : head) + text.slice(head.length, -1);
        expect(parseCommand(bytesOf(front + written + end))).toEqual(line.command);
      }),
      runs(1500),
    );
  });

  it('a command that was sent is its echo, byte for byte, and in flight', () => {
    fc.assert(
      fc.property(command(), (given) => {
        const bytes = encodeCommand(given);
        fc.pre(bytes.at(-1) === CR);
        const seen: Uint8Array[] = [];
        const decoder = new Decoder((message) => {
          if (message.type === 'echo') seen.push(message.bytes);
        });
        decoder.sent(bytes);
        decoder.write(bytes);
        expect(seen.map(textOf)).toEqual([textOf(bytes.slice(0, -1))]);
        expect(decoder.state().inFlight).toHaveLength(1);
      }),
      runs(500),
    );
  });

  it('no bytes make parseCommand or answersTo throw, and those that are not known are kept', () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      noise(),
      noise().map((bytes) => bytesOf(`AT+${textOf(bytes)}`)),
      hostilePayload(),
      fc.uint8Array({ minLength: 1000, maxLength: 1100 }),
    );
    fc.assert(
      fc.property(anything, (bytes) => {
        const read = parseCommand(bytes);
        answersTo(parseCommandLine(bytes));
        if (read.type === 'unknown-command')
          expect(textOf(read.bytes)).toBe(textOf(bytes).replace(/\r\n$|[\r\n]$/, ''));
        else expect(parseCommand(encodeCommand(read))).toEqual(read);
      }),
      runs(2000),
    );
  });
});

/** What an attacker would put into an access point, a password or a name. */
const POISON = [
  '"',
  ';',
  ',',
  '\r',
  '\n',
  '\x1a',
  '\x1b',
  '\b',
  '\x7f',
  '\x11',
  '\x13',
  '\0',
  '\\22',
  '\\',
  ' ',
  'é',
  '\u0130',
];
const WORDS = [
  'AT',
  'AT+CPOWD=1',
  '+CPOWD=1',
  'E0',
  '+++',
  'A/',
  '=?',
  '?',
  '""',
  '";+CPOWD=1;+CSTT="',
  '\r\nAT+CFUN=0\r\n',
];
const hostileText = fc
  .array(fc.oneof({ withCrossShrink: true }, fc.string({ maxLength: 6 }), fc.constantFrom(...POISON, ...WORDS)), {
    maxLength: 8,
  })
  .map((parts) => parts.join(''));
const hostileValue = fc.oneof(
  { weight: 6, arbitrary: hostileText },
  fc.double(),
  fc.integer(),
  fc.constantFrom(null, true, {}, [], Number.NaN, -0, 1e21),
  fc.uint8Array({ maxLength: 4 }),
);

/** A command with a parameter that someone else has filled in. */
const poisoned = fc.tuple(command(), hostileValue, fc.nat()).map(([given, value, which]) => {
  const names = Object.keys(given).filter((name) => name !== 'type' && name !== 'form');
  const name = names[which % Math.max(1, names.length)];
  if (name === undefined) return given;
  const filled: object = { ...(given as object), [name]: value };
  return filled as Command;
});

function encoded(given: Command): Uint8Array | undefined {
  try {
    return encodeCommand(given);
  } catch (error) {
    if (error instanceof EncodeError) return undefined;
    throw error;
  }
}

/** The quotation marks are in pairs, and outside of them nothing begins another command. */
function expectOneCommand(line: string): void {
  const pieces = line.split('"');
  expect(pieces.length % 2).toBe(1);
  const outside = pieces.filter((_, i) => i % 2 === 0).join('');
  expect(outside).not.toContain(';');
}

/** On the line there is one zero. */
const withoutMinusZero = (given: Command): object =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value === 0 ? 0 : value]));

const WITHOUT_CR: Readonly<Record<string, RegExp>> = { escape: /^\+\+\+$/, repeat: /^A\/$/ };

describe('no parameter can be more than a parameter', () => {
  const holds = (given: Command): void => {
    const bytes = encoded(given);
    if (bytes === undefined) return;
    const text = textOf(bytes);
    // It cannot end the line, nor do anything in the middle of it.
    expect(text).toMatch(WITHOUT_CR[given.type] ?? /^AT[\x20-\x7e]*\r$/);
    // A call of the voice ends with its semicolon.
    expectOneCommand(given.type === 'dial' ? text.replace(/;\r$/, '\r') : text);
    // It is this command, with these parameters, and no other appears after it.
    expect(parseCommandLine(bytes)).toEqual([withoutMinusZero(given)]);
  };

  it('whatever appears in it', () => {
    fc.assert(fc.property(poisoned, holds), runs(4000));
  });

  it('in the commands with texts above all', () => {
    const texts = fc.oneof(
      hostileText.map((apn): Command => ({ type: 'cstt', form: 'write', apn })),
      fc
        .tuple(hostileText, hostileText, hostileText)
        .map(([apn, user, password]): Command => ({ type: 'cstt', form: 'write', apn, user, password })),
      hostileText.map((address): Command => ({ type: 'cipstart', form: 'write', mode: 'TCP', address, port: 80 })),
      hostileText.map((domain): Command => ({ type: 'cdnsgip', form: 'write', domain })),
      hostileText.map((pin): Command => ({ type: 'cpin', form: 'write', pin })),
      hostileText.map((number): Command => ({ type: 'cipcsgp', form: 'write', mode: 0, number })),
      hostileText.map((server): Command => ({ type: 'cntp', form: 'write', server })),
    );
    fc.assert(fc.property(texts, holds), runs(3000));
  });

  it('and harmless texts are written: most of what is refused is refused for a reason', () => {
    const harmless = fc.string({ unit: fc.constantFrom(...'abcXYZ019 .-_@;,\\'), maxLength: 50 });
    fc.assert(
      fc.property(harmless, (apn) => encoded({ type: 'cstt', form: 'write', apn }) !== undefined),
      runs(500),
    );
  });

  it('and no data can leave the data phase', () => {
    fc.assert(
      fc.property(fc.oneof(hostilePayload(), fc.uint8Array({ maxLength: 40 })), (data) => {
        const ends = data.includes(0x1a) || data.includes(0x1b) || data.length === 0 || data.length > 1500;
        if (ends) expect(() => encodeData(data, { end: 'ctrl-z' })).toThrow(EncodeError);
        else expect(textOf(encodeData(data, { end: 'ctrl-z' }))).toBe(`${textOf(data)}\x1a`);
        if (data.length === 0) return;
        expect(textOf(encodeData(data, { length: data.length }))).toBe(textOf(data));
        expect(() => encodeData(data, { length: data.length + 1 })).toThrow(EncodeError);
      }),
      runs(1000),
    );
  });
});

describe('arbitraries of commands', () => {
  it('make what can be written, whatever the type', () => {
    const types = grammarModel().commands.flatMap(({ name, shapes }) => (shapes.length > 0 ? [name] : []));
    const refused = types.flatMap((type) =>
      fc.sample(commandOf(type as Command['type']), { seed: 7, numRuns: 300 }).filter((drawn) => {
        try {
          return parseCommand(encodeCommand(drawn)).type !== type;
        } catch {
          return true;
        }
      }),
    );
    expect(refused).toEqual([]);
  });

  it('make every form of a type', () => {
    const forms = new Set(fc.sample(commandOf('ciprxget'), { seed: 1, numRuns: 200 }).map(({ form }) => form));
    expect([...forms].sort()).toEqual(['read', 'test', 'write']);
  });

  it('shrink to the plainest command that shows a fault', () => {
    const found = fc.check(
      fc.property(command(), (given) => !('port' in given) || given.port < 1000),
      { seed: 1, numRuns: 500 },
    );
    expect(found.counterexample?.[0]).toMatchObject({ port: 1000 });
    expect(JSON.stringify(found.counterexample).length).toBeLessThan(100);
  });
});
