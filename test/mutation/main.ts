/** npm run mutate -- [--sample 500] [--seed N] [--in src/runtime/commands] */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Random } from '../fuzz/random.js';
import { type Mutant, mutantsOf, shown } from './mutants.js';
import { ROOMS, roomOf } from './rooms.js';
import { type Fate, Trial } from './run.js';

const ROOT = join(import.meta.dirname, '../..');

const { values } = parseArgs({
  options: {
    sample: { type: 'string', default: '500' },
    seed: { type: 'string' },
    in: { type: 'string', multiple: true, default: ROOMS.map(({ sources }) => sources) },
  },
});
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);

function sampled(all: readonly Mutant[], count: number): Mutant[] {
  const random = new Random(seed);
  const left = [...all];
  return Array.from({ length: Math.min(count, all.length) }, () => left.splice(random.below(left.length), 1)).flat();
}

const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .map((file) => `src/${file}`)
  .filter((file) => file.endsWith('.ts') && values.in.some((path) => file.startsWith(path)));
const all = files.sort().flatMap((file) => mutantsOf(file, readFileSync(join(ROOT, file), 'utf8')));
const sample = sampled(all, Number(values.sample));
console.log(`${sample.length} of ${all.length} mutants, seed ${seed}`);

const trial = new Trial();
const fates: Record<Fate, number> = { killed: 0, timeout: 0, survived: 0 };
for (const [i, mutant] of sample.entries()) {
  const { fate, by } = await trial.fateOf(mutant, roomOf(mutant.file));
  fates[fate]++;
  console.log(`${i + 1} ${fate} ${shown(mutant)}${by === '' ? '' : ` (${by})`}`);
}
console.log(`${fates.killed} killed, ${fates.timeout} timed out, ${fates.survived} survived, seed ${seed}`);
process.exitCode = fates.survived > 0 ? 1 : 0;
