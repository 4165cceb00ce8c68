/** A stream in parts: read by several, printed as by one. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCli } from '../../bench/cli/build.js';
import { damaged, hostilePayload, messageOf, transcript } from '../../src/arbitraries.js';
import { seamsOf } from '../../src/cli/decode/range.js';
import { textsOf } from '../../src/cli/lines/direct.js';
import { LinePrinter } from '../../src/cli/lines/line-printer.js';
import { cutsOf, type Job, Jobs } from '../../src/cli/parts/jobs.js';
import { type Grain, PartPrinter, type Range } from '../../src/cli/parts/part-printer.js';
import { entryFrom, type Source } from '../../src/cli/parts/source.js';
import { encode } from '../../src/index.js';
import { bytesOf } from '../latin1.js';
import { type Outcome, sim800 } from './sim800.js';

const texts = textsOf({ format: 'ndjson', payload: 'text' });
/** Its bytes come before its fields: of a line that waits for them more is held. */
const cells = textsOf({ format: 'csv', payload: 'hex' });

const sourceOf = (bytes: Uint8Array): Source => ({
  size: bytes.length,
  read: (from, to) => bytes.subarray(from, to),
});

/** Read from its beginning, in the chunks of a file. */
function alone(bytes: Uint8Array, chunk: number, how = texts): string {
  const printer = new LinePrinter(how);
  for (let p = 0; p < bytes.length; p += chunk) printer.write(bytes.subarray(p, p + chunk));
  printer.end();
  return Buffer.from(printer.take()).toString();
}

function jobOf(source: Source, grain: Grain, how: typeof texts): Job {
  const printer = new LinePrinter(how);
  let part: PartPrinter | undefined;
  return {
    print(range: Range) {
      part = new PartPrinter(source, printer, range.from, grain);
      return Promise.resolve(part.print(range));
    },
    goOn: (range: Range) => Promise.resolve((part as PartPrinter).goOn(range)),
  };
}

async function byJobs(
  bytes: Uint8Array,
  cuts: readonly number[],
  count: number,
  grain: Grain,
  how = texts,
): Promise<string> {
  const source = sourceOf(bytes);
  const jobs = new Jobs(
    cuts,
    Array.from({ length: count }, () => jobOf(source, grain, how)),
  );
  const printed: Uint8Array[] = [];
  for await (const { text } of jobs.printed()) printed.push(text);
  return Buffer.concat(printed).toString();
}

const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

const session = fc
  .array(transcript(), { minLength: 1, maxLength: 4 })
  .map((all) => joined(...all.map((one) => one.bytes)));
/** Payload that holds what looks like the module's own lines, and headers of more payload. */
const withPayload = fc
  .array(fc.oneof(messageOf('ciprxget-read'), messageOf('ciprxget-hex'), messageOf('receive')), {
    minLength: 1,
    maxLength: 4,
  })
  .map((messages) => joined(...messages.map((message) => encode(message)), bytesOf('\r\nOK\r\n')));
