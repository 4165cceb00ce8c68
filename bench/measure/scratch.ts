/** A directory for the bundles of one run. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDirectory } from '../workload/make.js';

export function scratchDirectory(name: string): string {
  const directory = join(cacheDirectory(), `${name}-${process.pid}`);
  mkdirSync(directory, { recursive: true });
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
