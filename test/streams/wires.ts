/** What the tests of the streams feed them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Decoder, type Message, type Options } from '../../src/index.js';
import type { OnMessage } from '../../src/runtime.js';

const captures = join(import.meta.dirname, '..', '..', 'examples', 'captures');

/** The recorded sessions: name and bytes. */
export const sessions: readonly (readonly [string, Uint8Array])[] = readdirSync(captures)
  .filter((name) => name.endsWith('.bin'))
  .map((name) => [name, new Uint8Array(readFileSync(join(captures, name)))]);

export function* cut(input: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < input.length; at += size) yield input.slice(at, at + size);
}

/** What the decoder itself makes of the same chunks. */
export function decoded(chunks: Iterable<Uint8Array>, options?: Options): Message[] {
  const messages: Message[] = [];
  const decoder = new Decoder((message) => messages.push(message), options);
  for (const chunk of chunks) decoder.write(chunk);
  decoder.end();
  return messages;
}

export const types = (messages: readonly Message[]): string => messages.map((m) => m.type).join(' ');

/** Stands for the decoder of another grammar: its messages are of another type. */
export class TypeDecoder extends Decoder {
  constructor(onMessage: OnMessage<string>, options?: Options) {
    super((message, start, end) => onMessage(message.type, start, end), options);
  }
}
