import { defineConfig } from 'vitest/config';

const seed = process.env['PROPERTY_SEED'] ?? String(Date.now() % 2 ** 31);
console.log(`seed ${seed}: PROPERTY_SEED=${seed} npm run test:long repeats this run`);

/** A part of a run asks for fewer: `AGREEMENT_TIMES=40 npm run test:long`. */
const { PROPERTY_LEAST = '100000', CUTS_TIMES = '35', EDITS_TIMES = '35' } = process.env;
const { AGREEMENT_TIMES = '340', LOGS_TIMES = '1667' } = process.env;
const TIMES = { PROPERTY_LEAST, CUTS_TIMES, EDITS_TIMES, AGREEMENT_TIMES, LOGS_TIMES };

/** `npm run test:long`: 100,000 of each property, over 1,000,000 lines and commands through parser and reference, 100,000 logs. */
export default defineConfig({
  test: {
    include: [
      'test/properties/**/*.test.ts',
      'test/reference/**/*.test.ts',
      'test/capture/{bytes,log}.test.ts',
      'test/compiler/check-edits.test.ts',
    ],
    env: { PROPERTY_SEED: seed, ...TIMES },
    testTimeout: 7_200_000,
  },
});
