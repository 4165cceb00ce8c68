/** Drivers of others are not in this repository: checkouts of them, and what is built of those. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Outcome, sim800 } from '../cli/sim800.js';

const here = import.meta.dirname;
const folder = process.env.DRIVERS;

/** The checkout that has this file: the folder that was given, or one in it. Nothing: there is none, which is said. */
export function checkoutOf(repository: string, file: string): string | undefined {
  const folders = folder === undefined ? [] : [folder, ...readdirSync(folder).map((name) => join(folder, name))];
  const found = folders.find((one) => existsSync(join(one, file)));
  if (found === undefined)
    console.warn(`skipped: needs a checkout of github.com/${repository}: npm run test:drivers -- DIR`);
  return found;
}

export const own = (...path: readonly string[]): string => join(here, ...path);

export function scratch(): string {
  const made = mkdtempSync(join(tmpdir(), 'sim800-drivers-'));
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** All C files of a folder. */
export const sourcesIn = (path: string): string[] =>
  readdirSync(path).flatMap((name) => (name.endsWith('.c') ? [join(path, name)] : []));

/** Their warnings are not ours to mend. */
export function build(compiler: 'gcc' | 'g++', ...args: readonly string[]): string {
  const program = join(scratch(), 'program');
  execFileSync(compiler, ['-O1', '-w', ...args, '-pthread', '-o', program], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return program;
}

/** A program of a driver against a fresh module on a pseudo-terminal; it ends with 0 if all was as the module has it. */
export const fuzz = (options: readonly string[], driver: readonly string[]): Promise<Outcome> =>
  sim800(['fuzz', '--on', 'pty', '--chaos', '0', '--timeout', '60', ...options, '--', ...driver]);

/** An event that nobody asked for comes before an answer. */
export const STRAY_EVENTS = ['--fault', 'stray-event=0.2', '--fault', 'event-early=1'];
