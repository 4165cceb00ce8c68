import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { inject } from 'vitest';
import { main } from '../../src/cli/main.js';

export const root = join(import.meta.dirname, '../..');
export const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Environment = Readonly<Record<string, string>>;

function started(program: readonly string[], env: Environment): ChildProcessWithoutNullStreams {
  const colourless = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined };
  return spawn(process.execPath, program, { cwd: root, env: { ...colourless, ...env } });
}

/** Starts the command line as a program of its own. */
export const start = (args: readonly string[], env: Environment = {}): ChildProcessWithoutNullStreams =>
  started([join(inject('javascript'), 'src/cli.js'), ...args], env);

/** The runtime that such a program runs. */
export const runtime = (): string => join(inject('javascript'), 'src/runtime.js');

/** The same from its source, for what it makes or keeps by that. */
export const startFromSource = (args: readonly string[], env: Environment = {}): ChildProcessWithoutNullStreams =>
  started(['--import', 'tsx', 'src/cli.ts', ...args], env);

async function textOf(stream: PassThrough, encoding: BufferEncoding): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString(encoding);
}

/** Runs it to its end on some input. Input is latin1; output is text, unless another encoding is asked for. */
export async function sim800(
  args: readonly string[],
  input: string | Uint8Array = '',
  env: Record<string, string> = {},
  encoding: BufferEncoding = 'utf8',
): Promise<Outcome> {
  const bytes = typeof input === 'string' ? Buffer.from(input, 'latin1') : input;
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const outputs = Promise.all([textOf(stdout, encoding), textOf(stderr, 'utf8')]);
  const code = await main(args, version, {
    stdin: Readable.from(bytes.length > 0 ? [bytes] : []),
    stdout,
    stderr,
    env,
  });
  stdout.end();
  stderr.end();
  const [out, err] = await outputs;
  return { code, stdout: out, stderr: err };
}
