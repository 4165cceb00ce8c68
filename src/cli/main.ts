import { CommanderError } from 'commander';
import { explain } from './fault.js';
import { grammarOf } from './grammar/arguments.js';
import { type Io, remark } from './io.js';
import { buildProgram } from './program.js';
import { useProtocol } from './protocol.js';

/** Runs one command line and says what the exit code is. */
export async function main(args: readonly string[], version: string, io: Io = process): Promise<number> {
  let code = 0;
  const done = (result: number): void => {
    code = result;
  };
  try {
    // Options name types: the grammar has to be there before they are read.
    useProtocol(await grammarOf(args, io));
    await buildProgram(version, { io, done }).parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    remark(io, explain(error));
    return 1;
  }
  return code;
}
