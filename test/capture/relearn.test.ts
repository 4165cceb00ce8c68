// A log that changes its dress further on: it is learned again, and the lines that showed it are read after all.
import { describe, expect, it } from 'vitest';
import { decodeCapture, openContainer, SAMPLE_SIZE } from '../../src/capture/index.js';
import { bytesOf } from '../latin1.js';

interface Read {
  readonly messages: string[];
  readonly left: number;
  readonly remarks: string[];
  /** The lines of the log that the first and the last message come from. */
  readonly lines: readonly (number | undefined)[];
}

function read(log: string, size = 65_536): Read {
  const messages: string[] = [];
  const remarks: string[] = [];
  const lines: (number | undefined)[] = [];
  let left = 0;
  const bytes = bytesOf(log);
  const capture = openContainer('auto', bytes.subarray(0, SAMPLE_SIZE));
  const reader = decodeCapture(
    capture,
    (message, { line }) => {
      messages.push(message.type);
      lines.push(line);
    },
    {
      onRemark: (text) => remarks.push(text),
      onLine: (label) => {
        if (label === 'application') left++;
      },
    },
  );
  for (let at = 0; at < bytes.length; at += size) reader.write(bytes.subarray(at, at + size));
  reader.end();
  return { messages, left, remarks, lines };
}

/** So many exchanges, each line in its dress. */
const exchanges = (count: number, dress: (direction: 'tx' | 'rx', text: string, n: number) => string): string =>
  Array.from({ length: count }, (_, i) =>
    [dress('tx', 'AT+CSQ', 3 * i), dress('rx', `+CSQ: ${i % 32},0`, 3 * i + 1), dress('rx', 'OK', 3 * i + 2)].join(
      '\n',
    ),
  ).join('\n');

const first = (direction: 'tx' | 'rx', text: string, n: number): string =>
  `[${1000 + n}] modem ${direction === 'tx' ? '>>' : '<<'} ${text}`;
const second = (direction: 'tx' | 'rx', text: string, n: number): string =>
  `2026-11-27T10:00:${String(n % 60).padStart(2, '0')}Z gsm/${direction === 'tx' ? 'send' : 'recv'} {${text}}`;

const counted = ({ messages }: Read, type: string): number => messages.filter((one) => one === type).length;

describe('a log whose lines change after what is learned from', () => {
  // 3,000 exchanges are more than 256 KiB: the second dress is not in the sample.
  const log = `${exchanges(5000, first)}\n${exchanges(500, second)}\n`;

  it('is read to its end, line by line, and says where it changes', () => {
    const found = read(log);
    expect(counted(found, 'csq')).toBe(5500);
    expect(counted(found, 'ok')).toBe(5500);
    expect(found.left).toBe(0);
    expect(found.remarks).toEqual([
      expect.stringMatching(/^from line 1500\d on: read as .*lines.*, otherwise than before$/),
    ]);
    expect(found.lines.at(-1)).toBe(16_500);
  });

  it('is read the same however it is cut', () => {
    expect(read(log, 1000)).toEqual(read(log));
  });

  it('is read on when the first dress comes back', () => {
    const found = read(`${log}${exchanges(500, first)}\n`);
    expect(counted(found, 'csq')).toBe(6000);
    expect(found.left).toBe(0);
  });
});

describe('lines of an application', () => {
  const noise = Array.from({ length: 3000 }, (_, i) => `worker ${i % 7} finished job number ${i * 31} in time`).join(
    '\n',
  );

  it('stay left out, however many they are, and what follows them is read', () => {
    const found = read(`${exchanges(5000, first)}\n${noise}\n${exchanges(100, first)}\n`);
    expect(counted(found, 'csq')).toBe(5100);
    expect(found.left).toBe(3000);
    expect(found.remarks).toEqual([]);
  });
});
