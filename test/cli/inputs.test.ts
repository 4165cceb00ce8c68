/** What can be read: packed files, UTF-16, several files; and the file that Wireshark reads. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { findTool } from '../tools.js';
import { sim800 } from './sim800.js';

const folder = mkdtempSync(join(tmpdir(), 'sim800-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const LOG = `10:00:00.000 TX: AT+CSQ
10:00:00.030 RX: +CSQ: 21,0
10:00:00.031 RX: OK
10:00:01.000 RX: RING
`;

const TYPES = ['sent', 'csq', 'ok', 'ring'];

async function types(...args: readonly string[]): Promise<string[]> {
  const { stdout } = await sim800(['decode', '-f', 'ndjson', ...args]);
  const lines = stdout.split('\n').slice(0, -1);
  return lines.map((line) => (JSON.parse(line) as { type: string }).type);
}

const utf16 = (text: string, isBig: boolean): Uint8Array => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return isBig ? bytes.swap16() : bytes;
};

describe('a packed file', () => {
  it.each([
    ['gzip', gzipSync(LOG)],
    ['UTF-16, little end first', utf16(LOG, false)],
    ['UTF-16, big end first', utf16(LOG, true)],
    ['UTF-16 in gzip', gzipSync(utf16(LOG, false))],
    ['two gzip files in one', Buffer.concat([gzipSync(LOG.slice(0, 30)), gzipSync(LOG.slice(30))])],
  ])('is read as what it holds: %s', async (name, content) => {
    const path = file(name.replaceAll(/\W/g, '-'), content);
    expect(await types(path)).toEqual(TYPES);
    expect((await sim800(['decode', path])).stderr).toContain('unpacked: ');
  });

  it('may be zstd', async () => {
    const zstd = findTool('zstd');
    if (zstd === undefined) return;
    const path = file('log.zst', execFileSync(zstd, ['-q', '-c'], { input: LOG }));
    expect(await types(path)).toEqual(TYPES);
  });

  it('may come on standard input', async () => {
    const { stdout } = await sim800(['decode', '-f', 'ndjson', '--only', 'ring'], gzipSync(LOG));
    expect(JSON.parse(stdout).at).toBe('10:00:01.000');
  });

  it('is read as far as it goes, and then said to be damaged', async () => {
    const whole = gzipSync(LOG.repeat(400));
    const { code, stdout, stderr } = await sim800(['decode', file('cut.gz', whole.subarray(0, whole.length - 20))]);
    expect(code).toBe(1);
    expect(stdout).toContain('ring');
    expect(stderr).toContain('the gzip data is damaged');
  });

  it('is not unpacked where its bytes are the log: a mark alone is not enough', async () => {
    const { stdout } = await sim800(['decode', '-f', 'ndjson', '--only', 'ok'], '\x28\xb5\r\nOK\r\n');
    expect(JSON.parse(stdout).offset).toBe(4);
  });
});

describe('several files', () => {
  it('are one log, in the order they are named', async () => {
    const first = file('log.1', LOG.slice(0, 40));
    const second = file('log.2.gz', gzipSync(LOG.slice(40)));
    expect(await types(first, second)).toEqual(TYPES);
  });

  it('are refused before anything is read if one is not there', async () => {
    const { code, stdout, stderr } = await sim800(['decode', file('log.3', LOG), join(folder, 'none.log')]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('none.log: no such file or directory');
  });

  it('are merged by time with --merge, each read by itself', async () => {
    const one = file('one.log', LOG);
    const other = file(
      'other.log',
      '[10:00:00.010] <- AT\n[10:00:00.030] -> RING\n[10:00:00.500] -> +CREG: 1\n'.replaceAll('<- AT', '-> OK'),
    );
    const { stdout } = await sim800(['decode', '-f', 'ndjson', '--merge', one, other]);
    const merged = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { log: string; at: string; type: string });
    expect(merged.map(({ at, type, log }) => `${at} ${type} ${log === one ? 1 : 2}`)).toEqual([
      '10:00:00.000 sent 1',
      '10:00:00.010 ok 2',
      '10:00:00.030 csq 1',
      '10:00:00.030 ring 2',
      '10:00:00.031 ok 1',
      '10:00:00.500 creg 2',
      '10:00:01.000 ring 1',
    ]);
  });

  it('with zones are compared as such', async () => {
    const utc = file(
      'utc.log',
      '2026-03-04T08:00:00Z RX: RING\n2026-03-04T08:00:02Z RX: RING\n2026-03-04T08:00:03Z RX: OK\n',
    );
    const east = file(
      'east.log',
      '2026-03-04T10:00:01+02:00 RX: RDY\n2026-03-04T10:00:04+02:00 RX: RDY\n2026-03-04T10:00:05+02:00 RX: OK\n',
    );
    expect(await types('--merge', east, utc)).toEqual(['ring', 'rdy', 'ring', 'ok', 'rdy', 'ok']);
  });

  it('with dates of which only one log names the zone: says what the others are taken for', async () => {
    const zoned = file('zoned.log', '2026-03-04T10:00:00+02:00 RX: RING\n2026-03-04T10:00:02+02:00 RX: OK\n');
    const plain = file('plain.log', '2026-03-04 08:00:01 RX: RDY\n2026-03-04 08:00:03 RX: RING\n');
    const { stderr } = await sim800(['decode', '--merge', zoned, plain]);
    expect(stderr).toContain(
      `the times of ${zoned} name zone +02:00, those of ${plain} none: they are taken for UTC\n`,
    );
    expect(await types('--merge', zoned, plain)).toEqual(['ring', 'rdy', 'ok', 'ring']);
  });

  it('with times that cannot be compared are refused', async () => {
    const day = file('day.log', LOG);
    const dated = file('dated.log', LOG.replaceAll(/^/gm, '2026-03-04 ').replace(/2026-03-04 $/, ''));
    const { code, stderr } = await sim800(['decode', '--merge', day, dated]);
    expect(code).toBe(1);
    expect(stderr).toContain('day.log has times of day');
  });

  it.each([
    [['--merge', 'a.log']],
    [['--follow', 'a.log', 'b.log']],
    [['--merge', '--why', 'a.log', 'b.log']],
    [['--port', '/dev/null', 'a.log']],
  ])('%j is refused', async (args) => expect((await sim800(['decode', ...args])).code).toBe(2));

  it('name themselves in ndjson that encode reads all the same', async () => {
    const { stdout } = await sim800(['decode', '-f', 'ndjson', '--merge', file('a.log', LOG), file('b.log', LOG)]);
    expect(JSON.parse(stdout.split('\n')[1] ?? '').log).toContain('b.log');
  });
});

interface Block {
  readonly type: number;
  readonly body: Buffer;
}

/** The blocks of a pcapng file: type, length, body, length again. */
function blocksOf(bytes: Buffer): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32LE(at + 4);
    expect(length % 4).toBe(0);
    expect(bytes.readUInt32LE(at + length - 4)).toBe(length);
    blocks.push({ type: bytes.readUInt32LE(at), body: bytes.subarray(at + 8, at + length - 4) });
    at += length;
  }
  return blocks;
}

