/** `compile --target c99 --encoding code`: the forms as C code report what the forms as a table report, for any stream. */
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { grammarSources, root } from '../../scripts/grammar-sources.js';
import { checkedSources } from '../../src/compiler/check.js';
import { build, DIALOGUE, grammarFolder, runScripts, STRICT } from './engine.js';
import { scriptOf, shown } from './script.js';
import { draws } from './streams.js';

/** With payload, texts of a length, transparent mode, numeric results, rows of anything, and test answers. */
const FORMS = ['tcpip', 'received', 'sms', 'v25ter', 'errors', 'unprefixed'];
const { model } = checkedSources(grammarSources(), { forms: FORMS, commands: ['tcpip'], onRemark: () => {} });
const driver = join(root, 'test/c/driver.c');

let folders: readonly string[] = [];
beforeAll(() => {
  folders = [grammarFolder(model), grammarFolder(model, 'code')];
});

describe.each([
  ['by itself', []],
  ['with the dialogue', DIALOGUE],
] as const)('%s', (_, flags) => {
  it('1000 mutated streams are read alike, whole, byte by byte and in pieces', () => {
    const told = flags.length > 0;
    const scripts = draws(71, 1000, told).map((draw) => scriptOf(draw, draw.cuts, draw.told));
    const [table = [], code = []] = folders.map((folder) =>
      runScripts(build(folder, { flags: ['-O0', ...flags], sources: [driver] }), scripts),
    );
    expect(table).toHaveLength(scripts.length);
    for (const [i, reported] of table.entries()) expect(shown(code[i] as typeof reported)).toEqual(shown(reported));
  });
});

describe('the code', () => {
  const compilers = ['gcc', 'clang'].filter((name) => spawnSync(name, ['--version']).status === 0);

  it.each(compilers)('is C99 without a warning: %s', (compiler) => {
    const flags = ['-std=c99', ...STRICT, '-fsyntax-only', `-I${join(root, 'c')}`, `-I${folders[1]}`];
    execFileSync(compiler, [...flags, join(root, 'c/sim800_engine.c')], { stdio: ['ignore', 'inherit', 'inherit'] });
  });

  it('holds what a grammar without transparent mode or sets needs, and is C99 without a warning too', () => {
    const sources = [{ file: 'small.at', text: 'final ok "OK"\n' }];
    const folder = grammarFolder(checkedSources(sources, {}).model, 'code');
    build(folder, { flags: ['-O0'], sources: [driver] });
  });
});
