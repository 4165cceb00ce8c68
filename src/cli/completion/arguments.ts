/** The command line of `completion`. */
import { Argument, type Command } from 'commander';
import { type Context, withNotes } from '../notes.js';
import { print } from '../output/output.js';
import { bash, fish, zsh } from './scripts.js';
import { wordsOf } from './words.js';

const SHELLS = { bash, zsh, fish } as const;
type Shell = keyof typeof SHELLS;

export function addCompletion(program: Command, { io, done }: Context): void {
  const completion = program
    .command('completion')
    .description('write a script that completes options, types and files in a shell')
    .addArgument(new Argument('<shell>', 'which shell').choices(Object.keys(SHELLS)))
    .action(async (shell: Shell) => {
      await print(io.stdout, SHELLS[shell](wordsOf(program)));
      done(0);
    });
  withNotes(completion, {
    examples: [
      'source <(sim800 completion bash)',
      'sim800 completion zsh > ~/.zfunc/_sim800',
      'sim800 completion fish > ~/.config/fish/completions/sim800.fish',
    ],
  });
}