describe('--format pcapng', () => {
  const log =
    '2026-03-04T08:00:00.250Z TX: AT+CSQ\n2026-03-04T08:00:00.500Z RX: +CSQ: 21,0\n2026-03-04T08:00:01Z RX: OK\n';

  it('has a section, an interface, and a packet a message', async () => {
    const { stdout } = await sim800(['decode', '-f', 'pcapng'], log, {}, 'latin1');
    const [section, link, ...packets] = blocksOf(Buffer.from(stdout, 'latin1'));
    expect([section?.type, section?.body.readUInt32LE(0)]).toEqual([0x0a0d0d0a, 0x1a2b3c4d]);
    expect([link?.type, link?.body.readUInt16LE(0)]).toEqual([1, 147]);
    expect(packets.map(({ type }) => type)).toEqual([6, 6, 6]);
    const seen = packets.map(({ body }) => {
      const time = (BigInt(body.readUInt32LE(4)) << 32n) | BigInt(body.readUInt32LE(8));
      const length = body.readUInt32LE(12);
      return [new Date(Number(time / 1000n)).toISOString(), body.subarray(20, 20 + length).toString('latin1')];
    });
    expect(seen).toEqual([
      ['2026-03-04T08:00:00.250Z', 'sent\0csq\0execute\0AT+CSQ\n'],
      ['2026-03-04T08:00:00.500Z', 'response\0csq\0rssi=21 ber=0\0+CSQ: 21,0\n'],
      ['2026-03-04T08:00:01.000Z', 'final\0ok\0\0OK\n'],
    ]);
  });

  it('says which way each went', async () => {
    const { stdout } = await sim800(['decode', '-f', 'pcapng'], log, {}, 'latin1');
    const flags = blocksOf(Buffer.from(stdout, 'latin1'))
      .slice(2)
      .map(({ body }) => body.readUInt32LE(body.length - 8));
    expect(flags).toEqual([2, 1, 1]);
  });

  it('holds every byte of the stream once', async () => {
    const wire = '\r\n+RECEIVE,0,4:\r\n\x00\x01\xfe\xff\r\nOK\r\n??\r\n';
    const { stdout } = await sim800(['decode', '-f', 'pcapng', '--container', 'raw'], wire, {}, 'latin1');
    const packets = blocksOf(Buffer.from(stdout, 'latin1')).slice(2);
    const bytes = packets.map(({ body }) =>
      body
        .subarray(20, 20 + body.readUInt32LE(12))
        .toString('latin1')
        .split('\0')
        .slice(3)
        .join('\0'),
    );
    expect(bytes.join('')).toBe(wire);
  });
});