const hostile = hostilePayload().map((payload) =>
  joined(
    bytesOf(`AT+CIPRXGET=2,500\r\r\n+CIPRXGET: 2,${payload.length},0\r\n`),
    payload,
    bytesOf('\r\nOK\r\n\r\nRING\r\n'),
  ),
);
const transparent = hostilePayload().map((data) =>
  joined(bytesOf('ATO\r\r\nCONNECT\r\n'), data, bytesOf('\r\nCLOSED\r\n')),
);
const streams = fc
  .array(
    fc.oneof(
      session,
      session.chain((bytes) => damaged(bytes)),
      withPayload,
      hostile,
      transparent,
    ),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((parts) => joined(...parts));

const grains = fc.record({ chunk: fc.integer({ min: 16, max: 400 }), search: fc.integer({ min: 0, max: 300 }) });

describe('a stream that is read in parts', () => {
  it('is printed byte for byte as by one, wherever it is cut', async () => {
    const drawn = fc.tuple(streams, grains, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 8, max: 400 }));
    await fc.assert(
      fc.asyncProperty(drawn, async ([bytes, grain, count, size]) => {
        const cuts = cutsOf(sourceOf(bytes), size);
        expect(await byJobs(bytes, cuts, count, grain)).toBe(alone(bytes, grain.chunk));
        expect(await byJobs(bytes, cuts, count, grain, cells)).toBe(alone(bytes, grain.chunk, cells));
      }),
      { seed: 802, numRuns: 80 },
    );
  });

  it('is so at each of its line ends', async () => {
    await fc.assert(
      fc.asyncProperty(streams, grains, async (bytes, grain) => {
        const source = sourceOf(bytes);
        const expected = alone(bytes, grain.chunk);
        const entries = new Set(Array.from(bytes, (_, i) => entryFrom(source, i)));
        for (const entry of entries)
          if (entry > 0 && entry < bytes.length)
            expect(await byJobs(bytes, [0, entry, bytes.length], 2, grain)).toBe(expected);
      }),
      { seed: 803, numRuns: 5 },
    );
  });

  it('is entered at its beginning, after a line end, and at its end', () => {
    const source = sourceOf(bytesOf('OK\r\nRING\r\nx'));
    expect([0, 1, 4, 5, 10, 11].map((offset) => entryFrom(source, offset))).toEqual([0, 4, 4, 10, 10, 11]);
    expect(cutsOf(source, 3)).toEqual([0, 4, 10, 11]);
  });
});

describe('a reading that enters a stream', () => {
  /** Whether one that begins at the text's `|` holds what one from the beginning does, once both have read all. */
  const meets = (text: string): boolean => {
    const [before = '', after = ''] = text.split('|');
    const readings = [`${before}${after}`, after].map((part) => {
      const printer = new LinePrinter(texts);
      printer.write(bytesOf(part));
      return printer.snapshot();
    });
    return readings[0] !== undefined && readings[0] === readings[1];
  };

  it.each([
    ['nothing is in flight', '\r\nRING\r\n|\r\nRING\r\n', true],
    ['a command is in flight of which it knows nothing', 'AT+CSQ\r\r\n|+CSQ: 20,0\r\n', false],
    ['that command has had its result', 'AT+CSQ\r\r\n|+CSQ: 20,0\r\n\r\nOK\r\n', true],
    ['a late result is still to come', 'AT+CIPSTART="TCP","a.b","80"\r\r\nOK\r\n|\r\nRING\r\n', false],
    ['a prompt has come', 'AT+CIPSEND\r\r\n> |', false],
    ['a payload goes on', '\r\n+RECEIVE,1,50:\r\n|RING\r\n', false],
    ['transparent mode goes on', '\r\nCONNECT\r\n|RING\r\n', false],
    ['transparent mode is over', '\r\nCONNECT\r\nabc\r\n|\r\nCLOSED\r\n\r\nRING\r\n', true],
    ['a line is not whole', '\r\nRING\r\n|\r\nRIN', false],
  ])('holds the same, or not, where %s', (_, text, same) => expect(meets(text)).toBe(same));
});

describe('the ranges of a file', () => {
  it('hold from where the one before ends, and are all of it together', async () => {
    const drawn = fc.tuple(streams, fc.integer({ min: 16, max: 400 }), fc.integer({ min: 8, max: 400 }));
    fc.assert(
      fc.property(drawn, ([bytes, chunk, size]) => {
        const source = sourceOf(bytes);
        let text = '';
        let valid = 0;
        for (let from = 0; from < bytes.length; from += size) {
          const { begin, end } = seamsOf(
            source,
            { from, to: from + size < bytes.length ? from + size : undefined },
            chunk,
          );
          const printer = new LinePrinter(texts, begin);
          for (let at = begin; at < end; ) {
            const next = Math.min(end, (Math.floor(at / chunk) + 1) * chunk);
            printer.write(bytes.subarray(at, next));
            at = next;
          }
          if (end === bytes.length) printer.end();
          const lines = Buffer.from(printer.take())
            .toString()
            .split(/(?<=\n)/);
          text += lines
            .filter((line) => line !== '' && (JSON.parse(line) as { offset: number }).offset >= valid)
            .join('');
          valid = Math.max(valid, end);
        }
        expect(text).toBe(alone(bytes, chunk));
      }),
      { seed: 804, numRuns: 80 },
    );
  });
});

