/** A long stream in a file: pieces of a workload in random order. It is written as it is made, not held in memory. */
import { closeSync, existsSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkloadName } from './file.js';
import { cacheDirectory, makeCacheDirectory } from './make.js';
import { SEED } from './pool.js';
import { Random } from './random.js';
import { SOURCES } from './sources.js';

/** To make a piece costs far more than to write it again: so many bytes of pieces are made, and drawn from. */
const POOL = 1 << 21;

function piecesOf(name: WorkloadName, random: Random): Uint8Array[] {
  const draw = SOURCES[name]();
  const pieces: Uint8Array[] = [];
  for (let length = 0; length < POOL; length += (pieces.at(-1) as Uint8Array).length) pieces.push(draw(random).bytes);
  return pieces;
}

/** So many are written at once. */
const BATCH = 4096;

function writeStream(path: string, name: WorkloadName, size: number): void {
  const random = new Random(SEED);
  const pieces = piecesOf(name, random);
  const file = openSync(path, 'w');
  for (let length = 0; length < size; ) {
    const batch = Buffer.concat(Array.from({ length: BATCH }, () => random.pick(pieces)));
    const wanted = batch.subarray(0, size - length);
    length += writeSync(file, wanted);
  }
  closeSync(file);
}

/** The path of a stream of `size` bytes; the last message of it may be cut. */
export function longStream(name: WorkloadName, size: number): string {
  const path = join(cacheDirectory(), `${name}-long-${size}.bin`);
  if (existsSync(path)) return path;
  makeCacheDirectory();
  writeStream(`${path}.new`, name, size);
  renameSync(`${path}.new`, path);
  return path;
}
