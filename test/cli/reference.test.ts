import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cliReference } from '../../scripts/cli-reference.js';
import { root, sim800 } from './sim800.js';

const reference = readFileSync(join(root, 'docs/cli.md'), 'utf8');

it('docs/cli.md is what npm run docs:cli writes', () => expect(reference).toBe(cliReference()));

it.each(['decode', 'encode', 'compile', 'check', 'corpus'])('every option of --help is in it: %s', async (command) => {
  const { code, stdout } = await sim800([command, '--help']);
  expect([code, stdout]).toEqual([0, expect.stringContaining('Examples:')]);
  const options = stdout.match(/^ +(?:-\w, )?(--[\w-]+)/gm)?.map((flag) => flag.trim().replace(/^-\w, /, '')) ?? [];
  for (const option of options.filter((flag) => flag !== '--help')) expect(reference).toContain(option);
});
