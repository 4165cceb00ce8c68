/** npm run fuzz -- [--target stream|resync|containers|encode|compile|cli|driver|all] [--seconds 60] [--seed N] [--replay FILE.json] */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Search, Written } from './fuzzer.js';
import { type Open, TARGETS } from './targets.js';
import { Watch } from './watch.js';

const STATUS_MS = 30_000;
/** Of each kind of input that is made of the seed. */
const SEEDS = 300;

const { values } = parseArgs({
  options: {
    target: { type: 'string', default: 'stream' },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string' },
    replay: { type: 'string' },
  },
});
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
const names = values.target === 'all' ? [...TARGETS.keys()] : [values.target];

function opener(name: string): Open {
  const open = TARGETS.get(name);
  if (open === undefined)
    throw new RangeError(`--target is all or one of ${[...TARGETS.keys()].join(', ')}: not ${name}`);
  return open;
}

const fileName = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80);

/** A folder a run and target: two that run at once do not mix. */
function report(target: string, { kind, text, json }: Written): void {
  const folder = join(import.meta.dirname, 'findings', `${seed}-${target}`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, fileName(kind));
  writeFileSync(`${file}.md`, text);
  writeFileSync(`${file}.json`, json);
  console.log(`FINDING ${text}\nnpm run fuzz -- --target ${target} --replay ${file}.json`);
}

function status(name: string, { executions, kept, coverage, found }: Search, started: number): void {
  const elapsed = (performance.now() - started) / 1000;
  console.log(
    `${name} ${elapsed.toFixed(0)} s: ${executions} executions, ${(executions / elapsed).toFixed(0)} exec/s, corpus ${kept}, ` +
      `${coverage.covered} of ${coverage.blocks} blocks, ${found} findings, seed ${seed}`,
  );
}

/** Returns how much was found. */
async function fuzz(name: string, seconds: number): Promise<number> {
  const watch = new Watch(`${name}, seed ${seed}`);
  const search = await opener(name)(seed, (written) => report(name, written));
  const started = performance.now();
  const alive = (): void => watch.alive(search.executions);
  await search.begin(seed, Math.min(SEEDS, Math.ceil(seconds * 5)), alive);
  for (let due = STATUS_MS; performance.now() - started < seconds * 1000; ) {
    await search.step();
    alive();
    if (performance.now() - started < due) continue;
    status(name, search, started);
    due += STATUS_MS;
  }
  status(name, search, started);
  await watch.end();
  return search.found;
}

async function replay(name: string, file: string): Promise<number> {
  const search = await opener(name)(seed, () => {});
  const finding = await search.replay(readFileSync(file, 'utf8'));
  console.log(finding === undefined ? 'nothing found' : `${finding.kind}\n${finding.detail}`);
  return finding === undefined ? 0 : 1;
}

// Errors are part of the game here, and their traces cost more than what threw them.
Error.stackTraceLimit = 0;

let found = 0;
if (values.replay !== undefined) found = await replay(values.target, values.replay);
else for (const name of names) found += await fuzz(name, Number(values.seconds) / names.length);
process.exitCode = found > 0 ? 1 : 0;
