/** `--format parquet`: one table with a row an entry, which SQL reads. */
import type { Entry } from '../decode/entry.js';
import type { Payload } from '../output/payload.js';
import type { Column } from './column.js';
import { growAsUsual, growSlowly } from './heap.js';
import {
  COMMAND,
  fieldsOf,
  KIND,
  type Library,
  number,
  ParquetTable,
  PLACE,
  parquetLibrary,
  plainCommands,
  SECONDS,
  text,
  varied,
} from './table.js';

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

function bytesOf(entry: Entry, payload: Payload): Uint8Array | undefined {
  if (payload === 'none') return undefined;
  return Object.values(fieldsOf(entry)).find((value) => value instanceof Uint8Array);
}

const COLUMNS: readonly Column[] = [
  ...PLACE,
  KIND,
  text('type', ({ message }) => message.type),
  number('connection', 'INT32'),
  COMMAND,
  SECONDS,
  number('length', 'INT64'),
  varied({ name: 'bytes', type: 'BYTE_ARRAY', cell: bytesOf }),
  varied(text('fields', others)),
];

class ParquetSink {
  private readonly table: ParquetTable;

  constructor(library: Library, payload: Payload) {
    this.table = new ParquetTable(library, COLUMNS, payload);
  }

  begin(): string {
    growSlowly();
    return '';
  }

  take(entry: Entry): string {
    this.table.add(entry);
    return '';
  }

  end(): string {
    growAsUsual();
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
