/** What shells are told, and the manual page. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { manualPage } from '../../scripts/cli-man.js';
import { findTool } from '../tools.js';
import { root, sim800 } from './sim800.js';

const folder = mkdtempSync(join(tmpdir(), 'sim800-'));
afterAll(() => rmSync(folder, { recursive: true }));

const script = async (shell: string): Promise<string> => (await sim800(['completion', shell])).stdout;

describe('sim800 completion bash', () => {
  const bash = findTool('bash') ?? '';

  /** What bash offers for a line, its last word unfinished. */
  async function offered(...words: readonly string[]): Promise<string[]> {
    const file = join(folder, 'completion.bash');
    writeFileSync(file, await script('bash'));
    const line = ['sim800', ...words].map((word) => `'${word}'`).join(' ');
    const program = `source ${file}; COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _sim800; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync(bash, ['-c', program], { encoding: 'utf8', cwd: root }).trim().split('\n');
  }

  it('offers commands', async () => expect(await offered('de')).toEqual(['decode']));
  it('offers options', async () =>
    expect(await offered('decode', '--fo')).toEqual(['--format', '--follow-stream', '--follow']));
  it('offers what an option takes', async () => {
    expect(await offered('decode', '--format', '')).toEqual(['pretty', 'ndjson', 'csv', 'pcapng', 'parquet']);
    expect(await offered('decode', '-f', 'p')).toEqual(['pretty', 'pcapng', 'parquet']);
    expect(await offered('why', '--format', '')).toEqual(['pretty', 'ndjson', 'csv']);
  });
  it('offers types and commands of the grammar', async () => {
    expect(await offered('decode', '--only', 'cdnsgip')).toEqual(['cdnsgip', 'cdnsgip-fail']);
    expect(await offered('decode', '--command', 'cipsta')).toEqual(expect.arrayContaining(['cipstart', 'cipstatus']));
  });
  it('offers files', async () => {
    expect(await offered('decode', 'READ')).toEqual(['README.md']);
    expect(await offered('decode', '--extract', 'READ')).toEqual(['README.md']);
  });
  it('offers the shells', async () => expect(await offered('completion', '')).toEqual(['bash', 'zsh', 'fish']));
});

describe.each([
  [
    'zsh',
    [
      '#compdef sim800',
      "'*--format[how to print them]:value:(pretty ndjson csv pcapng parquet)'",
      "'decode:print the messages in a log, one a line'",
    ],
  ],
  [
    'fish',
    [
      "-l format -s f -x -a 'pretty ndjson csv pcapng parquet'".replace('-l format -s f', '-s f -l format'),
      '-f -a decode -d',
      '-l extract -r -F',
    ],
  ],
])('sim800 completion %s', (shell, parts) => {
  it('has options, what they take, and what they say', async () => {
    const text = await script(shell);
    for (const part of parts) expect(text).toContain(part);
  });

  it('is a script that the shell reads, where it is there', async () => {
    const tool = findTool(shell);
    if (tool === undefined) return;
    const file = join(folder, `completion.${shell}`);
    writeFileSync(file, await script(shell));
    execFileSync(tool, ['-n', file]);
  });
});

it('there is none for another shell', async () => expect((await sim800(['completion', 'tcsh'])).code).toBe(2));

describe('the manual page', () => {
  it('docs/sim800.1 is what npm run docs:cli writes', () =>
    expect(readFileSync(join(root, 'docs/sim800.1'), 'utf8')).toBe(manualPage()));

  it('is read by troff without a word, and has every option of decode', () => {
    const groff = findTool('groff');
    if (groff === undefined) return;
    const text = execFileSync(groff, ['-man', '-Tascii', '-ww', join(root, 'docs/sim800.1')], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const word of ['SYNOPSIS', 'EXIT STATUS', 'timeline', 'follow-stream'])
      expect(text.replaceAll(/.\x08|\x1b\[\d+m/g, '')).toContain(word);
  });
});
