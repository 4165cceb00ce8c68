import type { Writable } from 'node:stream';
import type { Message } from '../index.js';
import { useColour } from './colour.js';
import { ndjson } from './ndjson.js';
import { pretty } from './pretty.js';

export const FORMATS = ['pretty', 'ndjson'] as const;
export type Format = (typeof FORMATS)[number];

/** One message as a line of text, without its line end; `offset` is where it began in the stream. */
export type Line = (message: Message, offset: number) => string;

export function formatter(format: Format, out: Writable, env: NodeJS.ProcessEnv): Line {
  return format === 'ndjson' ? ndjson : pretty(useColour(out, env));
}
