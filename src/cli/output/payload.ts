import type { ParsedCommand } from '../../index.js';

/** How bytes are written into a line of text, and read from it. */
export const PAYLOADS = ['text', 'hex', 'base64', 'none'] as const;
export type Payload = (typeof PAYLOADS)[number];

/** The spellings that can be read back. */
export const READABLE = ['text', 'hex', 'base64'] as const;
export type Readable = (typeof READABLE)[number];

const ENCODINGS = { text: 'latin1', hex: 'hex', base64: 'base64' } as const;

/** Undefined where they are not to be shown. Text is latin1: one character a byte, nothing lost. */
export function spelled(bytes: Uint8Array, how: Payload): string | undefined {
  if (how === 'none') return undefined;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(ENCODINGS[how]);
}

/** A command with its bytes, if it is one of those that have some, spelled. */
export function plainCommand(command: ParsedCommand, how: Payload): object {
  if (command.type !== 'unknown-command') return command;
  return { type: command.type, bytes: spelled(command.bytes, how) };
}

const WELL_FORMED = {
  text: /^[\x00-\xff]*$/,
  hex: /^(?:[0-9a-f]{2})*$/i,
  base64: /^(?:[a-z0-9+/]{4})*(?:[a-z0-9+/]{2}==|[a-z0-9+/]{3}=)?$/i,
} as const;

/** Undefined for a text that spells no bytes. */
export function bytesSpelled(text: string, how: Readable): Uint8Array | undefined {
  return WELL_FORMED[how].test(text) ? Buffer.from(text, ENCODINGS[how]) : undefined;
}
