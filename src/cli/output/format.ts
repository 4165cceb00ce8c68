import type { Writable } from 'node:stream';
import type { Entry } from '../decode/entry.js';
import { isTerminal } from '../io.js';
import { latin1 } from '../latin1.js';
import { parquetSink } from '../parquet/messages.js';
import { Brief } from './brief.js';
import { useColour } from './colour.js';
import { csv } from './csv.js';
import { JsonLines } from './ndjson.js';
import type { Payload } from './payload.js';
import { pcapngHead, pcapngPacket } from './pcapng.js';
import { pretty, type View } from './pretty.js';

export const FORMATS = ['pretty', 'ndjson', 'csv', 'pcapng', 'parquet'] as const;
export type Format = (typeof FORMATS)[number];

/** Makes text of entries; what it returns is printed at once. */
export interface Sink {
  begin(): string;
  take(entry: Entry): string;
  end(): string | Promise<string>;
  /** Between two that do not follow each other. */
  readonly gap?: string;
  /** Each character is a byte. */
  readonly isBinary?: true;
  /** Bytes of what was taken, where `take` has returned nothing of it; printed after what it has returned. */
  drain?(): Uint8Array;
}

const nothing = (): string => '';

/** One line an entry, and perhaps one before it. */
function lines(line: (entry: Entry) => string, head = ''): Sink {
  return { begin: () => head, take: (entry) => `${line(entry)}\n`, end: nothing };
}

/** Lines of ndjson are bytes from the beginning. */
function jsonLines(payload: Payload): Sink {
  const lines = new JsonLines(payload);
  const take = (entry: Entry): string => {
    lines.add(entry);
    return '';
  };
  return { begin: nothing, take, end: nothing, drain: () => lines.take() };
}

const binary = (): Sink => ({
  begin: () => latin1(pcapngHead()),
  take: (entry) => latin1(pcapngPacket(entry)),
  end: nothing,
  isBinary: true,
});

/** Of a terminal that has an edge to be heeded. */
export function columnsOf(out: Writable, wide: boolean): number | undefined {
  const columns = 'columns' in out && isTerminal(out) ? out.columns : undefined;
  return wide || typeof columns !== 'number' || columns === 0 ? undefined : columns;
}

export interface Layout {
  readonly format: Format;
  readonly payload: Payload;
  readonly wide?: true;
  readonly brief?: true;
}

function briefly(view: View): Sink {
  const brief = new Brief(view);
  return { begin: nothing, take: (entry) => brief.take(entry), end: () => brief.end(), gap: '--\n' };
}

export async function formatter(
  { format, payload, wide, brief }: Layout,
  out: Writable,
  env: NodeJS.ProcessEnv,
): Promise<Sink> {
  if (format === 'ndjson') return jsonLines(payload);
  if (format === 'pcapng') return binary();
  if (format === 'parquet') return parquetSink(payload);
  if (format === 'csv') return lines(csv.line(payload), `${csv.head}\n`);
  const colour = useColour(out, env);
  const view: View = { colour, payload, columns: columnsOf(out, wide === true) };
  return brief ? briefly(view) : { ...lines(pretty(view)), gap: '--\n' };
}
