/** The C engine, built with the host's compiler, as a program that reads calls and prints events. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/grammar-sources.js';
import type { Model } from '../../src/compiler/model/model.js';
import { type Encoding, emitC99 } from '../../src/compiler/targets/c99/c99.js';

export const STRICT = ['-Wall', '-Wextra', '-Wpedantic', '-Wconversion', '-Werror'];
/** Level 2: with these, and as much room for the host's bytes and commands as the TypeScript decoder has. */
export const DIALOGUE = [
  ...['-DSIM800_DIALOGUE=1', '-DSIM800_ECHO_MAX=16384', '-DSIM800_IN_FLIGHT_MAX=7'],
  ...['-DSIM800_COMMANDS_MAX=64', '-DSIM800_LATE_MAX=16'],
];

const ENGINE = ['sim800_engine.c', 'sim800_fields.c', 'sim800_dialogue.c'].map((file) => join(root, 'c', file));

export const SANITIZED = ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'];
/** For a program that reads little: it takes a third of the time to build. */
export const UNOPTIMISED = ['-O0', ...SANITIZED];

export interface Build {
  readonly compiler?: string;
  readonly flags?: readonly string[];
  readonly sources?: readonly string[];
}

/** Writes the grammar's files to a folder of its own. */
export function grammarFolder(model: Model, encoding?: Encoding): string {
  const folder = mkdtempSync(join(tmpdir(), 'sim800-c-'));
  for (const [name, text] of emitC99(model, encoding)) writeFileSync(join(folder, name), text);
  return folder;
}

/** What was built in this process: the sanitizers make a build take seconds. */
const BUILT = new Map<string, string>();

/** Builds sources with the engine and the grammar in a folder; returns the program. */
export function build(folder: string, { compiler = 'gcc', flags = [], sources = [] }: Build): string {
  const program = join(folder, `program-${process.pid}-${BUILT.size}`);
  const files = [...ENGINE, join(folder, 'sim800_grammar.c'), ...sources];
  const include = [`-I${join(root, 'c')}`, `-I${folder}`];
  const args = ['-std=c99', ...STRICT, '-O1', '-g1', '-DSIM800_NAMES', ...flags, ...include, ...files];
  const id = [compiler, ...args].join('\n');
  const known = BUILT.get(id);
  if (known !== undefined) return known;
  execFileSync(compiler, [...args, '-o', program], { stdio: ['ignore', 'inherit', 'inherit'] });
  BUILT.set(id, program);
  return program;
}

export type Call =
  | { readonly call: 'feed' | 'flight' | 'sent'; readonly bytes: Uint8Array }
  | { readonly call: 'react'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly call: 'flush' | 'end' | 'reset' | 'leave' | 'leave-ok' | 'forget' | 'counters' }
  | { readonly call: 'init'; readonly options: number };

export type Script = readonly Call[];

export interface Reported {
  /** As the decoder makes them. */
  readonly messages: readonly Readonly<Record<string, unknown>>[];
  /** Where each form begins and ends; its payload is behind that. */
  readonly spans: readonly (readonly [start: number, end: number])[];
  /** Of each form where the command line begins that it ends, among all bytes of the host. */
  readonly ends: readonly (number | undefined)[];
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function lineOf(call: Call): string {
  if (call.call === 'react') return `react ${call.at}:${hex(call.bytes)}`;
  if ('bytes' in call) return `${call.call} ${hex(call.bytes)}`;
  return 'options' in call ? `init ${call.options}` : call.call;
}

/** What the program prints that is given these lines. Throws with what the sanitizers say. */
function run(program: string, lines: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  const { stdout, stderr, status } = spawnSync(program, {
    input: `${lines.join('\n')}\n`,
    encoding: 'latin1',
    maxBuffer: 1 << 30,
    env: { ...process.env, ...env },
  });
  if (status !== 0) throw new Error(`the program ended with ${status}:\n${stderr}`);
  return stdout;
}

/** The same, of a program that prints a line for a line. */
export function runLines(program: string, lines: readonly string[], env: NodeJS.ProcessEnv = {}): string[] {
  return run(program, lines, env).split('\n').slice(0, -1);
}

/** Runs each script anew; one process for all of them. */
export function runScripts(program: string, scripts: readonly Script[]): Reported[] {
  const stdout = run(
    program,
    scripts.flatMap((script) => [...script.map(lineOf), 'done']),
  );
  const known = new Map<string, Reported>();
  // Most scripts are cuttings of one stream, and print the same.
  return stdout
    .split('done\n')
    .slice(0, -1)
    .map((output) => {
      const reported = known.get(output) ?? reportedOf(output.split('\n').filter((line) => line !== ''));
      known.set(output, reported);
      return reported;
    });
}

export type Event = Readonly<Record<string, unknown>> & { readonly event: string };

function fieldOf(value: unknown): unknown {
  const text = typeof value === 'object' && value !== null && 'text' in value ? value.text : undefined;
  return typeof text === 'string' ? Buffer.from(text, 'hex').toString('latin1') : value;
}

interface Open {
  readonly message: Record<string, unknown>;
  readonly span: readonly [start: number, end: number];
  readonly hex: boolean;
  digits: string;
}

/** Payload and echo that come in pieces are put together, digits of a hex payload in pairs. */
class Collector {
  readonly messages: Record<string, unknown>[] = [];
  readonly spans: (readonly [number, number])[] = [];
  readonly ends: (number | undefined)[] = [];
  private open: Open | undefined;
  private echo = '';

  take(event: Event): void {
    if (event.event === 'message') this.message(event);
    else if (event.event === 'payload' && this.open) this.open.digits += String(event.bytes);
    else if (event.event === 'payloadEnd' && this.open) this.end(event.truncated === true);
    else if (event.event === 'echoPart') this.echo += String(event.bytes);
    else if (event.event === 'echoEnd') this.endEcho();
    else if (event.event === 'reset') this.echo = '';
    else this.messages.push({ type: event.event, kind: event.event, bytes: Buffer.from(String(event.bytes), 'hex') });
  }

  private message({ type, kind, start, end, ends, payload, hex, fields }: Event): void {
    this.ends.push(ends === undefined ? undefined : Number(ends));
    const values = Object.entries(fields as object).map(([name, value]) => [name, fieldOf(value)]);
    const message = { type, kind, ...Object.fromEntries(values) };
    const span = [Number(start), Number(end)] as const;
    if (payload !== undefined) {
      this.open = { message, span, hex: hex === true, digits: '' };
      return;
    }
    this.messages.push(message);
    this.spans.push(span);
  }

  private endEcho(): void {
    this.messages.push({ type: 'echo', kind: 'echo', bytes: Buffer.from(this.echo, 'hex') });
    this.echo = '';
  }

  private end(truncated: boolean): void {
    if (!this.open) return;
    const { message, span, hex, digits } = this.open;
    const bytes = Buffer.from(digits, 'hex');
    message.payload = hex ? Buffer.from(bytes.toString('latin1'), 'hex') : bytes;
    if (truncated) message.truncated = true;
    this.messages.push(message);
    this.spans.push(span);
    this.open = undefined;
  }
}

/** What a script made the engine report. */
export function collected(events: readonly Event[]): Reported {
  const collector = new Collector();
  for (const event of events) collector.take(event);
  return collector;
}

const reportedOf = (lines: readonly string[]): Reported => collected(lines.map((line) => JSON.parse(line) as Event));
