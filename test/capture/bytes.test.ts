// The usual lines of a log are read as bytes. Read as text, as all others are, they must come to the same, to the letter.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TOOLS } from '../../src/arbitraries/log-dresses.js';
import { lineEntries, writeEntries } from '../../src/arbitraries/log-parts.js';
import type { Step } from '../../src/arbitraries/transcript.js';
import { log } from '../../src/arbitraries.js';
import { type Capture, decodeCapture, openContainer } from '../../src/capture/index.js';
import type { LinePlan, OnLine } from '../../src/capture/read/contract.js';
import { LineReading } from '../../src/capture/read/reading.js';
import { bytesOf, textOf } from '../latin1.js';
import { runsFrom } from '../properties/runs.js';
import { readCases } from './casebook.js';

/** Its rows are given no line as bytes. */
const asText = ({ open, ...plan }: LinePlan): LinePlan => ({
  ...plan,
  open: (...ends) => {
    const rows = open(...ends);
    return { row: (piece) => rows.row(piece), end: () => rows.end() };
  },
});

const CAPTURES = join(import.meta.dirname, '../../examples/captures');

/** As a serial port gives them. */
const piecesOf = (bytes: Uint8Array): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / 32) }, (_, i) => bytes.subarray(32 * i, 32 * i + 32));

const stepsOf = (pieces: readonly Uint8Array[]): Step[] => pieces.map((bytes) => ({ direction: 'rx', bytes }));

const by = (capture: Capture, plan: LinePlan): Capture => ({
  ...capture,
  reader: (emit, remark = () => {}, onLine = () => {}, stream) =>
    new LineReading(plan, { emit, remark, onLine, stream }),
});

/** All that can be learned of a log: messages, where they are from, what was sent, what became of every line. */
function told(capture: Capture, bytes: Uint8Array, cuts: readonly number[]): string[] {
  const all: string[] = [];
  const tell = (...what: readonly unknown[]): void => {
    all.push(JSON.stringify(what, (_, value: unknown) => (value instanceof Uint8Array ? textOf(value) : value)));
  };
  const onLine: OnLine = (label, { line, text }, shape) => tell(label, line, text, shape?.head);
  const reader = decodeCapture(capture, (message, origin, answer) => tell(message, origin, answer), {
    onLine,
    onSent: (sent) => tell(sent),
    decoder: { answers: 'in-turn' },
  });
  for (let from = 0, i = 0; from < bytes.length; i++) {
    const to = cuts.length === 0 ? bytes.length : from + (cuts[i % cuts.length] as number);
    // A chunk belongs to the caller: it is spoiled once it was read.
    const chunk = Uint8Array.from(bytes.subarray(from, to));
    reader.write(chunk);
    chunk.fill(0x55);
    from = to;
  }
  reader.end();
  return all;
}

/** How many lines were read as bytes is told too: a comparison of nothing with nothing proves nothing. */
function expectSame(bytes: Uint8Array, cuts: readonly number[] = [], sample = bytes): number {
  const capture = openContainer('auto', sample);
  const { plan } = capture;
  if (plan === undefined) return 0;
  let count = 0;
  const counting: LinePlan = {
    ...plan,
    open: (...ends) => {
      const rows = plan.open(...ends);
      const { line } = rows;
      if (line === undefined) return rows;
      return {
        row: (piece) => rows.row(piece),
        end: () => rows.end(),
        line: (...given) => {
          const isRead = line.apply(rows, given);
          if (isRead) count++;
          return isRead;
        },
      };
    },
  };
  expect(told(by(capture, counting), bytes, cuts)).toEqual(told(by(capture, asText(plan)), bytes, cuts));
  return count;
}

/** What loggers, terminals and people do to lines. */
const DAMAGES: readonly ((line: string) => string)[] = [
  (line) => line,
  (line) => `${line}\r`,
  (line) => `${line}  `,
  (line) => `\x1b[32m${line}\x1b[0m`,
  (line) => line.replace(/(.{30})/, '$1\x1b[1m'),
  (line) => line.slice(0, line.length >> 1),
  (line) => line.replace(/\d/g, '7'),
  (line) => line.replace(/\d/g, ''),
  (line) => line.replace(/(?<=\S) (?=\S)/, '   '),
  (line) => line.replace(/(?<=: ?)(?=\S+$)/, '> '),
  (line) => line.replaceAll('"', '""'),
  (line) => line.replace(/[A-Z]{2}/, 'XX'),
  (line) => line.replace(/\S+$/, ''),
  (line) => line.replace(/\S+$/, 'OK'),
  (line) => line.replace(/\S+$/, '\xa0OK\x0b'),
  (line) => line.replace(/\S+$/, 'CONNECT'),
  (line) => line.replace(/\S+$/, '+CIPRXGET: 2,0,12,0'),
  (line) => line.replace(/\S+$/, 'AT+CIPSEND=0,5'),
  () => '',
  () => 'OK',
];

const damaged = (bytes: Uint8Array, damages: readonly number[]): Uint8Array =>
  bytesOf(
    textOf(bytes)
      .split('\n')
      .map((line, i) => (DAMAGES[damages[i % damages.length] as number] as (line: string) => string)(line))
      .join('\n'),
  );

const anyCuts = fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 5 });
/** Most lines are left as they are. */
const anyDamages = fc.array(
  fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(DAMAGES.length - 1) }),
  { minLength: 1, maxLength: 40 },
);

