/** A program in the format of test/spec/cases. */
import type { Message } from '../../src/index.js';
import { levelOf } from '../spec/levels.js';
import { messageText } from '../spec/message-text.js';
import type { Program, Step } from './program.js';

const ESCAPES: Readonly<Record<string, string>> = { '\r': '\\r', '\n': '\\n', '\t': '\\t', '\\': '\\\\' };

function escaped(byte: number): string {
  const c = String.fromCharCode(byte);
  return ESCAPES[c] ?? (byte >= 0x20 && byte <= 0x7e ? c : `\\x${byte.toString(16).padStart(2, '0')}`);
}

/** Bytes as they appear in a block, a line after each LF. */
export function spelt(bytes: Uint8Array): string {
  const text = Array.from(bytes, escaped).join('');
  const lines = text.replace(/\\n(?!$)/g, '\\n\n').split('\n');
  return lines.map((line) => line.replace(/ $/, '\\x20').replace(/^`/, '\\x60')).join('\n');
}

const block = (info: string, text: string): string => `\`\`\`${info}\n${text}\n\`\`\`\n`;

function written(step: Step): string {
  if (step.kind !== 'call') return block(step.kind, spelt(step.bytes));
  return block('call', step.argument === undefined ? step.method : `${step.method} ${JSON.stringify(step.argument)}`);
}

function reactionsOf({ reactions }: Program): string[] {
  return reactions.map(({ at, step }) => {
    const what =
      step.kind === 'tx'
        ? `sent ${spelt(step.bytes).replace(/\n/g, '')}`
        : `${step.method} ${JSON.stringify(step.argument) ?? ''}`;
    return `Inside the callback of message ${at}: ${what.trim()}\n`;
  });
}

export interface Heading {
  readonly title: string;
  readonly prose: string;
}

/** What is written down without its messages is to be run as it was found, with all that happens in it. */
function levelLine({ options, steps }: Program, messages: readonly Message[]): string {
  const found = { name: '', line: 0, level: 2, options: { ...options }, steps } as const;
  return `Level ${levelOf({ ...found, messages: messages.map((message) => ({ ...message })) }) ?? 2}.\n`;
}

/** The case with the messages that it is read as. */
export function caseText(program: Program, { title, prose }: Heading, messages: readonly Message[]): string {
  const { options, steps } = program;
  const parts = [
    `## ${title}\n`,
    levelLine(program, messages),
    ...(prose === '' ? [] : [`${prose}\n`]),
    ...reactionsOf(program),
    ...(Object.keys(options).length === 0 ? [] : [block('options', JSON.stringify(options))]),
    ...steps.map(written),
    ...(messages.length === 0 ? [] : [block('messages', messageText(messages))]),
  ];
  return parts.join('\n');
}
