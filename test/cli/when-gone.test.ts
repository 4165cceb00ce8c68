/** A port that is gone without a word is noticed by its name, which goes with it. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { whenGone } from '../../src/cli/when-gone.js';

const folder = mkdtempSync(join(tmpdir(), 'sim800-gone-'));
const path = join(folder, 'ttyUSB0');
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  vi.useFakeTimers();
  writeFileSync(path, '');
});
afterEach(() => vi.useRealTimers());

it('is told once its name is not there any more', () => {
  const gone = vi.fn();
  const unwatch = whenGone(path, gone);
  vi.advanceTimersByTime(10_000);
  expect(gone).not.toHaveBeenCalled();
  rmSync(path);
  vi.advanceTimersByTime(300);
  expect(gone).toHaveBeenCalled();
  unwatch();
});

it('is not told after it was ended', () => {
  const gone = vi.fn();
  whenGone(path, gone)();
  rmSync(path);
  vi.advanceTimersByTime(10_000);
  expect(gone).not.toHaveBeenCalled();
});

it('is not told of a port that has no name in the file system', () => {
  rmSync(path);
  expect(existsSync(path)).toBe(false);
  const gone = vi.fn();
  whenGone(path, gone);
  vi.advanceTimersByTime(10_000);
  expect(gone).not.toHaveBeenCalled();
});
