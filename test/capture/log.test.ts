// Logs in the dresses of tools and of drivers nobody has written: the session must be found in them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Log, log } from '../../src/arbitraries.js';
import { runsFrom } from '../properties/runs.js';
import { expectedOf, foundIn, inOrder } from './reading.js';

interface Count {
  logs: number;
  exact: number;
  expected: number;
  found: number;
  right: number;
}

const nothing = (): Count => ({ logs: 0, exact: 0, expected: 0, found: 0, right: 0 });

function add(count: Count, of: Log): void {
  const expected = expectedOf(of);
  const { messages } = foundIn(of.bytes);
  const right = inOrder(expected, messages);
  count.logs++;
  if (right === expected.length && right === messages.length) count.exact++;
  count.expected += expected.length;
  count.found += messages.length;
  count.right += right;
}

const percent = (part: number, whole: number): number => (100 * part) / (whole || 1);
const row = (name: string, { logs, exact }: Count): string =>
  `${name.padEnd(34)} ${percent(exact, logs).toFixed(1).padStart(5)} % of ${logs}`;

describe('generated logs', () => {
  it('are read exactly, nearly all, and what is not is left out', () => {
    const dresses = new Map<string, Count>();
    const all = nothing();
    const { numRuns, seed } = runsFrom(0x109, 'LOGS_TIMES')(60);
    // One by one: a hundred thousand logs are not held at once.
    fc.assert(
      fc.property(log(), (of) => {
        const own = dresses.get(of.dress) ?? nothing();
        dresses.set(of.dress, own);
        add(own, of);
        add(all, of);
      }),
      { numRuns, seed },
    );
    if (numRuns > 1000)
      console.log([...dresses].map(([name, count]) => row(name, count)).join('\n'), '\n', row('all', all));
    // 97 of 100 are: of sixty drawn at random one in fifty times fewer than 55.
    expect(percent(all.exact, all.logs)).toBeGreaterThan(numRuns > 1000 ? 96.5 : 91);
    expect(percent(all.right, all.expected)).toBeGreaterThan(98.5);
    expect(percent(all.found - all.right, all.found)).toBeLessThan(0.5);
  }, 7_200_000);
});
