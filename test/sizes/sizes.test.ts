/** The table of the README that says what an import costs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { minified } from '../../scripts/minified.js';

const root = join(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const [, table = ''] = /## What an import costs\n([\s\S]*?)\n## /.exec(readme) ?? [];
const rows = [...table.matchAll(/^\| `([\w, ]+)` \| `sim800-protocol(?:\/(\w+))?` \| ([\d.]+) \| ([\d.]+) \|$/gm)].map(
  ([, names = '', entry = 'index', minified, gzipped]) => [names, entry, Number(minified), Number(gzipped)] as const,
);

const bundled = (names: string, entry: string): Promise<Uint8Array> =>
  minified(`export { ${names} } from './src/${entry}.js';`);

describe('what an import costs', () => {
  it('is told of single functions and of everything', () => expect(rows.length).toBeGreaterThanOrEqual(7));

  // The number shown, and a tenth of it, or a tenth of a kB.
  it.each(rows)('%s of %s', async (names, entry, minified, gzipped) => {
    const code = await bundled(names, entry);
    const sizes = [code.length / 1000, gzipSync(code, { level: 9 }).length / 1000];
    for (const [i, shown] of [minified, gzipped].entries())
      expect(Math.abs((sizes[i] as number) - shown), `${sizes[i]} kB, not ${shown}`).toBeLessThan(
        Math.max(0.11, shown / 10),
      );
  });
});
