/** Reads commands/*.md: README.md there says what they hold. */
import { type Block, type Section, sectionsOf } from '../markdown.js';
import { type CaseFile, readFolder } from './files.js';
import { linesOfBytes } from './spelled-bytes.js';

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

function pair(host: Block, commands: Block | undefined): LineCase[] {
  const expected = commands?.language === 'commands' ? commands.lines : [];
  if (host.lines.length !== expected.length) throw new Error(`line ${host.line}: ${expected.length} commands for it`);
  return linesOfBytes(host).map((bytes, i) => ({
    bytes,
    line: host.lines[i] ?? '',
    canonical: host.language === 'canonical',
    expected: JSON.parse(expected[i] ?? ''),
  }));
}

function caseOf({ heading, blocks }: Section): CommandCase {
  const lines = blocks.flatMap((block, i) => (block.language === 'commands' ? [] : pair(block, blocks[i + 1])));
  return { name: heading, lines };
}

export const readCommandCases = (folder: string): CaseFile<CommandCase>[] =>
  readFolder(folder, (markdown) =>
    sectionsOf(markdown)
      .map(caseOf)
      .filter(({ lines }) => lines.length > 0),
  );
