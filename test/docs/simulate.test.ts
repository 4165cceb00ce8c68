/** What docs/simulate.md shows: commands that there are, a script that is played, a program that runs. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { sim800 } from '../cli/sim800.js';
import { blocksOf } from '../markdown.js';

const root = join(import.meta.dirname, '../..');
const blocks = blocksOf(readFileSync(join(root, 'docs/simulate.md'), 'utf8'));
const textsIn = (...languages: readonly string[]): string[] =>
  blocks.flatMap(({ language, text }) => (languages.includes(language) ? [text] : []));
const folder = mkdtempSync(join(root, 'node_modules', '.simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Of the command line, up to what starts a driver. */
const commandLines = textsIn('sh', 'cmake', 'yaml', 'text').flatMap(
  (text) => text.match(/sim800 (?:simulate|fuzz|corpus)[^\n#]*/g)?.map((line) => line.replace(/ -- .*/, '')) ?? [],
);

it.each(commandLines)('has a command with options that there are: %s', async (line) => {
  const [, command = '', ...words] = line.split(' ');
  const { stdout } = await sim800([command, '--help']);
  for (const option of words.filter((word) => /^--[a-z]/.test(word))) expect(stdout).toContain(option);
});

it('has a script that is played', async () => {
  const file = join(folder, 'script.yaml');
  writeFileSync(file, textsIn('yaml')[0] ?? '');
  const { stdout } = await sim800(['simulate', '--stdio', '--script', file], 'AT+CSQ\r', {}, 'latin1');
  expect(stdout).toBe('\r\n+CSQ: 9,0\r\n\r\nOK\r\n');
});

it('has a program that runs', async () => {
  const said: string[] = [];
  const driver = {
    receive: (bytes: Uint8Array) => said.push(Buffer.from(bytes).toString('latin1')),
    onWrite: () => {},
  };
  const file = join(folder, 'program.mts');
  const module = JSON.stringify(pathToFileURL(join(root, 'src/module.ts')).href);
  const [text = ''] = textsIn('ts');
  writeFileSync(file, text.replace(`'sim800-protocol/module'`, module));
  Object.assign(globalThis, { driver });
  await import(file);
  expect(said.join('')).toBe('\r\n+CMTI: "SM",1\r\n');
});
