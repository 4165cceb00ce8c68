/** `--grammar` and `--protocol` on the command line. */
import { type Command, Option } from 'commander';
import type { Io } from '../io.js';
import type { Protocol } from '../protocol.js';
import { loadGrammar } from './load.js';
import { loadModule } from './module.js';

const GRAMMAR = '--grammar';
const MODULE = '--protocol';

const files = (file: string, others: readonly string[] = []): string[] => [...others, file];

export const addGrammarOption = (command: Command): Command =>
  command
    .option(`${GRAMMAR} <file>`, 'forms of your own (*.at), with those that ship; may be repeated', files)
    .addOption(
      new Option(
        `${MODULE} <module>`,
        'forms of your own, compiled before: protocol.js of sim800 compile --target javascript',
      ).conflicts('grammar'),
    );

/** What a command line gives an option. */
function valuesOf(option: string, args: readonly string[]): string[] {
  const end = args.indexOf('--');
  const options = end < 0 ? args : args.slice(0, end);
  return options.flatMap((arg, i) => {
    if (arg.startsWith(`${option}=`)) return [arg.slice(option.length + 1)];
    const next = options[i + 1];
    return arg === option && next !== undefined ? [next] : [];
  });
}

/** Undefined: that of this package; also where the two options contradict each other, which the command line refuses. */
export async function grammarOf(args: readonly string[], io: Io): Promise<Protocol | undefined> {
  const [grammars, modules] = [valuesOf(GRAMMAR, args), valuesOf(MODULE, args)];
  const module = modules.at(-1);
  if (module === undefined) return grammars.length === 0 ? undefined : loadGrammar(grammars, io);
  return grammars.length === 0 ? loadModule(module) : undefined;
}
