/**
 * `npm run size:c`: what the C engine takes on a Cortex-M0+ and on an AVR, as the table of c/README.md. Needs Debian's
 * gcc-arm-none-eabi, gcc-avr and avr-libc.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileC99 } from '../src/compiler.js';
import { grammarSources, root } from './grammar-sources.js';

const TCP = [
  ...['connect-ok', 'connect-fail', 'already-connect', 'send-ok', 'send-fail', 'data-accept', 'cipsend', 'cipack'],
  ...['close', 'close-ok', 'closed', 'shut-ok', 'pdp-deact', 'local-ip', 'state', 'client-status', 'cdnsgip'],
  ...['cdnsgip-fail', 'server-ok', 'server-close', 'remote-ip', 'ipd', 'receive', 'recv-from', 'ciprxget-data'],
  ...['ciprxget', 'ciprxget-read', 'ciprxget-pending', 'ok', 'error', 'prompt', 'echo'],
];

interface Row {
  readonly name: string;
  readonly forms?: readonly string[];
  readonly strict?: boolean;
}

const ROWS: readonly Row[] = [
  { name: `TCP: ${TCP.length} forms`, forms: TCP },
  { name: 'the same, `--strict`', forms: TCP, strict: true },
  {
    name: '`--forms tcpip,received,settings,ok,error,cme-error,prompt,echo`',
    forms: ['tcpip', 'received', 'settings', 'ok', 'error', 'cme-error', 'prompt', 'echo'],
  },
  { name: 'all' },
];

const ARM = ['arm-none-eabi-gcc', '-mcpu=cortex-m0plus', '-mthumb'];
const AVR = ['avr-gcc', '-mmcu=atmega1284p', '-mcall-prologues', '-mstrict-X', '-fno-inline-small-functions'];
const ENGINE = ['c/sim800_engine.c', 'c/sim800_fields.c'].map((file) => join(root, file));
const DIALOGUE = join(root, 'c/sim800_dialogue.c');
/** With less than 256 bytes of a line all that is known of it takes less. */
const SHORT_LINES = '-DSIM800_LINE_MAX=255';
const WITH_DIALOGUE = '-DSIM800_DIALOGUE=1';

function object(
  [compiler = '', ...machine]: readonly string[],
  source: string,
  grammar: string,
  more: string[] = [],
): string {
  const file = join(mkdtempSync(join(tmpdir(), 'sim800-size-')), 'object.o');
  const flags = [...machine, '-std=c99', '-Os', `-I${join(root, 'c')}`, `-I${grammar}`, ...more];
  execFileSync(compiler, [...flags, '-c', source, '-o', file], { stdio: ['ignore', 'ignore', 'inherit'] });
  return file;
}

/** Code and constants; with `data` what is in RAM. */
function sizeOf([compiler = '']: readonly string[], file: string, data = false): number {
  const tool = compiler.replace('gcc', 'size');
  const [, text, inFlash, inRam] = /(\d+)\s+(\d+)\s+(\d+)/.exec(execFileSync(tool, [file], { encoding: 'utf8' })) ?? [];
  return data ? Number(inFlash) + Number(inRam) : Number(text) + Number(inFlash);
}

/** Bytes of the struct besides its line buffer. */
function ramOf(grammar: string, more: string[]): number {
  const source = join(grammar, 'ram.c');
  writeFileSync(source, '#include "sim800_engine.h"\nchar size[sizeof(sim800) - SIM800_LINE_MAX];\n');
  return sizeOf(ARM, object(ARM, source, grammar, more), true);
}

