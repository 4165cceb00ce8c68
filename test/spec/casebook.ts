// Reads the cases of test/spec/captures and test/spec/cases. The format is described in test/spec/cases/README.md.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Step =
  | { readonly kind: 'rx' | 'tx'; readonly bytes: Uint8Array }
  | { readonly kind: 'call'; readonly method: string; readonly argument: unknown };

export interface Case {
  readonly name: string;
  /** Where its heading stands, from 1. */
  readonly line: number;
  readonly options: Readonly<Record<string, unknown>>;
  readonly steps: readonly Step[];
  /** Messages as `sim800 decode --format ndjson` prints them, without the offset. */
  readonly messages: readonly Readonly<Record<string, unknown>>[];
}

interface Fence {
  readonly info: string;
  readonly lines: readonly string[];
  readonly line: number;
}
interface Heading {
  readonly heading: string;
  readonly line: number;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\r': '\r', '\\n': '\n', '\\t': '\t', '\\\\': '\\' };

/** The bytes of one line of an `rx` or `tx` block; undefined where it is misspelt. */
export function bytesOfLine(line: string): string | undefined {
  // A blank at the end would be lost in many an editor, and a byte outside of ASCII has no one spelling: both are \xHH.
  if (!/^(?:\\[rnt\\]|\\x[0-9a-fA-F]{2}|[\x20-\x5b\x5d-\x7e])*$/.test(line) || line.endsWith(' ')) return undefined;
  return line.replace(/\\(?:x(..)|.)/g, (spelling, hex: string | undefined) =>
    hex === undefined ? (ESCAPES[spelling] ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function* blocks(text: string): Generator<Fence | Heading> {
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const heading = /^#+ (.*)$/.exec(line)?.[1];
    if (heading !== undefined) yield { heading, line: at + 1 };
    const info = /^```(\S+)$/.exec(line)?.[1];
    if (info === undefined) continue;
    const end = lines.indexOf('```', at);
    if (end < 0) throw new Error(`line ${at + 1}: this block has no end`);
    yield { info, lines: lines.slice(at + 1, end), line: at + 1 };
    at = end;
  }
}

function bytesOf(fence: Fence): Uint8Array {
  const parts = fence.lines.map((line, i) => {
    const bytes = bytesOfLine(line);
    if (bytes === undefined) throw new Error(`line ${fence.line + 1 + i}: not bytes: ${line}`);
    return bytes;
  });
  return Buffer.from(parts.join(''), 'latin1');
}

function callOf(fence: Fence): Step {
  const [, method, argument] = /^(\w+)(?: (.*))?$/.exec(fence.lines.join('\n')) ?? [];
  if (method === undefined) throw new Error(`line ${fence.line}: one call, as in: leaveTransparent {"until":"ok"}`);
  return { kind: 'call', method, argument: argument === undefined ? undefined : JSON.parse(argument) };
}

class CaseBuilder {
  private options: Record<string, unknown> = {};
  private readonly steps: Step[] = [];
  private readonly messages: Record<string, unknown>[] = [];
  private readonly heading: Heading;

  constructor(heading: Heading) {
    this.heading = heading;
  }

  add(fence: Fence): void {
    if (fence.info === 'rx' || fence.info === 'tx') this.steps.push({ kind: fence.info, bytes: bytesOf(fence) });
    else if (fence.info === 'call') this.steps.push(callOf(fence));
    else if (fence.info === 'options') this.options = JSON.parse(fence.lines.join('\n'));
    else if (fence.info === 'messages') this.messages.push(...fence.lines.map((line) => JSON.parse(line)));
    else throw new Error(`line ${fence.line}: a block is rx, tx, call, options or messages, not ${fence.info}`);
  }

  build(): Case | undefined {
    const { options, steps, messages } = this;
    return steps.length === 0
      ? undefined
      : { name: this.heading.heading, line: this.heading.line, options, steps, messages };
  }
}

/** The cases of one file: each heading with blocks under it is one. */
export function parseCases(text: string): Case[] {
  const builders: CaseBuilder[] = [];
  for (const block of blocks(text)) {
    if ('heading' in block) builders.push(new CaseBuilder(block));
    else if (builders.length === 0) throw new Error(`line ${block.line}: a block without a heading above it`);
    else builders.at(-1)?.add(block);
  }
  return builders.map((builder) => builder.build()).filter((built) => built !== undefined);
}

/** Every file of a folder that holds cases, with its name without the ending. */
export function readCases(folder: string): { name: string; cases: Case[] }[] {
  const names = readdirSync(folder).filter((file) => file.endsWith('.md') && file !== 'README.md');
  return names.sort().map((file) => {
    try {
      return { name: file.slice(0, -'.md'.length), cases: parseCases(readFileSync(join(folder, file), 'utf8')) };
    } catch (error) {
      throw new Error(`${join(folder, file)}: ${(error as Error).message}`, { cause: error });
    }
  });
}

/** What the module sent, as one stream. */
export function received(of: Case): Uint8Array {
  return Buffer.concat(of.steps.flatMap((step) => (step.kind === 'rx' ? [step.bytes] : [])));
}
