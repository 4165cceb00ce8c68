import { Command, Option } from 'commander';
import { addCheck } from './check/arguments.js';
import { type CompileChoice, compileInto } from './compile.js';
import { addCompletion } from './completion/arguments.js';
import { addCorpus } from './corpus/arguments.js';
import { addDecode, addWhy } from './decode/arguments.js';
import { encodeFile } from './encode/encode.js';
import { type EncodeOptions, FORMATS } from './encode/line.js';
import { addGrammarOption } from './grammar/arguments.js';
import { type Context, type Notes, withNotes } from './notes.js';
import { printableLines } from './output/harmless.js';
import { READABLE } from './output/payload.js';
import { addFuzz, addSimulate } from './simulate/arguments.js';

export const EXIT_CODES: readonly (readonly [code: number, means: string])[] = [
  [0, 'read, or written'],
  [1, 'could not be read or written'],
  [2, 'usage error'],
  [3, '--strict, and something was not recognised, or left out'],
  [4, 'fuzz: the driver has failed'],
];

const ENCODE_NOTES: Notes = {
  text: `Bytes are in the fields payload and bytes (of csv in the column payload), spelled as --payload of decode has spelled
them. Lines of what the host has sent are left out. A message that would not be read back as itself is named, by its line; the
exit code is 1.`,
  examples: [
    'sim800 decode --format ndjson session.bin | sim800 encode > again.bin',
    'sim800 decode --format csv monitor.log > monitor.csv   # and once it has been edited:',
    'sim800 encode monitor.csv > monitor.bin',
    `echo '{"type":"receive","connection":1,"length":2,"payload":"hi"}' | sim800 encode`,
  ],
};

function addEncode(program: Command, { io, done }: Context): void {
  const encode = program
    .command('encode')
    .description('write the wire bytes of messages that decode has printed as ndjson or csv')
    .argument('[file]', 'what it has printed; - or nothing: standard input', '-')
    .addOption(
      new Option('-f, --format <name>', 'how it was printed; default: told by the first line').choices(FORMATS),
    )
    .addOption(new Option('--payload <how>', 'how bytes are spelled').choices(READABLE).default('text'))
    .action(async (file: string, options: EncodeOptions) => done(await encodeFile(file, options, io)));
  addGrammarOption(encode);
  withNotes(encode, ENCODE_NOTES);
}

/** An option that says nothing to the target. */
function refuseForTarget(compile: Command, { target, strict, commands, encoding }: CompileChoice): void {
  const refuse = (option: string, targets: string): never =>
    compile.error(`error: ${option} is for --target ${targets}`, { exitCode: 2 });
  const isData = target === 'c99' || target === 'program';
  if (strict && !isData) refuse('--strict', 'c99 and program');
  if (commands !== undefined && !isData) refuse('--commands', 'c99 and program');
  if (encoding !== undefined && target !== 'c99') refuse('--encoding', 'c99');
}

function addGrammar(program: Command, { io, done }: Context): void {
  const compile = program
    .command('compile')
    .description(
      'make TypeScript, or JavaScript, of a grammar: tokenizer, message types, serializer; or tables for firmware in C',
    )
    .argument('<grammar...>', 'grammar files (*.at)')
    .requiredOption('-o, --out <dir>', 'where to write the files')
    .addOption(
      new Option('--target <target>', 'what to make')
        .choices(['typescript', 'javascript', 'c99', 'program'])
        .default('typescript'),
    )
    .option('--forms <names>', 'only these forms, by name, with commas between: ok,error,cip*')
    .option('--without <names>', 'all forms but these; also arbitraries, docs, reference: what is not needed to run')
    .option('--commands <names>', 'for c99 and program: only these commands, by name: cipstart,cipsend,at')
    .option('--strict', 'for c99 and program: only the spellings that manuals print')
    .addOption(
      new Option('--encoding <how>', 'for c99: a table, or code: for hosts, faster and larger').choices([
        'table',
        'code',
      ]),
    )
    .action(async (files: string[], choice: CompileChoice) => {
      refuseForTarget(compile, choice);
      done(await compileInto(files, choice, io));
    });
  withNotes(compile, {
    text: `javascript: the code alone, without its types; sim800 decode --protocol and encode read by its protocol.js.

c99: files for the engine in the package's folder c; see c/README.md. program: one file, sim800.program, which
docs/program.md describes. For these two, a chapter (tcpip, the name of a file) stands for its forms, and for its commands.`,
    examples: [
      'sim800 compile node_modules/sim800-protocol/grammar/*.at my-forms.at --out generated',
      'sim800 compile node_modules/sim800-protocol/grammar/*.at my-forms.at --without arbitraries,docs,reference --out src/sim800',
      'sim800 compile node_modules/sim800-protocol/grammar/*.at --forms ok,error,connect-*,receive --out generated',
      'sim800 compile node_modules/sim800-protocol/grammar/*.at my-forms.at --target javascript --out build',
      'sim800 compile grammar/*.at --target c99 --forms tcpip,received,ok,error,prompt,echo --commands tcpip --out firmware/sim800',
    ],
  });
}

/** The command line. */
export function buildProgram(version: string, context: Context): Command {
  const { stdout, stderr } = context.io;
  const program = new Command('sim800')
    .description('Read what a SIM800 modem sends: tells results, events and received data apart.')
    .version(version)
    .showHelpAfterError('(sim800 --help shows how to use it)')
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(printableLines(text)) })
    .exitOverride();
  withNotes(program, {
    text: `Exit codes: ${EXIT_CODES.map(([code, means]) => `${code} ${means}`).join('; ')}.`,
    examples: [
      'sim800 decode session.bin',
      `sim800 decode --format ndjson session.bin | jq 'select(.kind == "urc")'`,
      'sim800 decode --stats monitor.log',
      'sim800 why monitor.log',
      'sim800 decode --format ndjson session.bin | sim800 encode > again.bin',
      'sim800 check my-forms.at',
    ],
  });
  addDecode(program, context);
  addWhy(program, context);
  addEncode(program, context);
  addGrammar(program, context);
  addCheck(program, context);
  addCompletion(program, context);
  addSimulate(program, context);
  addFuzz(program, context);
  addCorpus(program, context);
  return program;
}
