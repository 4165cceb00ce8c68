/**
 * `npm run bench:recognition [-- LOGS [SEED]]`: how long it takes to find out what a log is by its first 256 KiB. Each case of
 * test/capture/cases and as many generated logs are repeated up to that size. Processor time; fails past two seconds.
 */
import fc from 'fast-check';
import { log } from '../src/arbitraries.js';
import { openContainer, SAMPLE_SIZE } from '../src/capture/index.js';
import { readCases } from '../test/capture/casebook.js';
import { table } from './table.js';

const MOST_MILLISECONDS = 2000;
/** The slowest are printed. */
const PRINTED = 10;
const [logs = '200', seed = '14'] = process.argv.slice(2);

interface Sample {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Its last line ends, so that the first can follow. */
function repeated(bytes: Uint8Array): Uint8Array {
  const whole = bytes.at(-1) === 10 ? bytes : Uint8Array.of(...bytes, 10);
  const sample = new Uint8Array(SAMPLE_SIZE);
  for (let at = 0; at < sample.length; at += whole.length) sample.set(whole.subarray(0, sample.length - at), at);
  return sample;
}

function milliseconds({ bytes }: Sample): number {
  const sample = repeated(bytes);
  const before = process.cpuUsage();
  openContainer('auto', sample);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const cases = readCases().filter((of) => of.asked === 'auto' && of.log.length > 0);
const generated = fc.sample(log(), { seed: Number(seed), numRuns: Number(logs) });
const samples: Sample[] = [
  ...cases.map(({ file, name, log: bytes }) => ({ name: `${file}: ${name}`, bytes })),
  ...generated.map(({ dress, bytes }) => ({ name: dress, bytes })),
];
const times = samples
  .map((sample) => ({ name: sample.name, spent: milliseconds(sample) }))
  .sort((a, b) => b.spent - a.spent);
const median = times[times.length >> 1]?.spent ?? 0;
const rows = times.slice(0, PRINTED).map(({ name, spent }) => [name, spent.toFixed(0)]);
console.log(`${times.length} samples of 256 KiB, median ${median.toFixed(0)} ms; the slowest:\n`);
console.log(table(['log', 'ms'], rows));
const slow = times.filter(({ spent }) => spent > MOST_MILLISECONDS);
for (const { name, spent } of slow) console.error(`failed: ${name}: ${spent.toFixed(0)} ms`);
if (slow.length > 0) process.exitCode = 1;
