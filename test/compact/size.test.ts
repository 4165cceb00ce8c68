/** What the decoder weighs in a page, with all forms of the grammar. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { minified } from '../../scripts/minified.js';

const gzipped = async (contents: string): Promise<number> => gzipSync(await minified(contents), { level: 9 }).length;

describe('gzipped, minified', () => {
  it('the decoder that runs the program takes at most 53.5 kB, and two thirds of the one of generated code', async () => {
    const compact = await gzipped("export { Decoder } from './src/compact.js';");
    expect(compact).toBeLessThan(53_500);
    expect(compact).toBeLessThan((await gzipped("export { Decoder } from './src/index.js';")) * (2 / 3));
  });

  it('the engine without a program takes at most 27.8 kB, most of it the runtime that both have', async () => {
    expect(await gzipped("export { bind } from './src/compact/bind.js';")).toBeLessThan(27_800);
  });
});
