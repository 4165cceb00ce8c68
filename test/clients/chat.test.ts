/** The dialler of pppd: a data call to the packet service. */
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTool } from '../tools.js';
import { type ClientBench, clientBench, linesOf } from './bench.js';

const chat = findTool('chat') ?? '/usr/sbin/chat';

let bench: ClientBench;
beforeAll(async () => {
  bench = await clientBench();
});
afterAll(() => bench.stop());

const dial = (script: string): number => {
  try {
    const line = `exec ${chat} -t 5 ABORT ERROR ABORT 'NO CARRIER' ${script} < ${bench.place} > ${bench.place}`;
    execFileSync('sh', ['-c', line], { timeout: 20_000 });
    return 0;
  } catch (error) {
    return (error as { status: number }).status;
  }
};

describe("pppd's chat", () => {
  it('sets the access point and is connected', () => {
    // What follows an empty expectation is written at once; \c: no line end after it.
    expect(dial(`'' ATZ OK 'AT+CGDCONT=1,"IP","internet"' OK 'ATD*99#' CONNECT '\\c'`)).toBe(0);
    expect(linesOf(bench)).toEqual(expect.arrayContaining(['ATZ', 'AT+CGDCONT=1,"IP","internet"', 'ATD*99#']));
  });

  it('leaves the data with +++', () => {
    expect(dial(`'' '\\d\\d+++\\c' OK ATH OK`)).toBe(0);
  });

  it('is told ERROR, on which it gives up', () => {
    expect(dial(`'' AT+NONSENSE OK`)).toBe(4); // the first string to abort on
  });
});
