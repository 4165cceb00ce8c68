import { Command, CommanderError, Option } from 'commander';
import { check, compileInto } from './compile.js';
import { decodeFile } from './decode.js';
import { explain } from './fault.js';
import { FORMATS, type Format } from './format.js';

const EXAMPLES = `
Examples:
  sim800 decode session.bin
  sim800 decode --format ndjson session.bin | jq 'select(.kind == "urc")'
  cat /dev/ttyUSB0 | sim800 decode
  sim800 check my-forms.at
  sim800 compile node_modules/sim800-protocol/grammar/*.at my-forms.at --out generated`;

/** Exit codes: 0 done, 1 could not be done, 2 asked wrongly. */
function build(version: string, done: (code: number) => void): Command {
  const program = new Command('sim800')
    .description('Read what a SIM800 modem sends: tells results, events and received data apart.')
    .version(version)
    .showHelpAfterError('(sim800 --help shows how to use it)')
    .addHelpText('after', EXAMPLES)
    .exitOverride();
  program
    .command('decode')
    .description('print the messages in a captured stream of bytes, one a line')
    .argument('[file]', 'the bytes the module sent; - or nothing: standard input', '-')
    .addOption(new Option('-f, --format <name>', 'how to print them').choices(FORMATS).default('pretty'))
    .addHelpText(
      'after',
      '\nndjson is one JSON object a message: offset, kind, type, its fields; bytes are latin1 text.',
    )
    .action(async (file: string, options: { format: Format }) => done(await decodeFile(file, options.format)));
  program
    .command('compile')
    .description('make TypeScript of a grammar: tokenizer, message types, serializer')
    .argument('<grammar...>', 'grammar files (*.at)')
    .requiredOption('-o, --out <dir>', 'where to write the files')
    .action(async (files: string[], options: { out: string }) => done(await compileInto(files, options.out)));
  program
    .command('check')
    .description('say what is wrong with a grammar, each finding with file, line and column')
    .argument('<grammar...>', 'grammar files (*.at)')
    .action(async (files: string[]) => done(await check(files)));
  return program;
}

/** Runs one command line and says what the exit code is. */
export async function main(args: readonly string[], version: string): Promise<number> {
  let code = 0;
  try {
    await build(version, (result) => {
      code = result;
    }).parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    console.error(`sim800: ${explain(error)}`);
    return 1;
  }
  return code;
}