describe('lines read as bytes are what they are as text', () => {
  const runs = runsFrom(0xb17e5, 'CUTS_TIMES');

  it('in generated logs', () => {
    let lines = 0;
    fc.assert(
      fc.property(log(), anyCuts, ({ bytes }, cuts) => {
        lines += expectSame(bytes, cuts);
      }),
      runs(24),
    );
    expect(lines).toBeGreaterThan(500);
  });

  it('in logs whose lines are damaged, by the shapes of those that are not', () => {
    let lines = 0;
    fc.assert(
      fc.property(log(), anyCuts, anyDamages, ({ bytes }, cuts, damages) => {
        lines += expectSame(damaged(bytes, damages), cuts, bytes);
      }),
      runs(36),
    );
    expect(lines).toBeGreaterThan(500);
  });

  const session = (n: number, rx: (text: string) => string, tx = rx): string[] =>
    Array.from({ length: n }, (_, i) => [
      tx('AT+CSQ'),
      rx(`+CSQ: ${i},0`),
      rx('OK'),
      rx('+CREG: 1'),
      rx('RING'),
    ]).flat();
  const timed = (text: string): string => `[10:11:12.345] ${text}`;
  const received = (text: string): string => timed(`RX: ${text}`);
  const inJson = (text: string, time: string): string =>
    JSON.stringify({ log: `${text}\n`, stream: 'stdout', n: 0, time: 0 }).replace(/0}$/, `${time}}`);
  const logged = (text: string): string => inJson(`RX: ${text}`, '1700000000.120');
  const indicated = (n: number): string =>
    Array.from(bytesOf(`\r\n+CMTI: "SM",${n}\r\n`), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
    'a payload in which lines look like events': [
      ...session(4, timed),
      ...['+CIPRXGET: 2,24,0', 'RING', '+CREG: 1', 'OK', 'RING', 'RING', 'RING'].map(timed),
    ],
    'a line of the log after a prompt': [
      ...session(4, received, (text) => timed(`TX: ${text}`)),
      received(`> ${received('+CREG: 1')}`),
      received('OK'),
    ],
    'a copy of what was said': [
      ...session(4, (text) => `D (120) lib - ${text}`),
      ...['+CMTI: "SM",1', '+CGREG: 1', 'SMS Ready', 'Call Ready', '+CMTI: "SM",2'].map(
        (text) => `I (121) app - ${text}`,
      ),
      'D (122) lib - +CMTI: "SM",3',
      'I (123) app - +CMTI: "SM",3',
      'D (124) lib - +CGREG: 1',
    ],
    'objects, of which some are none': [
      ...session(4, logged, (text) => inJson(`TX: ${text}`, '1700000000.045')),
      inJson('RX: +CREG: 2', '0700000000.120'),
      inJson('RX: +CREG: 3', '1700000000.12'),
      logged('+CREG: 4').replace('"n":0', '"n":00'),
      logged('+CREG: 5').replace('"n":0', '"n":1'),
      logged('+CREG: 5').replace('"n":0', '"n":12'),
      logged('+CREG: 6').replace('stdout', 'stderr'),
      logged('+CREG: 7').replace('\\n"', '"'),
      logged('+CREG: 8').replace('\\n"', '\\r\\n"'),
      logged('+CREG: 1').replace('RX', '\\u0052X'),
      logged('+CREG: 2').replace('RX', '\\RX'),
      logged('+CREG: 3').replace('"stream"', 'stream"'),
      logged('+CREG: 4').replace('{"log"', '{"log":"RX: +CREG: 3\\n","msg"'),
      logged('+CREG: 5').replace('}', ',"dir":"tx"}'),
      logged('+CPIN: "READY"'),
      'RX: +CREG: 1',
      ...session(4, logged),
    ],
    'objects whose texts go on in others': [
      ...session(4, (text) => JSON.stringify({ t: '10:11:12', dir: 'rx', data: `\r\n${text}\r\n` })),
      ...session(4, (text) => JSON.stringify({ t: '10:11:13', msg: `RX: ${text}` })),
    ],
    'a head after one whose bytes are below it, and bytes below that': [
      ...['--- received ---', ...[1, 2, 3].map(indicated)],
      ...['+CREG: 1', 'RING'].map(received),
      indicated(4),
      ...['+CREG: 2', 'OK', 'RING'].map(received),
      ...['--- received ---', ...[5, 6].map(indicated)],
    ],
  };

  it.each(Object.entries(EXAMPLES))('with %s', (_, lines) => {
    expect(expectSame(bytesOf(lines.map((line) => `${line}\n`).join('')))).toBeGreaterThan(4);
  });

  /** Of each way in which a line's bytes are read. */
  const DRESSES = TOOLS.filter(({ name }) =>
    ['Tera Term', 'syslog, RFC 3164', 'docker', 'pino', 'Python logging', 'Node-RED'].includes(name),
  );
  const captures = readdirSync(CAPTURES).filter((name) => name.endsWith('.bin'));

  it.each(captures)('in the capture %s, as loggers print it', (name) => {
    const all = readFileSync(join(CAPTURES, name));
    const counts = DRESSES.map((dress) => {
      const entries = dress.holds === 'lines' ? lineEntries(stepsOf([all])) : writeEntries(stepsOf(piecesOf(all)));
      return expectSame(bytesOf(entries.map((entry) => `${dress.line(entry)}\n`).join('')), [50]);
    });
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(20);
  });

  it.each(readCases().map((of) => [`${of.file}: ${of.name}`, of] as const))('in the case %s', (_, { log: bytes }) => {
    expectSame(bytes);
    expectSame(damaged(bytes, [...DAMAGES.keys()]), [7], bytes);
  });
});
