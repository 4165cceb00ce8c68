/** `--grammar` on the command line. */
import type { Command } from 'commander';
import type { Io } from '../io.js';
import type { Protocol } from '../protocol.js';
import { loadGrammar } from './load.js';

const OPTION = '--grammar';

const files = (file: string, others: readonly string[] = []): string[] => [...others, file];

export const addGrammarOption = (command: Command): Command =>
  command.option(`${OPTION} <file>`, 'forms of your own (*.at), with those that ship; may be repeated', files);

/** The files that a command line names. */
function filesIn(args: readonly string[]): string[] {
  const end = args.indexOf('--');
  const options = end < 0 ? args : args.slice(0, end);
  return options.flatMap((arg, i) => {
    if (arg.startsWith(`${OPTION}=`)) return [arg.slice(OPTION.length + 1)];
    const next = options[i + 1];
    return arg === OPTION && next !== undefined ? [next] : [];
  });
}

/** Undefined: that of this package. */
export async function grammarOf(args: readonly string[], io: Io): Promise<Protocol | undefined> {
  const named = filesIn(args);
  return named.length === 0 ? undefined : loadGrammar(named, io);
}
