/** Everything that is fuzzed, by name. */
import { Fuzzer, type Search, type Written } from './fuzzer.js';
import type { Target } from './target.js';
import { cliTarget } from './targets/cli.js';
import { compileTarget } from './targets/compile.js';
import { containersTarget } from './targets/containers.js';
import { driverTarget } from './targets/driver.js';
import { encodeTarget } from './targets/encode.js';
import { resyncTarget } from './targets/resync.js';
import { streamTarget } from './targets/stream.js';

export type Open = (seed: number, onFinding: (written: Written) => void) => Promise<Search>;

const search =
  <Input>(target: () => Promise<Target<Input>>): Open =>
  async (seed, onFinding) =>
    new Fuzzer(await target(), seed, onFinding);

export const TARGETS: ReadonlyMap<string, Open> = new Map([
  ['stream', search(streamTarget)],
  ['resync', search(resyncTarget)],
  ['containers', search(containersTarget)],
  ['encode', search(encodeTarget)],
  ['compile', search(compileTarget)],
  ['cli', search(cliTarget)],
  ['driver', search(driverTarget)],
]);