/** The deepest way of calls through what gcc's -fcallgraph-info says of these sources: callbacks are not in it. */
function stackOf(sources: readonly string[], grammar: string, more: string[] = []): number {
  const files = sources.map((source) => object(ARM, source, grammar, ['-fcallgraph-info=su', ...more]));
  const graph = files.map((file) => readFileSync(file.replace(/\.o$/, '.ci'), 'utf8')).join('\n');
  const nodes = [...graph.matchAll(/node: \{ title: "([^"]+)" label: "[^"]*?(\d+) bytes/g)];
  const edges = [...graph.matchAll(/edge: \{ sourcename: "([^"]+)" targetname: "([^"]+)"/g)];
  const own = new Map(nodes.map(([, name = '', bytes]) => [name, Number(bytes)]));
  const deepest = (name: string): number => {
    const called = edges.filter(([, from]) => from === name).map(([, , to = '']) => to);
    return (own.get(name) ?? 0) + Math.max(0, ...called.map(deepest));
  };
  return Math.max(...[...own.keys()].map(deepest));
}

function grammarOf({ forms, strict = false }: Row, commands?: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'sim800-grammar-'));
  const { files } = compileC99(grammarSources(), { strict, ...(forms && { forms }), ...(commands && { commands }) });
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  return folder;
}

function numberIn(file: string, pattern: RegExp): string {
  return pattern.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
}

function total(machine: readonly string[], grammar: string, more: string[] = []): number {
  const dialogue = more.includes(WITH_DIALOGUE) ? [DIALOGUE] : [];
  const sources = [...ENGINE, ...dialogue, join(grammar, 'sim800_grammar.c')];
  return sources.reduce((sum, source) => sum + sizeOf(machine, object(machine, source, grammar, more)), 0);
}

const SHORT = 'lines up to 255';
console.log(`| forms | how many | of it program | Cortex-M0+ | AVR | AVR, ${SHORT} | RAM | RAM, ${SHORT} |`);
console.log('|---|---|---|---|---|---|---|---|');
for (const row of ROWS) {
  const grammar = grammarOf(row);
  const forms = numberIn(join(grammar, 'sim800_grammar.h'), /SIM800_FORMS = (\d+)/);
  const program = numberIn(join(grammar, 'sim800_config.h'), /SIM800_PROGRAM_SIZE (\d+)u/);
  const code = [total(ARM, grammar), total(AVR, grammar), total(AVR, grammar, [SHORT_LINES])];
  const ram = [[], [SHORT_LINES]].map((more) => ramOf(grammar, more));
  console.log(`| ${[row.name, forms, program, ...code, ...ram].join(' | ')} |`);
}

const COMMANDS = [
  'cipmux',
  'cipstart',
  'cipsend',
  'cipclose',
  'cipshut',
  'cstt',
  'ciicr',
  'cifsr',
  'cipstatus',
  'ciprxget',
];
const grammar = grammarOf({ name: '', forms: TCP }, COMMANDS);
const all = grammarOf({ name: 'all' });
const writer = join(root, 'c/sim800_command.c');
const commands = join(grammar, 'sim800_commands.c');
const [arm, avr] = [ARM, AVR].map((machine) =>
  [writer, commands].map((source) => sizeOf(machine, object(machine, source, grammar))).join(' + '),
);
console.log(`\nWriter and ${COMMANDS.length} commands: Cortex-M0+ ${arm}, AVR ${avr}`);
const more = [ARM, AVR].map((machine) => total(machine, grammar, [WITH_DIALOGUE]) - total(machine, grammar));
const table = [grammar, all].map((folder) => numberIn(join(folder, 'sim800_config.h'), /dialogue_table\[(\d+)/));
const room = ramOf(grammar, [WITH_DIALOGUE]) - ramOf(grammar, []);
console.log(`Dialogue: Cortex-M0+ ${more[0]}, AVR ${more[1]}, of it table ${table[0]} (all ${table[1]}), RAM ${room}`);
const engine = ENGINE.slice(0, 1);
const stacks = [grammar, all].map((folder) => stackOf(engine, folder)).join(', with all forms ');
const deepest = [grammar, all].map((folder) => stackOf([...engine, DIALOGUE], folder, [WITH_DIALOGUE])).join(', ');
console.log(`Stack: engine ${stacks}, with the dialogue ${deepest}, writer ${stackOf([writer], grammar)}`);
