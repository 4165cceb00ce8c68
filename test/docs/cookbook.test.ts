/** The recipes of docs/cookbook.md compile, as strictly as a user's project may. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { blocksOf } from '../markdown.js';

const root = join(import.meta.dirname, '../..');
const recipes = blocksOf(readFileSync(join(root, 'docs/cookbook.md'), 'utf8'));

function problems(files: readonly string[]): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile) as { config: object };
  const { options } = ts.parseJsonConfigFileContent({ ...config, files, include: [] }, ts.sys, root);
  const found = ts.getPreEmitDiagnostics(ts.createProgram(files, { ...options, noUnusedLocals: false }));
  return found.map(
    ({ messageText, file }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
  );
}

describe('docs/cookbook.md', () => {
  it('has recipes for each of what a driver does', () =>
    expect(readFileSync(join(root, 'docs/cookbook.md'), 'utf8').match(/^## .*/gm)).toEqual([
      '## TCP',
      '## SMS',
      '## USSD',
      '## Begin again',
      '## Web Serial',
    ]));

  it('has recipes that compile', () => {
    const folder = mkdtempSync(join(root, 'node_modules', '.cookbook-'));
    try {
      const files = recipes.map(({ text }, i) => {
        const file = join(folder, `recipe-${i}.mts`);
        writeFileSync(file, text);
        return file;
      });
      expect(files).toHaveLength(5);
      expect(problems(files)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