describe('sim800 decode --range', () => {
  const session = 'AT+CSQ\r\r\n+CSQ: 20,0\r\n\r\nOK\r\n';
  const inFile = async (args: readonly string[], text: string): Promise<Outcome> => {
    const folder = mkdtempSync(join(tmpdir(), 'sim800-range-'));
    try {
      writeFileSync(join(folder, 'log.bin'), bytesOf(text));
      return await sim800(['decode', '--format', 'ndjson', ...args, join(folder, 'log.bin')]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };

  it('reads on from a line end until what is entered there would hold the same, and says from where to where', async () => {
    const { stdout, stderr } = await inFile(['--range', '0:10'], session.repeat(3));
    // The first line end after 10 is that before OK: entered there, what the OK answers is not known.
    const lines = stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as { offset: number; type: string });
    expect(lines.map(({ offset, type }) => `${offset} ${type}`)).toEqual(['0 echo', '9 csq', '23 ok']);
    expect(stderr).toBe('{"begin":0,"end":27,"size":81}\n');
  });

  it('has the offsets of the file in what is filtered, too', async () => {
    const { stdout } = await inFile(['--range', '27:', '--only', 'csq'], session.repeat(2));
    expect(stdout).toBe('{"offset":36,"kind":"response","type":"csq","rssi":20,"ber":0}\n');
  });

  it.each([
    [['--range', '5'], 'It is two offsets'],
    [['--range', '0:5', '--stats'], 'prints the messages of a part'],
    [['--range', '0:5', '--container', 'lines'], 'is for raw bytes'],
  ])('%j is refused', async (args, why) => {
    const { code, stderr } = await inFile(args, session);
    expect(code).toBe(2);
    expect(stderr).toContain(why);
  });

  it('is refused of a packed file, and of standard input', async () => {
    expect((await inFile(['--range', '0:5'], '\x1f\x8b\x08\x00')).stderr).toContain('it is packed');
    expect((await sim800(['decode', '--range', '0:5'])).stderr).toContain('--range is of one file');
  });
});

const COUNTER = `
const threads = require('node:worker_threads');
const { Worker } = threads;
let count = 0;
threads.Worker = class extends Worker {
  constructor(...given) {
    super(...given);
    count++;
  }
};
require('node:module').syncBuiltinESMExports();
if (threads.isMainThread) process.on('exit', () => require('node:fs').writeSync(2, 'threads: ' + count));
`;

describe('sim800 decode --jobs', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sim800-jobs-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('reads a file with threads, and says what one says', { timeout: 300_000 }, async () => {
    // In one file, as it is packed: a thread runs the same program.
    const cli = await buildCli(folder);
    const file = join(folder, 'long.bin');
    const line = bytesOf('AT+CSQ\r\r\n+CSQ: 20,0\r\n\r\nOK\r\n\r\n+RECEIVE,1,6:\r\nRING\r\n\r\nwhat?\r\n');
    writeFileSync(file, Buffer.concat(Array.from({ length: 160_000 }, () => line)));
    // Loaded before the program: how many threads it begins.
    const counter = join(folder, 'counter.cjs');
    writeFileSync(counter, COUNTER);
    const [one, two] = ['1', '2'].map((jobs) => {
      const args = ['decode', '--container', 'raw', '--format', 'csv', '--payload', 'none', '--strict', '--jobs', jobs];
      return spawnSync(process.execPath, ['--require', counter, cli, ...args, file], { maxBuffer: 1 << 27 });
    });
    expect([one?.status, one?.stderr.toString()]).toEqual([3, 'threads: 0']);
    expect([two?.status, two?.stderr.toString()]).toEqual([3, 'threads: 2']);
    expect(one?.stdout.subarray(0, 20).toString()).toBe('offset,at,direction,');
    expect(two?.stdout.equals(one?.stdout ?? Buffer.alloc(0))).toBe(true);
  });
});
