/** Whatever a host writes, all that the module says is known to the grammar, and is an answer that the grammar allows. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noise } from '../../src/arbitraries.js';
import { answersTo } from '../../src/index.js';
import { Module, VirtualClock } from '../../src/module.js';
import { bytesOf, textOf } from '../latin1.js';
import { hasBareData, seeds, session, steps } from './sessions.js';

describe('whatever a host writes to the module', () => {
  it('what it answers is in the grammar: nothing is unrecognized', () => {
    fc.assert(
      fc.property(steps, seeds, (all, seed) => {
        const { events, read, bytes } = session(all, seed);
        if (hasBareData(events)) return;
        const bad = read.filter(({ type }) => type === 'unrecognized');
        expect(bad, JSON.stringify(bytes)).toEqual([]);
      }),
      { seed: 20261127, numRuns: 500 },
    );
  });

  it('each answer is one that the grammar allows that command', () => {
    fc.assert(
      fc.property(steps, seeds, (all, seed) => {
        for (const event of session(all, seed).events) {
          if (event.what !== 'message' || event.answers === undefined) continue;
          const { answers, results, lateResults } = answersTo(event.answers);
          const { type } = event.message;
          const isAllowed = answers.has(type) || results.has(type) || lateResults.has(type);
          expect(isAllowed, `${type} answers ${JSON.stringify(event.answers)}`).toBe(true);
        }
      }),
      { seed: 20261128, numRuns: 500 },
    );
  });

  it('what is read is what was said, in this order', () => {
    fc.assert(
      fc.property(steps, seeds, (all, seed) => {
        const { events, read, bytes } = session(all, seed);
        if (hasBareData(events)) return;
        const said = events.flatMap((event) => (event.what === 'message' ? [event.message.type] : []));
        const types = read.flatMap(({ type, kind }) => (kind === 'echo' ? [] : [type]));
        expect(types, JSON.stringify(bytes)).toEqual(said);
      }),
      { seed: 20261129, numRuns: 500 },
    );
  });

  it('the sessions come to all that a host can come to', () => {
    const reached = new Set<string>();
    for (const all of fc.sample(steps, { seed: 20261127, numRuns: 300 }))
      for (const { type } of session(all, 1).read) reached.add(type);
    const rare = ['receive', 'ipd', 'recv-from', 'ciprxget-read', 'ciprxget-data', 'send-ok', 'pdp-deact'];
    const others = ['cme-error', 'cms-error', 'cmti', 'cmt', 'cmgl', 'cmgs', 'cusd', 'clip', 'rdy', 'server-ok'];
    const newer = ['ugnsinf', 'nmea', 'cgnsinf', 'crsm', 'ftpput', 'ftpput-data'];
    const files = [
      'ftpextput',
      'ftpextget',
      'ftpextget-read',
      'ftpgettofs',
      'ftpputfrmfs',
      'ftpget',
      'ftpsize',
      'fsflsize',
      'fsmem',
    ];
    expect([...rare, ...others, ...newer, ...files].filter((type) => !reached.has(type))).toEqual([]);
  });

  it('the same seed and the same bytes give the same transcript', () => {
    fc.assert(
      fc.property(steps, seeds, (all, seed) => {
        expect(session(all, seed).bytes).toBe(session(all, seed).bytes);
      }),
      { seed: 20261130, numRuns: 100 },
    );
  });

  it('noise is no command, and after it the module answers as before', () => {
    fc.assert(
      fc.property(noise(), (bytes) => {
        let said = '';
        const clock = new VirtualClock();
        const module = new Module({ clock, onBytes: (piece) => (said += textOf(piece)) });
        module.write(bytes);
        clock.advance(10_000);
        module.write(bytesOf('\x1b\r\r'));
        clock.advance(10_000);
        said = '';
        module.write(bytesOf('AT\r'));
        clock.advance(10_000);
        expect(said).toMatch(/(?:OK|ERROR|0)\r/);
      }),
      { seed: 20261131, numRuns: 300 },
    );
  });
});
