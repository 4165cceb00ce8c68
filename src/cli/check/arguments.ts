/** `sim800 check` on the command line. */
import { type Command, Option } from 'commander';
import { type Context, withNotes } from '../notes.js';
import { type CheckOptions, checkFiles } from './check.js';

export function addCheck(program: Command, { io, done }: Context): void {
  const check = program
    .command('check')
    .description('say what is wrong with a grammar, each finding with file, line and column, or what is right')
    .argument('<grammar...>', 'grammar files (*.at)')
    .addOption(new Option('--format <format>', 'how it is said').choices(['text', 'json']).default('text'))
    .option('--watch', 'check again whenever one of the files changes')
    .option('--no-cache', 'check even what was checked before and has not changed')
    .action(async (files: string[], options: CheckOptions) => done(await checkFiles(files, options, io)));
  withNotes(check, {
    text: `Examples in the grammar are read, and those that are read otherwise are findings. Nothing is written, but for a
note of what is right ($XDG_CACHE_HOME/sim800): after an edit only lines that begin like those it changed are checked.
json: one object a line and check, { ok, findings } or { ok, checked }.`,
    examples: [
      'sim800 check node_modules/sim800-protocol/grammar/*.at my-forms.at',
      'sim800 check --watch node_modules/sim800-protocol/grammar/*.at my-forms.at',
    ],
  });
}
