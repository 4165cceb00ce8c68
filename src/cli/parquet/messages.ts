/** `--format parquet`: one table with a row an entry, which SQL reads. */
import type { Entry } from '../decode/entry.js';
import {
  COMMAND,
  type Column,
  fieldsOf,
  type Library,
  ParquetTable,
  PLACE,
  parquetLibrary,
  plainCommands,
  SECONDS,
  text,
} from './parquet-table.js';
import type { Payload } from './payload.js';

/** A field that is always a number where a form has it. */
const number = (name: string, type: 'INT32' | 'INT64'): Column => ({
  name,
  type,
  cell: (entry) => {
    const value = fieldsOf(entry)[name];
    if (typeof value !== 'number') return undefined;
    return type === 'INT64' ? BigInt(value) : value;
  },
});

/** These have columns of their own. */
const KNOWN: ReadonlySet<string> = new Set(['kind', 'type', 'connection', 'length']);

/** All that has no column of its own, as one JSON object. */
function others(entry: Entry, payload: Payload): string | undefined {
  const { answerTo } = entry;
  const found: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fieldsOf(entry)))
    if (!KNOWN.has(name) && !(value instanceof Uint8Array)) found[name] = value;
  const commands = plainCommands(entry, payload);
  if (commands !== undefined) found.commands = commands;
  if (answerTo !== undefined) found.answerTo = answerTo;
  return Object.keys(found).length > 0 ? JSON.stringify(found) : undefined;
}

/** A chunk is used again before the group is written; a message's own bytes are not. */
function bytesOf(entry: Entry, payload: Payload): Uint8Array | undefined {
  if (payload === 'none') return undefined;
  return Object.values(fieldsOf(entry)).find((value) => value instanceof Uint8Array);
}

const COLUMNS: readonly Column[] = [
  ...PLACE,
  text('kind', ({ message }) => message.kind),
  text('type', ({ message }) => message.type),
  number('connection', 'INT32'),
  COMMAND,
  SECONDS,
  number('length', 'INT64'),
  { name: 'bytes', type: 'BYTE_ARRAY', cell: bytesOf },
  text('fields', others),
];

class ParquetSink {
  private readonly table: ParquetTable;

  constructor(library: Library, payload: Payload) {
    this.table = new ParquetTable(library, COLUMNS, payload);
  }

  begin(): string {
    return '';
  }

  take(entry: Entry): string {
    this.table.add(entry);
    return '';
  }

  end(): string {
    this.table.end();
    return '';
  }

  drain(): Uint8Array {
    return this.table.take();
  }
}

export async function parquetSink(payload: Payload, load?: () => Promise<Library>): Promise<ParquetSink> {
  return new ParquetSink(await parquetLibrary('--format parquet', load), payload);
}
