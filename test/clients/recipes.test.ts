/** The recipes of docs/simulate.md, each run as it stands there, with the tools that it is for. */
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { load } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { root } from '../cli/sim800.js';
import { blocksOf } from '../markdown.js';
import { pythonWith } from '../tools.js';

const DRIVER = join(import.meta.dirname, 'recipes/driver_test.c');

const folder = mkdtempSync(join(tmpdir(), 'sim800-recipes-'));
const bin = join(folder, 'bin');
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
const recipes = readFileSync(join(root, 'docs/simulate.md'), 'utf8').split('## Recipes')[1]?.split('\n## ')[0] ?? '';

function recipe(language: string): string {
  const found = blocksOf(recipes).find((block) => block.language === language);
  if (!found) throw new Error(`no recipe in ${language}`);
  return found.text;
}

function program(name: string, text: string): void {
  writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(bin, name), 0o755);
}

const run = async (command: string, args: readonly string[]): Promise<string> =>
  (await promisify(execFile)(command, args, { cwd: folder, env })).stdout;

beforeAll(() => {
  mkdirSync(bin);
  program('sim800', `exec '${process.execPath}' '${join(inject('javascript'), 'src/cli.js')}' "$@"`);
  execFileSync('cc', [DRIVER, '-o', join(folder, 'driver_test')]);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the recipe for', () => {
  it('pytest gives each test a module of its own', async () => {
    const tests = `
import serial

def ask(port, line):
    with serial.Serial(port, 115200, timeout=0.5) as line_to_it:
        line_to_it.write(line)
        return line_to_it.read(200)

def test_it_answers(port):
    assert b"OK" in ask(port, b"ATE0\\r")

def test_it_is_another(port):
    assert ask(port, b"AT\\r").startswith(b"AT\\r")
`;
    writeFileSync(join(folder, 'test_driver.py'), recipe('python') + tests);
    expect(
      await run(pythonWith('pytest, serial', 'python3-pytest python3-serial'), [
        '-m',
        'pytest',
        '-q',
        '-p',
        'no:cacheprovider',
      ]),
    ).toContain('2 passed');
  });

  it('CTest', async () => {
    const head = ['cmake_minimum_required(VERSION 3.16)', 'project(driver C)', 'enable_testing()'];
    const build = `add_executable(driver_test ${DRIVER})`;
    writeFileSync(join(folder, 'CMakeLists.txt'), [...head, build, recipe('cmake')].join('\n'));
    await run('cmake', ['-S', '.', '-B', 'build']);
    await run('cmake', ['--build', 'build']);
    expect(await run('ctest', ['--test-dir', 'build'])).toContain('100% tests passed');
  }, 300_000);

  // PlatformIO itself is not among Debian's packages; its native environment builds the test program and runs it.
  it('PlatformIO, as far as its test program goes', async () => {
    program('pio', `[ "$*" = "test -e native" ] && exec '${join(folder, 'driver_test')}'`);
    expect(await run('sh', ['-c', recipe('sh')])).toBe('20 seeds, and the driver did well with each\n');
  }, 300_000);

  it('a continuous build', async () => {
    const steps = load(recipe('yaml')) as readonly { readonly run: string }[];
    const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string };
    // What it installs is here already.
    expect(steps.map(({ run }) => run).slice(0, 2)).toEqual([
      'sudo apt-get install -y socat',
      `npm install --global ${name}`,
    ]);
    expect(await run('sh', ['-c', steps[2]?.run ?? ''])).toBe('100 seeds, and the driver did well with each\n');
  }, 300_000);
});
