/**
 * `npm run fuzz:c:promises -- SECONDS [--dialogue] [OPTIONS OF LIBFUZZER]`: promises.c under libFuzzer, from the cases on;
 * with `--dialogue` it is told what the host sends. Needs clang.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { grammarSources, root } from '../../../scripts/grammar-sources.js';
import { analyse } from '../../../src/compiler/analyse.js';
import { readCases, type Step } from '../../spec/read-cases.js';
import { grammarFolder, STRICT } from '../engine.js';

const [seconds = '60', ...rest] = process.argv.slice(2);
const told = rest.includes('--dialogue');
const more = rest.filter((argument) => argument !== '--dialogue');

/** As promises.c takes it: what the host sends in parts of up to 255 bytes, or as bytes of the module's. */
function bytesOf(step: Step, call: number): number[] {
  if (step.kind === 'call') return [0xfd, call];
  if (step.kind === 'rx' || !told) return [...step.bytes];
  const count = Math.ceil(step.bytes.length / 255);
  const parts = Array.from({ length: count }, (_, i) => [...step.bytes.subarray(i * 255, (i + 1) * 255)]);
  return parts.flatMap((part) => [0xfc, part.length, ...part]);
}

const folder = grammarFolder(analyse(grammarSources()));
const corpus = join(folder, 'corpus');
mkdirSync(corpus);
for (const kind of ['cases', 'captures']) {
  for (const { name, cases } of readCases(join(root, 'test/spec', kind))) {
    for (const [i, { steps }] of cases.entries()) {
      const bytes = steps.flatMap((step) => bytesOf(step, i));
      writeFileSync(join(corpus, `${name}-${i}`.replace(/\W+/g, '-')), Uint8Array.of(0, i & 0xff, ...bytes));
    }
  }
}

const C = ['c/sim800_engine.c', 'c/sim800_fields.c', 'c/sim800_dialogue.c', 'test/c/libfuzzer/promises.c'];
const sources = C.map((file) => join(root, file));
const program = join(folder, 'promises');
const sanitizers = '-fsanitize=fuzzer,address,undefined';
const level = `-DSIM800_DIALOGUE=${told ? 1 : 0}`;
const flags = ['-std=c99', ...STRICT, '-O1', '-g', '-DSIM800_NAMES', level, sanitizers, '-fno-sanitize-recover=all'];
const includes = [join(root, 'c'), folder].map((path) => `-I${path}`);
execFileSync('clang', [...flags, ...includes, ...sources, join(folder, 'sim800_grammar.c'), '-o', program], {
  stdio: 'inherit',
});
const fuzzing = [corpus, `-max_total_time=${seconds}`, '-max_len=4096', `-artifact_prefix=${folder}/`, ...more];
process.exit(spawnSync(program, fuzzing, { stdio: 'inherit' }).status ?? 1);
