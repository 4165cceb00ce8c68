/** Reads the cases of test/spec/captures and test/spec/cases. The format is described in test/spec/cases/README.md. */
import { type Block, type Section, sectionsOf } from '../markdown.js';
import { type CaseFile, readFolder } from './files.js';
import { bytesIn } from './spelled-bytes.js';

export type Step =
  | { readonly kind: 'rx' | 'tx'; readonly bytes: Uint8Array }
  | { readonly kind: 'call'; readonly method: string; readonly argument: unknown };

/** 0: a recogniser of lines is enough. 1: and the framing. 2: and the dialogue, what the host has sent. */
export type Level = 0 | 1 | 2;

export interface Case {
  readonly name: string;
  /** Where its heading appears, from 1. */
  readonly line: number;
  readonly level: Level;
  readonly options: Readonly<Record<string, unknown>>;
  readonly steps: readonly Step[];
  /** Messages as `sim800 decode --format ndjson` prints them, without the offset. */
  readonly messages: readonly Readonly<Record<string, unknown>>[];
}

function callOf({ lines, line }: Block): Step {
  const [, method, argument] = /^(\w+)(?: (.*))?$/.exec(lines.join('\n')) ?? [];
  if (method === undefined) throw new Error(`line ${line}: one call, as in: leaveTransparent {"until":"ok"}`);
  return { kind: 'call', method, argument: argument === undefined ? undefined : JSON.parse(argument) };
}

function stepOf(block: Block): Step[] {
  if (block.language === 'call') return [callOf(block)];
  if (block.language !== 'rx' && block.language !== 'tx') return [];
  return [{ kind: block.language, bytes: bytesIn(block) }];
}

const LANGUAGES = ['rx', 'tx', 'call', 'options', 'messages'];

function checkBlocks({ heading, blocks }: Section): void {
  for (const { language, line } of blocks) {
    if (heading === '') throw new Error(`line ${line}: a block without a heading above it`);
    if (!LANGUAGES.includes(language)) {
      throw new Error(`line ${line}: a block is rx, tx, call, options or messages, not ${language}`);
    }
  }
}

/** `Level 1.`, a line of its own. */
function levelIn({ prose }: Section): Level | undefined {
  const found = prose.map((line) => /^Level ([012])\.$/.exec(line)?.[1]).find((level) => level !== undefined);
  return found === undefined ? undefined : (Number(found) as Level);
}

function caseOf(section: Section, level: Level | undefined): Case {
  const { heading: name, line, blocks } = section;
  const steps = blocks.flatMap(stepOf);
  if (level === undefined) throw new Error(`line ${line}: of which level is it? As in: Level 1.`);
  const textOf = (language: string): string[] =>
    blocks.filter((block) => block.language === language).map(({ text }) => text);
  const messages = textOf('messages').flatMap((text) => text.split('\n').slice(0, -1));
  return {
    name,
    line,
    level,
    options: JSON.parse(textOf('options').at(-1) ?? '{}'),
    steps,
    messages: messages.map((message) => JSON.parse(message)),
  };
}

/** The cases of one file: each heading with blocks under it is one. The level of a chapter is that of its cases. */
export function parseCases(markdown: string): Case[] {
  const cases: Case[] = [];
  let chapter: Level | undefined;
  for (const section of sectionsOf(markdown)) {
    checkBlocks(section);
    const level = levelIn(section) ?? chapter;
    if (section.blocks.length === 0) chapter = level;
    else cases.push(caseOf(section, level));
  }
  return cases;
}

/** Every file of a folder that holds cases. */
export const readCases = (folder: string): CaseFile<Case>[] => readFolder(folder, parseCases);

/** What the module sent, as one stream. */
export function received(of: Case): Uint8Array {
  return Buffer.concat(of.steps.flatMap((step) => (step.kind === 'rx' ? [step.bytes] : [])));
}
