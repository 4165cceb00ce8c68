import { CommanderError } from 'commander';
import { explain } from './fault.js';
import { type Io, remark } from './io.js';
import { buildProgram } from './program.js';

/** Runs one command line and says what the exit code is. */
export async function main(args: readonly string[], version: string, io: Io = process): Promise<number> {
  let code = 0;
  const done = (result: number): void => {
    code = result;
  };
  try {
    await buildProgram(version, { io, done }).parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    remark(io, explain(error));
    return 1;
  }
  return code;
}
