/** Where what was made of a grammar is kept from one run to the next. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Io } from '../io.js';

/** As the XDG base directory specification has it; an empty variable counts as none. */
export function cacheFolder({ env }: Io): string {
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'sim800');
}
