/** npm run fuzz -- --seconds 60 [--seed N] [--corpus DIR] */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { whole } from './cutting.js';
import { type Found, Fuzzer } from './fuzzer.js';
import { observe } from './observe.js';
import type { Program } from './program.js';
import { seeds } from './seeds.js';
import { type Counted, countedSubject } from './subject.js';
import { caseText } from './write-case.js';

/** A folder a run: two that run at once do not mix. */
const findings = (): string => join(import.meta.dirname, 'findings', String(seed));
const STATUS_MS = 30_000;

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string' }, corpus: { type: 'string' } },
});
const seconds = Number(values.seconds);
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);

function fileName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80);
}

function report({ kind, detail, program }: Found, { subject }: Counted): void {
  const messages = observe(subject, program, whole()).events.map(({ message }) => message);
  const prose = `${detail}\n\nCut seed ${program.cutSeed}. The messages are those of the whole, right or wrong.`;
  const text = caseText(program, { title: kind, prose }, messages);
  mkdirSync(findings(), { recursive: true });
  writeFileSync(join(findings(), `${fileName(kind)}.md`), text);
  console.log(`FINDING ${text}`);
}

function status(fuzzer: Fuzzer, { coverage }: Counted, started: number): void {
  const elapsed = (performance.now() - started) / 1000;
  const { executions, corpus, findings } = fuzzer;
  console.log(
    `${elapsed.toFixed(0)} s: ${executions} executions, ${(executions / elapsed).toFixed(0)} exec/s, corpus ${corpus.length}, ` +
      `${coverage.covered} of ${coverage.blocks} blocks, ${findings.size} findings, seed ${seed}`,
  );
}

function saveCorpus(corpus: readonly Program[], folder: string): void {
  mkdirSync(folder, { recursive: true });
  const text = corpus.map((program, i) => caseText(program, { title: `entry ${i}`, prose: '' }, [])).join('\n');
  writeFileSync(join(folder, 'corpus.md'), text);
}

// Errors are part of the game here, and their traces cost more than what threw them.
Error.stackTraceLimit = 0;

const counted = await countedSubject();
const fuzzer = new Fuzzer(counted, seed, (found) => report(found, counted));
const started = performance.now();
for (const program of seeds(seed, 300, values.corpus)) fuzzer.try(program);
status(fuzzer, counted, started);
for (let due = STATUS_MS; performance.now() - started < seconds * 1000; ) {
  for (let i = 0; i < 100; i++) fuzzer.step();
  if (performance.now() - started < due) continue;
  status(fuzzer, counted, started);
  due += STATUS_MS;
}
status(fuzzer, counted, started);
if (values.corpus !== undefined) saveCorpus(fuzzer.corpus, values.corpus);
process.exitCode = fuzzer.findings.size > 0 ? 1 : 0;
