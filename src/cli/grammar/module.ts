/** A grammar that was compiled to JavaScript before: its module `protocol.js`, and those beside it. */
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { GrammarTables } from '../../tables.js';
import { Unreadable } from '../fault.js';
import type { Protocol } from '../protocol.js';

type Main = Pick<Protocol, 'Decoder' | 'Tokenizer' | 'encode'> & Pick<GrammarTables, 'machine'>;
type Fields = Pick<GrammarTables, 'fieldNames' | 'formFields'>;
type Lines = Pick<Protocol, 'encodeCommand' | 'parseCommandLine' | 'answersTo'>;

async function load(path: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  } catch (error) {
    // Whatever a module of the user's does when it is loaded: a version of the runtime that is not that of the module says so here.
    throw new Unreadable(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function loadWith(path: string, ...names: readonly string[]): Promise<unknown> {
  const module = await load(path);
  const missing = names.find((name) => module[name] === undefined);
  if (missing === undefined) return module;
  throw new Unreadable(
    `${path}: it does not export ${missing}; a module of a grammar is made by sim800 compile --target javascript`,
  );
}

/** `path`: that of `protocol.js`. */
export async function loadModule(path: string): Promise<Protocol> {
  const file = resolve(path);
  const beside = (name: string): string => join(dirname(file), name);
  const main = (await loadWith(file, 'Decoder', 'Tokenizer', 'encode', 'machine')) as Main;
  const fields = (await loadWith(beside('fields.js'), 'fieldNames', 'formFields')) as Fields;
  const names = ['encodeCommand', 'parseCommandLine', 'answersTo'];
  const lines = (await loadWith(beside('command-lines.js'), ...names)) as Lines;
  const { types, commandNames, commands } = main.machine;
  const successes = new Set(commands.flatMap((command) => command.results.slice(0, command.successes)));
  return {
    Decoder: main.Decoder,
    Tokenizer: main.Tokenizer,
    tables: { machine: main.machine, fieldNames: fields.fieldNames, formFields: fields.formFields },
    encode: main.encode,
    encodeCommand: lines.encodeCommand,
    parseCommandLine: lines.parseCommandLine,
    answersTo: lines.answersTo,
    messageTypes: types,
    commandNames,
    successTypes: [...successes].map((form) => types[form] ?? ''),
  };
}
