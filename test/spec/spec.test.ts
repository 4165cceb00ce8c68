/** Every case in Markdown: sessions and subjects with the messages they must become, command lines with the commands. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { textOf } from '../latin1.js';
import { describeCase } from './describe-case.js';
import { describeCommands } from './describe-commands.js';
import { readCases, received } from './read-cases.js';
import { readCommandCases } from './read-command-cases.js';

const folder = (name: string): string => join(import.meta.dirname, name);
const examples = join(import.meta.dirname, '../../examples/captures');

describe.each(['captures', 'cases'])('%s', (name) => {
  describe.each(readCases(folder(name)))('$name', (file) => {
    for (const of of file.cases) describeCase(file.name, of);
  });
});

describe('commands', () => {
  describe.each(readCommandCases(folder('commands')))('$name', ({ cases }) => cases.forEach(describeCommands));
});

describe('examples/captures/*.bin', () => {
  it.each(readCases(folder('captures')))('$name.bin holds the bytes of $name.md (npm run captures)', (file) => {
    expect(file.cases.length).toBe(1);
    const bytes = Buffer.concat(file.cases.map(received));
    expect(textOf(readFileSync(join(examples, `${file.name}.bin`)))).toBe(textOf(bytes));
  });
});
