import type { Writable } from 'node:stream';
import { isTerminal } from '../io.js';

/** Colour on a terminal only, unless the user says otherwise (no-color.org, force-color.org). */
export function useColour(out: Writable, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return isTerminal(out) && env.TERM !== 'dumb';
}
