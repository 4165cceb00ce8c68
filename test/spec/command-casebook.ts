/** Reads cases/*.md: README.md there says what they hold. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Block, blocksOf } from '../readme/blocks.js';
import { bytesOfLine } from './casebook.js';

export interface LineCase {
  readonly bytes: Uint8Array;
  /** As it is spelled in the file. */
  readonly line: string;
  /** `encodeCommand()` writes it so. */
  readonly canonical: boolean;
  /** A command, or a list of them, as JSON. */
  readonly expected: unknown;
}
export interface CommandCase {
  readonly name: string;
  readonly lines: readonly LineCase[];
}

const linesOf = ({ text }: Block): string[] => text.replace(/\n$/, '').split('\n');

function pair(host: Block, commands: Block | undefined): LineCase[] {
  const lines = linesOf(host);
  const expected = commands?.language === 'commands' ? linesOf(commands) : [];
  if (lines.length !== expected.length) throw new Error(`line ${host.line}: ${expected.length} commands for it`);
  return lines.map((line, i) => {
    const bytes = bytesOfLine(line);
    if (bytes === undefined) throw new Error(`line ${host.line + 1 + i}: not bytes: ${line}`);
    return {
      line,
      bytes: Buffer.from(bytes, 'latin1'),
      canonical: host.language === 'canonical',
      expected: JSON.parse(expected[i] ?? ''),
    };
  });
}

function casesIn(markdown: string): CommandCase[] {
  return markdown.split(/^(?=#+ )/m).flatMap((section) => {
    const name = /^#+ (.*)/.exec(section)?.[1] ?? '';
    const blocks = blocksOf(section);
    const lines = blocks.flatMap((block, i) => (block.language === 'commands' ? [] : pair(block, blocks[i + 1])));
    return lines.length === 0 ? [] : [{ name, lines }];
  });
}

export function readCommandCases(folder: string): { readonly name: string; readonly cases: CommandCase[] }[] {
  const names = readdirSync(folder).filter((file) => file.endsWith('.md') && file !== 'README.md');
  return names
    .sort()
    .map((file) => ({ name: file.slice(0, -3), cases: casesIn(readFileSync(join(folder, file), 'utf8')) }));
}
