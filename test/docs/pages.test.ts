import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { blocksOf, isAsShown, promised } from '../markdown.js';

const root = join(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const blocks = blocksOf(readme);
const folder = mkdtempSync(join(root, 'node_modules', '.readme-'));
afterAll(() => rmSync(folder, { recursive: true }));

const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
const run = promisify(execFile);

/** A program of a user, with the package's source in the place of the package. */
async function runProgram(text: string, line: number): Promise<string> {
  const ours = text.replace(/'sim800-protocol(?:\/(\w+))?'/g, (_, entry = 'index') =>
    JSON.stringify(pathToFileURL(join(root, `src/${entry}.ts`)).href),
  );
  const file = join(folder, `${line}.mts`);
  writeFileSync(file, ours);
  return (await run(process.execPath, ['--import', 'tsx', file], { cwd: root, env })).stdout;
}

/** What a user has after the installation is there already, and the source is as good as the build. */
async function runCommand(line: string): Promise<string> {
  const command = line
    .replace(/^npm ci && /, '')
    .replace(/^npm start/, 'npm start --silent')
    .replace(/^npx sim800/, 'node --import tsx src/cli.ts');
  return (await run('sh', ['-c', command], { cwd: root, env })).stdout;
}

/** It would begin itself again, or change what is installed. */
const NOT_HERE = [/^npm ci && npm test\b/, /^npm install /];

describe('README.md', () => {
  const programs = blocks.filter(({ language }) => language === 'ts');
  it.each(programs.map((block) => [block.line, block] as const))(
    'has a program in line %d that prints what it says',
    async (_, block) => {
      expect(promised(block.text)).not.toBe('');
      expect(await runProgram(block.text, block.line)).toBe(promised(block.text));
    },
  );

  const commands = blocks.flatMap((block, i) => {
    const next = blocks[i + 1];
    const shown = next?.language === 'text' ? next.text : undefined;
    const lines = block.language === 'sh' ? block.text.trim().split('\n') : [];
    return lines
      .filter((line) => !NOT_HERE.some((pattern) => pattern.test(line)))
      .map((line, n) => [line, n === 0 ? shown : undefined] as const);
  });
  it.each(commands)(
    'has a command that runs: %s',
    async (line, shown) => {
      const stdout = await runCommand(line);
      if (shown !== undefined && !isAsShown(stdout, shown)) expect(stdout).toBe(shown);
    },
    120_000,
  );

  it('has no block in a language that is not run', () => {
    expect(
      blocks.map(({ language }) => language).filter((language) => !['ts', 'sh', 'text'].includes(language)),
    ).toEqual([]);
  });

  it('has links that lead somewhere', () => {
    const targets = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => path);
    expect(targets.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('names every option', () => {
    const options = readFileSync(join(root, 'src/runtime/contract/options.ts'), 'utf8');
    const named = [...options.matchAll(/^ {2}readonly (\w+)\?:/gm)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(readme).toContain(`| \`${name}\` |`);
  });
});
