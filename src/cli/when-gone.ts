import { existsSync } from 'node:fs';

/** Milliseconds between two looks for the port. */
const LOOK = 250;

/**
 * A terminal that has hung up reads as empty for ever, and serialport, which tries again at once, does not notice: so its name is
 * looked for, which goes with it. What has none in the file system (COM3) is not. Gives what ends the looking.
 */
export function whenGone(path: string, gone: () => void): () => void {
  if (!existsSync(path)) return () => {};
  const timer = setInterval(() => {
    if (!existsSync(path)) gone();
  }, LOOK);
  return () => clearInterval(timer);
}
