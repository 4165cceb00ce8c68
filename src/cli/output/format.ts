import type { Writable } from 'node:stream';
import type { Entry } from '../decode/entry.js';
import { useColour } from './colour.js';
import { csv } from './csv.js';
import { ndjson } from './ndjson.js';
import type { Payload } from './payload.js';
import { pretty } from './pretty.js';

export const FORMATS = ['pretty', 'ndjson', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

/** Makes text of entries; what it returns is printed at once. */
export interface Sink {
  begin(): string;
  take(entry: Entry): string;
  end(): string;
  /** Between two that do not follow each other. */
  readonly gap?: string;
}

const nothing = (): string => '';

/** One line an entry, and perhaps one before it. */
function lines(line: (entry: Entry) => string, head = ''): Sink {
  return { begin: () => head, take: (entry) => `${line(entry)}\n`, end: nothing };
}

export function formatter(format: Format, payload: Payload, out: Writable, env: NodeJS.ProcessEnv): Sink {
  if (format === 'ndjson') return lines(ndjson(payload));
  if (format === 'csv') return lines(csv.line(payload), `${csv.head}\n`);
  return { ...lines(pretty(useColour(out, env), payload)), gap: '--\n' };
}
