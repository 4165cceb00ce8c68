export interface Block {
  readonly language: string;
  readonly text: string;
  /** Of the opening fence, from 1. */
  readonly line: number;
}

/** The fenced blocks of a Markdown file. */
export function blocksOf(markdown: string): Block[] {
  const fences = markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm);
  return [...fences].map(({ index, 1: language = '', 2: text = '' }) => ({
    language,
    text,
    line: markdown.slice(0, index).split('\n').length,
  }));
}

/** What a program prints, by its own comments: `// → text`. */
export function promised(program: string): string {
  return [...program.matchAll(/^\s*\/\/ →(?: (.*))?$/gm)].map(([, line = '']) => `${line}\n`).join('');
}

/** Whether a text is as shown, where a line `…` stands for any lines. */
export function isAsShown(text: string, shown: string): boolean {
  const parts = shown.split(/^…\n/m).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(?:.*\\n)*')}$`).test(text);
}
