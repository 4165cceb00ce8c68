/** `--tables`: a Parquet file for each type of message, whose columns are the fields of its form. */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../decode/entry.js';
import { named } from '../fault.js';
import { type FieldKind, fieldKinds } from '../field-kinds.js';
import type { Sink } from '../output/format.js';
import { printable } from '../output/harmless.js';
import type { Payload } from '../output/payload.js';
import { protocol } from '../protocol.js';
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

/** Of all tables no more rows are held, nor more bytes of payload and other text: the largest is written then. */
const MOST_ROWS = 131_072;
const MOST_BYTES = 4 * 1024 * 1024;

/** What a type has that is no field of a form. */
const BYTES = ['payload', 'bytes'] as const;

/** As the field is in messages, or nothing. */
function column(name: string, kind: FieldKind): Column {
  if (kind === 'number') return number(name, 'INT32');
  if (kind === 'bytes') return bytesColumn(name);
  return text(name, (entry) => {
    const value = fieldsOf(entry)[name];
    return value === undefined ? undefined : String(value);
  });
}

function bytesColumn(name: string): Column {
  const cell: Column['cell'] = (entry, payload) => {
    const value = fieldsOf(entry)[name];
    return payload !== 'none' && value instanceof Uint8Array ? value : undefined;
  };
  return varied({ name, type: 'BYTE_ARRAY', cell });
}

const TRUNCATED: Column = {
  name: 'truncated',
  type: 'BOOLEAN',
  cell: (entry) => fieldsOf(entry).truncated === true || undefined,
};

const COMMANDS: Column = varied(
  text('commands', (entry, payload) => {
    const commands = plainCommands(entry, payload);
    return commands === undefined ? undefined : JSON.stringify(commands);
  }),
);

/** Of a type: where it was, its fields, its bytes, what it answers. A field that is called as one of the others is theirs. */
function columnsOf(type: string): Column[] {
  const { fields, hasPayload } = fieldKinds(type, protocol().tables);
  const first = [...PLACE, KIND];
  const bytes = fields === undefined ? [bytesColumn(BYTES[1]), COMMANDS] : [];
  const payload = hasPayload ? [bytesColumn(BYTES[0]), TRUNCATED] : [];
  const last = [...payload, ...bytes, COMMAND, SECONDS];
  const taken = new Set([...first, ...last].map(({ name }) => name));
  const own = [...(fields ?? [])].filter(([name]) => !taken.has(name)).map(([name, kind]) => column(name, kind));
  return [...first, ...own, ...last];
}

class TypeTable {
  readonly path: string;
  readonly table: ParquetTable;
  rows = 0;

  constructor(library: Library, folder: string, type: string, payload: Payload) {
    this.path = join(folder, `${type}.parquet`);
    this.table = new ParquetTable(library, columnsOf(type), payload);
    this.write(writeFileSync);
  }

  write(how: (path: string, bytes: Uint8Array) => void): void {
    const bytes = this.table.take();
    if (bytes.length === 0) return;
    try {
      how(this.path, bytes);
    } catch (error) {
      throw named(error, this.path);
    }
  }
}

class Tables {
  private readonly library: Library;
  private readonly folder: string;
  private readonly payload: Payload;
  private readonly tables = new Map<string, TypeTable>();

  constructor(library: Library, folder: string, payload: Payload) {
    this.library = library;
    this.folder = folder;
    this.payload = payload;
    try {
      mkdirSync(folder, { recursive: true });
    } catch (error) {
      throw named(error, folder);
    }
  }

  add(entry: Entry): void {
    const { type } = entry.message;
    let one = this.tables.get(type);
    if (one === undefined) {
      one = new TypeTable(this.library, this.folder, type, this.payload);
      this.tables.set(type, one);
    }
    one.table.add(entry);
    one.rows++;
  }

  /** Writes groups to the files until what is left is little. */
  settle(): void {
    const all = [...this.tables.values()];
    const held = (of: 'rows' | 'size'): number => all.reduce((sum, { table }) => sum + table[of], 0);
    const over = held('rows') > MOST_ROWS ? 'rows' : held('size') > MOST_BYTES ? 'size' : undefined;
    if (over !== undefined) all.sort((a, b) => b.table[over] - a.table[over])[0]?.table.writeGroup();
    for (const one of all) one.write(appendFileSync);
    if (over !== undefined) this.settle();
  }

  /** A line a file. */
  end(): string {
    const lines = [...this.tables.values()].map((one) => {
      one.table.end();
      one.write(appendFileSync);
      return `${printable(one.path)}  ${one.rows === 1 ? '1 row' : `${one.rows} rows`}\n`;
    });
    return lines.join('');
  }
}

export async function tablesSink(folder: string, payload: Payload, load?: () => Promise<Library>): Promise<Sink> {
  const tables = new Tables(await parquetLibrary('--tables', load), folder, payload);
  const take = (entry: Entry): string => {
    tables.add(entry);
    return '';
  };
  const drain = (): Uint8Array => {
    tables.settle();
    return new Uint8Array(0);
  };
  growSlowly();
  const end = (): string => {
    growAsUsual();
    return tables.end();
  };
  return { begin: () => '', take, end, drain };
}
