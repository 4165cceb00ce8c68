/** What `npm run generate:check` asks, for trials of a compiler with a fault in it: the quickest part first. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tcpipFiles, wholeFiles } from '../../scripts/generated-files.js';
import { root } from '../../scripts/grammar-sources.js';

function stale(files: ReadonlyMap<string, string>): string[] {
  return [...files].filter(([name, text]) => readFileSync(join(root, name), 'utf8') !== text).map(([name]) => name);
}

it.each([
  ['sim800-protocol/tcpip', tcpipFiles],
  ['sim800-protocol', wholeFiles],
])('what is generated for %s is what is committed', (_, files) => {
  expect(stale(files())).toEqual([]);
});
