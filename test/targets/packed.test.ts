/** Generated tables are written packed; here is what they mean, by hand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unpack } from '../../src/arbitraries/packed.js';
import { packed } from '../../src/compiler/targets/typescript/packed.js';
import { chosen, commandEntries, commandHeads, fieldPlaces, names, uint16 } from '../../src/runtime/contract/packed.js';

describe('numbers as text', () => {
  const cases: [string, number[]][] = [
    ['', []],
    ['7', [7]],
    ['0*4', [0, 0, 0, 0]],
    ['3+3', [3, 4, 5]],
    ['0 0 5 6', [0, 0, 5, 6]],
    ['0*3 1 9 8+3 10*3', [0, 0, 0, 1, 9, 8, 9, 10, 10, 10, 10]],
  ];
  it.each(cases)('%j', (text, numbers) => {
    expect(packed(numbers)).toBe(text);
    expect([...uint16(text)]).toEqual(numbers);
  });

  it('give the same numbers back, whatever they are', () => {
    const number = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 0xffff }));
    const property = fc.property(fc.array(number), (numbers) => {
      expect([...uint16(packed(numbers))]).toEqual(numbers);
    });
    fc.assert(property, { seed: 800, numRuns: 500 });
  });
});

describe('tables of the runtime', () => {
  it('names, and some of them', () => {
    expect([names(''), names('ok error')]).toEqual([[], ['ok', 'error']]);
    expect(chosen(['urc', 'final'], '0*2 1')).toEqual(['urc', 'urc', 'final']);
  });

  it('commands: lists by number, and at the end what few of them have', () => {
    const none = { timeout: undefined, promptData: undefined, successes: 1, lateSuccesses: 1 };
    const [plain, setting, asking, sending] = commandEntries(
      ['', '3 1', '7'],
      [
        [0, 1, 2],
        [2, 1, 0, ['echo-off']],
        [0, 1, 0, [], 5000, { length: -1, ctrlZ: true }],
        [0, 1, 2, [], 0, undefined, [2, 1]],
      ],
    );
    expect(plain).toEqual({ answers: [], results: [3, 1], lateResults: [7], sets: [], ...none });
    expect(setting).toEqual({ answers: [7], results: [3, 1], lateResults: [], sets: ['echo-off'], ...none });
    expect(sending).toMatchObject({ results: [3, 1], successes: 2, timeout: undefined, promptData: undefined });
    expect(asking).toMatchObject({ sets: [], timeout: 5000, promptData: { length: -1, ctrlZ: true } });
  });

  it('heads: -1 is no command', () => {
    const commands = commandEntries([''], [[0, 0, 0]]);
    expect(
      commandHeads(commands, [
        ['AT+', -1],
        ['AT+X', 0, [2]],
      ]),
    ).toEqual([
      { text: 'AT+', command: undefined, patterns: [] },
      { text: 'AT+X', command: commands[0], patterns: [2] },
    ]);
  });

  it('fields: two lines whose rows begin at the places 0 and 1, forms 4 and 5', () => {
    // Place 0 is no line's, place 1 is line 1's with kind 65 and words from 7, place 2 is line 0's with kind 32.
    const places = fieldPlaces('0 1', '4 5', '-1 1 0', '0 1 2', '0 0 65 7 32 0');
    expect([...places]).toEqual([4, 4, 7, 5, -1, 0, 0, 1, 65, 7, 0, 32, 0]);
  });
});

describe('tables of arbitraries', () => {
  const number = { kind: 'number', min: 0, max: 7 } as const;
  const text = { kind: 'text', runs: [[[[65, 90]], 1, 4]], pattern: /^[A-Z]{1,4}$/, lines: 0 } as const;
  const tables = unpack({
    knownNames: ['CSQ'],
    types: [number, { ...text, unnamed: true }],
    atoms: [['+X: ', '+X:'], { level: 0 }, [','], { name: 1 }, 'line-end'],
    forms: [
      ['x', 'urc', '0 1;2:2 3;2:'],
      ['y', 'prompt', '4', { tail: ' ' }],
    ],
    commands: [['x', 0, '0', { form: 'read' }]],
    lists: ['x', 'ok error', ''],
    entries: [[['AT+X'], 0, 1, 2, { changesLine: true }]],
  });
  const level = { name: 'level', ...number };

  it('variants say how much they share with the one before', () => {
    const [x, y] = tables.forms;
    const name = { name: 'name', ...text, not: ['CSQ'] };
    expect(x).toEqual({
      type: 'x',
      kind: 'urc',
      variants: [
        [['+X: ', '+X:'], level],
        [['+X: ', '+X:'], level, [','], name],
        [['+X: ', '+X:'], level],
      ],
    });
    expect(y).toEqual({ type: 'y', kind: 'prompt', variants: [['line-end']], tail: ' ' });
  });

  it('commands, and what answers them', () => {
    expect(tables.commands).toEqual([{ type: 'x', entry: 0, form: 'read', variants: [[['+X: ', '+X:']]] }]);
    const entry = { heads: ['AT+X'], answers: ['x'], results: ['ok', 'error'], lateResults: [], changesLine: true };
    expect(tables.entries).toEqual([entry]);
  });
});
