import type { Location } from '../model/model.js';

/** One thing a grammar does wrong. */
export interface Finding {
  readonly location: Location;
  /** What is wrong and what was expected, one sentence. */
  readonly message: string;
  /** An example line (latin1, escaped when printed) that shows it. */
  readonly witness?: string;
  /** Of an example: what it says it is read as, `csq { rssi: 20, ber: 0 }`. */
  readonly expected?: string;
  /** Of an example: what it is read as; undefined: nothing. */
  readonly read?: string;
}

/** A grammar source: `file` is the name findings print. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/** Bytes as a grammar author would write them: `"+X: 1\r\n"`. */
export function quote(bytes: string): string {
  const named: Record<string, string> = { '\r': '\\r', '\n': '\\n', '\t': '\\t', '"': '\\"', '\\': '\\\\' };
  const escaped = Array.from(bytes, (c) => {
    const code = c.charCodeAt(0);
    return named[c] ?? (code < 0x20 || code > 0x7e ? `\\x${code.toString(16).padStart(2, '0')}` : c);
  });
  return `"${escaped.join('')}"`;
}

function print(finding: Finding, sources: readonly Source[]): string {
  const { file, line, column } = finding.location;
  const text = sources.find((s) => s.file === file)?.text.split('\n')[line - 1] ?? '';
  const { witness, expected, read } = finding;
  const remarks = [
    ...(witness === undefined ? [] : [`witness: ${quote(witness)}`]),
    ...(expected === undefined ? [] : [`expected: ${expected}`]),
    ...(read === undefined ? [] : [`read: ${read}`]),
  ];
  const lines = [`${file}:${line}:${column}: ${finding.message}`, text, `${' '.repeat(column - 1)}^`, ...remarks];
  return lines.join('\n    ');
}

/** Thrown by `compile()`: every finding, each with file, line, column, source line and caret in the message. */
export class GrammarError extends Error {
  override readonly name = 'GrammarError';
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[], sources: readonly Source[]) {
    super(findings.map((f) => print(f, sources)).join('\n'));
    this.findings = findings;
  }
}
