import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { MOST_REPEATED } from '../../src/capture/containers/rows/offset-rows.js';
import { type Capture, decodeCapture, openContainer } from '../../src/capture/index.js';
import { LineSplitter, LONGEST_LINE } from '../../src/capture/read/lines.js';
import { eventsOf, readCases } from './casebook.js';

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc') as () => void;

/** What is held after all that can be forgotten was: the memory of buffers is only given back by the next collection. */
function held(): number {
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const MIB = 1 << 20;
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

const WARM_UP = 4;

/** How much more is held after `chunk` was written `times` times more than at first. */
function growth(container: string, sample: Uint8Array, chunk: Uint8Array, times: number): number {
  const reader = decodeCapture(openContainer(container, sample), () => {});
  reader.write(sample);
  // What is bounded fills first: judgements that are remembered, lines to learn from.
  for (let i = 0; i < WARM_UP; i++) reader.write(chunk);
  const before = held();
  for (let i = 0; i < times; i++) reader.write(chunk);
  const after = held();
  reader.end();
  return after - before;
}

const CASES = readCases().filter(({ asked, log }) => asked === 'auto' && log.length > 0);
const FIRST = [...new Map(CASES.map((of) => [of.file, of])).values()];

describe('memory', () => {
  it.each(FIRST.map((of) => [of.file, of] as const))('of %s does not grow with the log', (_, { log }) => {
    const chunk = Buffer.concat(Array.from({ length: Math.ceil(65536 / log.length) }, () => log));
    expect(growth('auto', log, chunk, 20)).toBeLessThan(3 * MIB);
  });

  it.each(FIRST.map((of) => [of.file, of] as const))('of %s does not grow with a line', (_, { log }) => {
    expect(growth('auto', log, Buffer.alloc(MIB, 'x'), 24)).toBeLessThan(7 * LONGEST_LINE);
  });

  it('does not grow with times that no message asks for', () => {
    const sample = latin1('[06:30:24.001] RDY\n');
    const blank = Array.from({ length: 4000 }, (_, i) => `[06:30:${String(i % 60).padStart(2, '0')}.${i}] \n`).join('');
    expect(growth('lines', sample, latin1(blank), 60)).toBeLessThan(4 * MIB);
  });
});

const longLine = (atom: string): Uint8Array => latin1(`${atom.repeat(30_000 / atom.length)}\n`);

/** Milliseconds of the processor, not of the clock: others may be at work here. */
function cost(capture: Capture, log: Uint8Array, atom: string): number {
  const all = Buffer.concat([log, longLine(atom), log]);
  const began = process.cpuUsage();
  eventsOf(capture, all);
  return process.cpuUsage(began).user / 1000;
}

describe('time', () => {
  const ATOMS = [
    ' ',
    '-',
    '"',
    "'",
    '\\',
    '[',
    '(',
    '{',
    '0',
    '00 ',
    '00  ',
    '"data":"',
    ',',
    '<',
    '12:00:00 ',
    '[1.0] ',
    'tx ',
    '\t',
    '\t|',
    '"",',
    "b'a', ",
    '0 \r',
  ];

  it.each(FIRST.map((of) => [of.file, of] as const))(
    'of %s goes up with the length of a line, and no faster',
    (_, { log }) => {
      const container = openContainer('auto', log).container.replace(/\w+:\w+/g, 'plain');
      const capture = openContainer(container, log);
      for (const atom of ATOMS) expect(cost(capture, log, atom), JSON.stringify(atom)).toBeLessThan(900);
    },
  );

  it('of recognition too', () => {
    const { log } = FIRST.find(({ file }) => file === 'tagged') ?? { log: new Uint8Array() };
    for (const atom of ATOMS) {
      const began = process.cpuUsage();
      openContainer('auto', Buffer.concat([log, longLine(atom), log]));
      expect(process.cpuUsage(began).user / 1000, JSON.stringify(atom)).toBeLessThan(900);
    }
  });
});

describe('a line', () => {
  const linesOf = (bytes: Uint8Array, cut: number): number[] => {
    const lengths: number[] = [];
    const splitter = new LineSplitter((_, from, to) => lengths.push(to - from));
    for (let from = 0; from < bytes.length; from += cut) splitter.write(bytes.subarray(from, from + cut));
    splitter.end();
    return lengths;
  };

  it('that is too long comes in pieces, the same for every cut', () => {
    const bytes = latin1(`${'a'.repeat(2 * LONGEST_LINE + 5)}\n${'b'.repeat(LONGEST_LINE)}\nc`);
    const expected = [LONGEST_LINE, LONGEST_LINE, 5, LONGEST_LINE, 1];
    for (const cut of [bytes.length, 65536, 999_983]) expect(linesOf(bytes, cut)).toEqual(expected);
  });
});

describe('a dump', () => {
  const dump = (rows: string): { size: number; remarks: string[] } => {
    const remarks: string[] = [];
    let size = 0;
    const reader = openContainer('hexdump', latin1(rows)).reader(
      ({ bytes }) => {
        size += bytes.length;
      },
      (remark) => remarks.push(remark),
    );
    reader.write(latin1(rows));
    reader.end();
    return { size, remarks };
  };
  const ROW = '00000000  2e 2e 2e 2e 2e 2e 2e 2e  2e 2e 2e 2e 2e 2e 2e 2e  |................|\n';

  it('is written out after a star', () => expect(dump(`${ROW}*\n00100000\n`)).toEqual({ size: 0x100000, remarks: [] }));

  it('is not written out past a bound', () => {
    const offset = (MOST_REPEATED + 0x20).toString(16).padStart(8, '0');
    expect(dump(`${ROW}*\n${offset}\n`)).toEqual({
      size: 16,
      remarks: ['rows of the dump are missing, or out of order'],
    });
  });

  it('is not written out past the bound in many small steps either: it holds for the log', () => {
    const step = MOST_REPEATED / 4;
    const rows = Array.from({ length: 40 }, (_, i) =>
      ROW.replace('00000000', (i * step).toString(16).padStart(8, '0')),
    );
    const { size, remarks } = dump(rows.join('*\n'));
    expect(size).toBeLessThan(MOST_REPEATED + 41 * 16);
    expect(remarks).toEqual(['rows of the dump are missing, or out of order']);
  });

  it('with rows left out is told of once', () => {
    const rows = `${ROW}${ROW.replace('00000000', '00000040')}${ROW.replace('00000000', '00000010')}`;
    expect(dump(rows)).toEqual({ size: 48, remarks: ['rows of the dump are missing, or out of order'] });
  });
});

describe('a quote that is never closed', () => {
  it('costs a few records of a table', () => {
    const head = 'name,type,start_time,duration,"data"\n';
    const row = '"RX","data",0.1,1e-5,0x41\n';
    const log = latin1(`${head}${row.repeat(5)}"RX,"data",0.2,1e-5,0x42\n${row.repeat(20)}`);
    expect(eventsOf(openContainer('auto', log), log).length).toBeGreaterThan(15);
  });
});
