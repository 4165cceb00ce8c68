/** The tests, on sources of which one holds the fault that the environment tells. Nothing is written to a file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, mergeConfig } from 'vitest/config';
import house from '../../vitest.config.js';
import { type Mutant, planted } from './mutants.js';

const root = join(import.meta.dirname, '../..');
const mutant = JSON.parse(process.env.MUTANT ?? 'null') as Mutant | null;
const path = mutant === null ? undefined : join(root, mutant.file);

export default mergeConfig(
  house,
  defineConfig({
    root,
    plugins: [
      {
        name: 'mutant',
        enforce: 'pre',
        load: (id) => (mutant !== null && id === path ? planted(readFileSync(id, 'utf8'), mutant) : undefined),
      },
    ],
    test: { bail: 1, isolate: false, fileParallelism: false, pool: 'threads', reporters: ['default'] },
  }),
);
