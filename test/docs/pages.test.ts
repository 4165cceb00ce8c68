/** The pages that show code: programs print what they say, commands run, links lead somewhere. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { transform } from 'esbuild';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { blocksOf, isAsShown, promised } from '../markdown.js';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(root, 'node_modules', '.docs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PAGES = [
  'README.md',
  'docs/decoding.md',
  'docs/commands.md',
  'docs/logs.md',
  'docs/limits.md',
  'docs/testing.md',
  'docs/speed.md',
  'docs/own-forms.md',
];

const textOf = (page: string): string => readFileSync(join(root, page), 'utf8');
const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
const run = promisify(execFile);

/** A program of a user, with the package's source in the place of the package. */
async function runProgram(text: string, name: string): Promise<string> {
  const ours = text.replace(/'sim800-protocol(?:\/(\w+))?'/g, (_, entry = 'index') =>
    JSON.stringify(pathToFileURL(join(inject('javascript'), `src/${entry}.js`)).href),
  );
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, (await transform(ours, { loader: 'ts', format: 'esm', target: 'node20' })).code);
  return (await run(process.execPath, [file], { cwd: root, env })).stdout;
}

/** What a user has after the installation is there already, and the source is as good as the build. */
async function runCommand(line: string): Promise<string> {
  const command = line
    .replace(/^npm ci && /, '')
    .replace(/^npm start/, 'npm start --silent')
    .replace(/^npx sim800/, `node ${join(inject('javascript'), 'src/cli.js')}`)
    .replaceAll('node_modules/sim800-protocol/', '');
  return (await run('sh', ['-c', command], { cwd: root, env })).stdout;
}

/** It would begin itself again, or change what is installed. */
const NOT_HERE = [/^npm ci && npm test\b/, /^npm install /];

/** Each line of a shell block; what the block after it shows is what the last line prints. */
function commandsOf(page: string): (readonly [line: string, shown: string | undefined])[] {
  const blocks = blocksOf(textOf(page));
  return blocks.flatMap(({ language, text }, i) => {
    const next = blocks[i + 1];
    const lines = language === 'sh' ? text.trim().split('\n') : [];
    return lines
      .map((line, n) => [line, n === lines.length - 1 && next?.language === 'text' ? next.text : undefined] as const)
      .filter(([line]) => !NOT_HERE.some((pattern) => pattern.test(line)));
  });
}

describe.each(PAGES)('%s', (page) => {
  const blocks = blocksOf(textOf(page));
  const programs = blocks.filter(({ language }) => language === 'ts').map((block) => [block.line, block] as const);

  it.runIf(programs.length > 0).each(programs)(
    'has a program in line %d that prints what it says',
    async (_, block) => {
      expect(promised(block.text)).not.toBe('');
      const name = `${page.replace(/\W/g, '-')}-${block.line}`;
      expect(await runProgram(block.text, name)).toBe(promised(block.text));
    },
  );

  const commands = commandsOf(page);
  it.runIf(commands.length > 0).each(commands)('has a command that runs: %s', async (line, shown) => {
    const stdout = await runCommand(line);
    if (shown !== undefined && !isAsShown(stdout, shown)) expect(stdout).toBe(shown);
  });

  it('has no block in a language that is not run', () =>
    expect(blocks.filter(({ language }) => !['ts', 'sh', 'text'].includes(language))).toEqual([]));
});

describe('every page', () => {
  const pages = ['README.md', 'examples/README.md', 'grammar/README.md', 'c/README.md', 'CONTRIBUTING.md'].concat(
    readdirSync(join(root, 'docs'))
      .filter((name) => name.endsWith('.md') && name !== 'forms.md')
      .map((name) => `docs/${name}`),
  );

  it.each(pages)('%s has links that lead somewhere', (page) => {
    const targets = [...textOf(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => path);
    expect(targets.filter((path) => !existsSync(join(root, dirname(page), path)))).toEqual([]);
  });

  it.each(pages)('%s has links to headings that are there', (page) => {
    const anchors = [...textOf(page).matchAll(/\]\((?!https?:)([^)#]*)#([^)]+)\)/g)];
    const missing = anchors.filter(([, path, anchor = '']) => {
      const target = path ? join(dirname(page), path) : page;
      return !headingsOf(textOf(target)).includes(anchor);
    });
    expect(missing.map(([link]) => link)).toEqual([]);
  });
});

/** As a page's headings are linked to: small letters, no punctuation, hyphens for spaces. */
const headingsOf = (markdown: string): string[] =>
  [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );

describe('docs/decoding.md', () => {
  it('names every option', () => {
    const options = readFileSync(join(root, 'src/runtime/contract/options.ts'), 'utf8');
    const named = [...options.matchAll(/^ {2}readonly (\w+)\?:/gm)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(textOf('docs/decoding.md')).toContain(`| \`${name}\` |`);
  });
});
