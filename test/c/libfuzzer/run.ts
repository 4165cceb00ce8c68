/** `npm run fuzz:c:promises -- SECONDS [OPTIONS OF LIBFUZZER]`: promises.c under libFuzzer, from the cases on. Needs clang. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { grammarSources, root } from '../../../scripts/grammar-sources.js';
import { analyse } from '../../../src/compiler/analyse.js';
import { readCases } from '../../spec/read-cases.js';
import { grammarFolder, STRICT } from '../engine.js';

const [seconds = '60', ...more] = process.argv.slice(2);

const folder = grammarFolder(analyse(grammarSources()));
const corpus = join(folder, 'corpus');
mkdirSync(corpus);
for (const kind of ['cases', 'captures']) {
  for (const { name, cases } of readCases(join(root, 'test/spec', kind))) {
    for (const [i, { steps }] of cases.entries()) {
      const bytes = steps.flatMap((step) => (step.kind === 'call' ? [0xfd, i] : [...step.bytes]));
      writeFileSync(join(corpus, `${name}-${i}`.replace(/\W+/g, '-')), Uint8Array.of(0, i & 0xff, ...bytes));
    }
  }
}

const sources = ['c/sim800_engine.c', 'c/sim800_fields.c', 'test/c/libfuzzer/promises.c'].map((file) =>
  join(root, file),
);
const program = join(folder, 'promises');
const sanitizers = '-fsanitize=fuzzer,address,undefined';
const flags = ['-std=c99', ...STRICT, '-O1', '-g', '-DSIM800_NAMES', sanitizers, '-fno-sanitize-recover=all'];
const includes = [join(root, 'c'), folder].map((path) => `-I${path}`);
execFileSync('clang', [...flags, ...includes, ...sources, join(folder, 'sim800_grammar.c'), '-o', program], {
  stdio: 'inherit',
});
const fuzzing = [corpus, `-max_total_time=${seconds}`, '-max_len=4096', `-artifact_prefix=${folder}/`, ...more];
process.exit(spawnSync(program, fuzzing, { stdio: 'inherit' }).status ?? 1);
