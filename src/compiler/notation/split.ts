/** Cuts a grammar file into its entries, so that each is read by itself and an error in one hides none in the others. */
import type { Finding, Source } from './errors.js';

/** An entry as text; `line` is that of its first line, comment lines inside it are empty. */
export interface Chunk {
  readonly doc: readonly string[];
  readonly line: number;
  readonly text: string;
}

interface Cut {
  readonly chunks: { doc: string[]; line: number; lines: string[] }[];
  readonly findings: Finding[];
  /** The comment lines met since the last line that was none. */
  doc: string[];
}

function startsEntry(line: string): boolean {
  return /^[^\s#]/.test(line);
}

function continueEntry(cut: Cut, line: string, number: number, file: string): void {
  cut.doc = [];
  const chunk = cut.chunks.at(-1);
  if (line.trim() === '') return;
  if (chunk === undefined) {
    const location = { file, line: number, column: line.search(/\S/) + 1 };
    cut.findings.push({ location, message: 'an indented line goes on with an entry, but no entry appears above it' });
    return;
  }
  const skipped = number - chunk.line - chunk.lines.length;
  chunk.lines.push(...Array<string>(skipped).fill(''), line);
}

function cutLine(cut: Cut, line: string, number: number, file: string): void {
  const comment = /^\s*#\s?(.*)$/.exec(line)?.[1];
  if (comment !== undefined) cut.doc.push(comment.trimEnd());
  else if (startsEntry(line)) {
    cut.chunks.push({ doc: cut.doc, line: number, lines: [line] });
    cut.doc = [];
  } else continueEntry(cut, line, number, file);
}

export function splitEntries({ file, text }: Source): { chunks: Chunk[]; findings: Finding[] } {
  const cut: Cut = { chunks: [], findings: [], doc: [] };
  text.split(/\r?\n/).forEach((line, index) => {
    cutLine(cut, line, index + 1, file);
  });
  const chunks = cut.chunks.map(({ doc, line, lines }) => ({ doc, line, text: lines.join('\n') }));
  return { chunks, findings: cut.findings };
}
