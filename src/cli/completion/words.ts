/** What can follow what on the command line, from its own definitions. */
import type { Command, Option } from 'commander';
import { commandTypes, kindsAndTypes } from '../filter/names.js';

/** What an option takes after it. */
export type Value =
  | { readonly kind: 'none' }
  | { readonly kind: 'files' }
  | { readonly kind: 'any' }
  | { readonly kind: 'words'; readonly words: readonly string[] };

export interface Flag {
  /** `-f`, `--format`. */
  readonly names: readonly string[];
  readonly says: string;
  readonly value: Value;
}

export interface Words {
  readonly name: string;
  readonly says: string;
  readonly flags: readonly Flag[];
  /** Of the first argument; none: files. */
  readonly choices: readonly string[];
}

/** By the name that an option's flags give to its value. */
const NAMED: Readonly<Record<string, () => Value>> = {
  'kind|type': () => ({ kind: 'words', words: kindsAndTypes() }),
  type: () => ({ kind: 'words', words: commandTypes() }),
  path: () => ({ kind: 'files' }),
  dir: () => ({ kind: 'files' }),
  html: () => ({ kind: 'files' }),
  file: () => ({ kind: 'files' }),
};

function takenBy({ flags, argChoices, required, optional }: Option): Value {
  if (!required && !optional) return { kind: 'none' };
  if (argChoices) return { kind: 'words', words: argChoices };
  const name = /[<[]([^>\]]+?)(?:\.\.\.)?[>\]]/.exec(flags)?.[1] ?? '';
  return NAMED[name]?.() ?? { kind: 'any' };
}

const flagOf = (option: Option): Flag => ({
  names: [option.short, option.long].filter((name) => typeof name === 'string'),
  says: option.description,
  value: takenBy(option),
});

const HELP: Flag = { names: ['-h', '--help'], says: 'show how to use it', value: { kind: 'none' } };

export const wordsOf = (program: Command): Words[] =>
  program.commands.map((command) => ({
    name: command.name(),
    says: command.description(),
    flags: [...command.options.map(flagOf), HELP],
    choices: command.registeredArguments[0]?.argChoices ?? [],
  }));
