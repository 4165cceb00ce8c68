/** The code of a grammar without its types is what is left of the TypeScript when a compiler takes its types away. */
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { grammarSources } from '../../scripts/grammar-sources.js';
import { compile, type Source } from '../../src/compiler.js';

/** Compared without comments and blanks, and without imports that a compiler drops as nothing uses them. */
const bare = (code: string, loader: 'js' | 'ts'): string =>
  transformSync(code, { loader, minifyWhitespace: true, minifySyntax: true, treeShaking: false }).code;

/** A comment that holds the characters which tell types from code while both are written. */
const HOSTILE: Source = {
  file: 'hostile\uE000.at',
  text: '# A \uE001 level \uE000.\nurc my-form "+MYFORM:" sp level:0..9 ["," t:print 1..4 except ","] ["," s:hex 5..9]\ntable x 1 "a"\n',
};

describe.each([
  ['the grammar that ships', grammarSources()],
  ['a grammar whose comments hold the marks of types', [HOSTILE]],
])('%s', (_, sources) => {
  const files = [...compile(sources, { targets: ['typescript', 'javascript'] })];
  const [typescript, javascript] = ['.ts', '.js'].map(
    (ending) => new Map(files.filter(([name]) => name.endsWith(ending))),
  ) as [Map<string, string>, Map<string, string>];

  it('has a file of JavaScript for each of TypeScript that is not types alone', () => {
    const names = [...typescript.keys()].filter((name) => name !== 'messages.ts' && name !== 'commands.ts');
    expect([...javascript.keys()].sort()).toEqual(names.map((name) => name.replace(/ts$/, 'js')).sort());
  });

  it.each([...javascript.keys()])('%s is the same code', (name) => {
    const code = javascript.get(name) ?? '';
    expect(bare(code, 'js')).toBe(bare(typescript.get(name.replace(/js$/, 'ts')) ?? '', 'ts'));
    expect(code).not.toMatch(/[\uE000\uE001]/);
  });
});
