import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { duration, progress, size } from '../../src/cli/decode/progress.js';
import { sim800 } from './sim800.js';

function written(out: PassThrough): string {
  return String(out.read() ?? '');
}

const terminal = (): PassThrough => Object.assign(new PassThrough(), { isTTY: true, columns: 80 });

describe('progress', () => {
  it('is requested: shows how much, how fast, how long still', () => {
    const out = terminal();
    const bar = progress(out, { total: 2_000_000, requested: true, amongText: true });
    bar.add(1_000_000);
    bar.stop();
    expect(written(out)).toMatch(/50% 1\.00 MB of 2\.00 MB, [\d.]+ [kMGT]?B\/s, \d+ s left/);
  });

  it('tells the rate where the end is not known', () => {
    const out = terminal();
    const bar = progress(out, { total: undefined, requested: true, amongText: false });
    bar.add(1_000_000);
    bar.stop();
    expect(written(out)).toMatch(/1\.00 MB, [\d.]+ [kMGT]?B\/s/);
  });

  it.each([
    ['before a second has gone', terminal(), 100, false],
    ['on a pipe', new PassThrough(), 100, false],
    ['among the text of the same terminal', terminal(), 100, true],
    ['where the end is not known', terminal(), undefined, false],
  ])('is not shown %s', (_, out, total, amongText) => {
    const bar = progress(out, { total, requested: false, amongText });
    bar.add(50);
    bar.stop();
    expect(written(out)).toBe('');
  });

  it('goes to stderr and leaves the output alone', async () => {
    const { stdout, stderr } = await sim800(['decode', '--progress', 'examples/captures/tcp-client.bin']);
    expect(stderr).toMatch(/100% 5\d\d B of 5\d\d B/);
    expect(stdout).toBe((await sim800(['decode', 'examples/captures/tcp-client.bin'])).stdout);
  });
});

describe('a size', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.00 kB'],
    [999_499, '999 kB'],
    [999_900, '1.00 MB'],
    [2_147_483_648, '2.15 GB'],
  ])('of %d is %s', (bytes, text) => expect(size(bytes)).toBe(text));
});

describe('a duration', () => {
  it.each([
    [0, '0 s'],
    [59.4, '59 s'],
    [59.5, '1 min 0 s'],
    [3599, '59 min 59 s'],
    [7380, '2 h 3 min'],
  ])('of %d seconds is %s', (seconds, text) => expect(duration(seconds)).toBe(text));
});
