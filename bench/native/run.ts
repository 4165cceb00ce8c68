/**
 * `npm run bench:native`: the engine in C on this host, its forms as a table and as code, beside the C of llparse for the same lines (lines-fresh, chunks of
 * 4096): MB/s of processor time, the best of 20 passes, in turn; and instructions a byte where valgrind is there.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { grammarSources, root } from '../../scripts/grammar-sources.js';
import { compileC99 } from '../../src/compiler.js';
import { MachineBuilder } from '../rivals/llparse/machine.js';
import { buildTrie } from '../rivals/llparse/trie.js';
import type { WorkloadFile } from '../workload/file.js';
import { workload } from '../workload/make.js';

const PASSES = 20;
const here = import.meta.dirname;

const { stream, types } = JSON.parse(readFileSync(workload('lines-fresh'), 'utf8')) as WorkloadFile;
const bytes = readFileSync(stream);

interface Program {
  readonly name: string;
  readonly file: string;
}

function built(name: string, folder: string, sources: readonly string[], flags: readonly string[] = []): Program {
  const file = join(folder, 'program');
  const includes = [folder, here, join(root, 'c')].flatMap((path) => ['-I', path]);
  execFileSync('gcc', ['-std=c99', '-O2', '-w', ...flags, ...includes, ...sources, '-o', file], { stdio: 'inherit' });
  return { name, file };
}

function engine(name: string, encoding: 'table' | 'code', forms?: readonly string[]): Program {
  const folder = mkdtempSync(join(tmpdir(), 'sim800-native-'));
  const { files } = compileC99(grammarSources(), { encoding, ...(forms && { forms }) });
  for (const [file, text] of files) writeFileSync(join(folder, file), text);
  const sources = ['sim800_engine.c', 'sim800_fields.c'].map((source) => join(root, 'c', source));
  return built(
    name,
    folder,
    [...sources, join(folder, 'sim800_grammar.c'), join(here, 'engine.c')],
    ['-DSIM800_NAMES'],
  );
}

function llparse(): Program {
  const folder = mkdtempSync(join(tmpdir(), 'sim800-llparse-'));
  const trie = buildTrie();
  const { c, header } = new MachineBuilder(trie.endings).build(trie.root);
  writeFileSync(join(folder, 'lines.c'), c);
  writeFileSync(join(folder, 'lines.h'), header);
  return built('llparse, numbers only', folder, [join(here, 'llparse.c')], ['-I', join(root, 'bench/rivals/llparse')]);
}

/** Instructions a byte, of the pass alone: two passes less one. */
function instructions({ file }: Program): string {
  if (spawnSync('valgrind', ['--version']).status !== 0) return 'no valgrind here';
  const collected = (passes: number): number => {
    const flags = ['--tool=callgrind', '--callgrind-out-file=/dev/null', file, stream, String(passes)];
    return Number(/Collected : (\d+)/.exec(spawnSync('valgrind', flags, { encoding: 'utf8' }).stderr)?.[1]);
  };
  return ((collected(2) - collected(1)) / bytes.length).toFixed(1);
}

const occurring = `the ${types.length} forms that occur`;
const programs = [
  engine('all forms, as a table', 'table'),
  engine(`${occurring}, as a table`, 'table', types),
  engine('all forms, as code', 'code'),
  engine(`${occurring}, as code`, 'code', types),
  llparse(),
];
const speeds = programs.map(({ file }) =>
  execFileSync(file, [stream, String(PASSES)], { encoding: 'utf8' })
    .trim()
    .split(' '),
);
console.log('| engine | messages | sum of numbers | MB/s | of llparse | instructions a byte |');
console.log('|---|---|---|---|---|---|');
for (const [i, program] of programs.entries()) {
  const [messages, sum, speed] = speeds[i] ?? [];
  const ratio = (Number(speed) / Number(speeds.at(-1)?.[2])).toFixed(2);
  console.log(`| ${[program.name, messages, sum, speed, ratio, instructions(program)].join(' | ')} |`);
}
