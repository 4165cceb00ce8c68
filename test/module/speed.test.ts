/** Enough for any driver. In time of the processor, and the best of a few: a busy machine does not fail it. */
import { expect, it } from 'vitest';
import { speedOf } from '../../bench/module/measure.js';
import { BYTES_A_PIECE, WAYS } from '../../bench/module/ways.js';
import { Module, VirtualClock } from '../../src/module.js';
import { bytesOf } from '../latin1.js';

/** Those that reach several times that much; `npm run bench:module` has all. */
const FAST = ['+IPD', 'transparent, from the host', 'transparent, to the host'];

it.each(WAYS.filter(({ name }) => FAST.includes(name)))('passes twenty megabytes a second: $name', (way) => {
  expect(speedOf(way, 1000, 5).megabytes).toBeGreaterThan(20);
});

it.each(WAYS)('loses nothing on the way: $name', (way) => {
  expect(way.pass(100)).toBeGreaterThanOrEqual(100 * BYTES_A_PIECE);
});

it('is one of a hundred in a process', () => {
  const clock = new VirtualClock();
  const said = Array.from({ length: 100 }, () => 0);
  const modules = said.map(
    (_, i) =>
      new Module({
        clock,
        seed: i,
        onBytes: (bytes) => {
          said[i] = (said[i] ?? 0) + bytes.length;
        },
      }),
  );
  for (const module of modules) module.write(bytesOf('AT\r'));
  clock.advance(1000);
  expect(new Set(said)).toEqual(new Set(['AT\r\r\nOK\r\n'.length]));
});
