/** Markdown as the tests read it: headings, and fenced blocks with what appears in them. */

export interface Block {
  /** All after the opening fence: `rx`, `ts`. */
  readonly language: string;
  /** With a line end after each line. */
  readonly text: string;
  readonly lines: readonly string[];
  /** Of the opening fence, from 1. */
  readonly line: number;
}

/** A heading and what follows it, up to the next heading. */
export interface Section {
  /** Empty before the first heading. */
  readonly heading: string;
  readonly line: number;
  /** The lines outside of blocks. */
  readonly prose: readonly string[];
  readonly blocks: readonly Block[];
}

function blockAt(lines: readonly string[], at: number, language: string): Block {
  const end = lines.indexOf('```', at + 1);
  if (end < 0) throw new Error(`line ${at + 1}: this block has no end`);
  const inside = lines.slice(at + 1, end);
  return { language, lines: inside, text: inside.map((line) => `${line}\n`).join(''), line: at + 1 };
}

export function sectionsOf(markdown: string): Section[] {
  const lines = markdown.split('\n');
  let section = { heading: '', line: 1, prose: [] as string[], blocks: [] as Block[] };
  const sections = [section];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const heading = /^#+ (.*)$/.exec(line)?.[1];
    const language = /^```(\S+)$/.exec(line)?.[1];
    if (language !== undefined) {
      const block = blockAt(lines, at, language);
      section.blocks.push(block);
      at += block.lines.length + 1;
    } else if (heading !== undefined) {
      section = { heading, line: at + 1, prose: [], blocks: [] };
      sections.push(section);
    } else section.prose.push(line);
  }
  return sections;
}

/** All fenced blocks of a file. */
export const blocksOf = (markdown: string): Block[] => sectionsOf(markdown).flatMap(({ blocks }) => blocks);

/** What a program prints, by its own comments: `// → text`. */
export function promised(program: string): string {
  return [...program.matchAll(/^\s*\/\/ →(?: (.*))?$/gm)].map(([, line = '']) => `${line}\n`).join('');
}

/** Whether a text is as shown, where a line `…` stands for any lines. */
export function isAsShown(text: string, shown: string): boolean {
  const parts = shown.split(/^…\n/m).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(?:.*\\n)*')}$`).test(text);
}
