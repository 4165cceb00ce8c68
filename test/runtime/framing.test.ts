/** Level 1, the framing, by itself: cases in which nobody says what the host writes need no dialogue. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tokenize } from '../../src/index.js';
import { type Case, readCases, received } from '../spec/read-cases.js';

const folder = join(import.meta.dirname, '..', 'spec', 'cases');
const isFraming = ({ steps, options }: Case): boolean =>
  steps.every(({ kind }) => kind === 'rx') && options['resync'] === undefined;
const files = readCases(folder).map(({ name, cases }) => ({ name, cases: cases.filter(isFraming) }));

/** In how many pieces the data of transparent mode comes is nobody's business. */
const types = (all: readonly { readonly type?: unknown }[]): unknown[] =>
  all
    .map(({ type }) => type)
    .filter((type, i, list) => type !== undefined && !(type === 'data' && list[i - 1] === 'data'));

describe.each(files.filter(({ cases }) => cases.length > 0))('the cases of $name that need level 1', ({ cases }) => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
    expect(types(tokenize(received(one), one.options))).toEqual(types(one.messages));
  });
});

it('are more than a hundred', () => {
  expect(files.reduce((sum, { cases }) => sum + cases.length, 0)).toBeGreaterThan(100);
});
