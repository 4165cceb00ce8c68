/**
 * `--format parquet`: a table with a row an entry, which SQL reads (Apache Parquet, parquet.apache.org/docs/file-format).
 * Rows are written in groups, so that no more than one group is held, however long the log is.
 */
import type { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Entry } from '../decode/entry.js';
import { peer } from '../peer.js';
import { type Payload, plainCommand } from './payload.js';

type Library = typeof import('hyparquet-writer');

/** A group is written when it has so many rows, or so many bytes of payload and other text. */
const MOST_ROWS = 16_384;
const MOST_BYTES = 8 * 1024 * 1024;

type Cell = string | number | bigint | Uint8Array | undefined;

interface Column {
  readonly name: string;
  readonly type: 'INT32' | 'INT64' | 'DOUBLE' | 'BYTE_ARRAY';
  readonly text?: true;
  readonly cell: (entry: Entry, payload: Payload) => Cell;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = ({ message }: Entry): Fields => message as unknown as Fields;

const text = (name: string, cell: Column['cell']): Column => ({ name, type: 'BYTE_ARRAY', text: true, cell });

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
  const { commands, answerTo } = entry;
  const found: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fieldsOf(entry)))
    if (!KNOWN.has(name) && !(value instanceof Uint8Array)) found[name] = value;
  if (commands !== undefined) found.commands = commands.map((one) => plainCommand(one, payload));
  if (answerTo !== undefined) found.answerTo = answerTo;
  return Object.keys(found).length > 0 ? JSON.stringify(found) : undefined;
}

/** A chunk is used again before the group is written; a message's own bytes are not. */
function bytesOf(entry: Entry, payload: Payload): Uint8Array | undefined {
  if (payload === 'none') return undefined;
  return Object.values(fieldsOf(entry)).find((value) => value instanceof Uint8Array);
}

/** What a command line holds, or what it is that a message answers. */
const commandOf = ({ commands, answering }: Entry): string | undefined =>
  commands === undefined ? answering?.type : commands.map(({ type }) => type).join(';');

const COLUMNS: readonly Column[] = [
  text('log', ({ file }) => file),
  { name: 'line', type: 'INT64', cell: ({ line }) => (line === undefined ? undefined : BigInt(line)) },
  { name: 'offset', type: 'INT64', cell: ({ offset }) => BigInt(offset) },
  text('at', ({ at }) => at),
  text('direction', ({ direction }) => direction),
  text('kind', ({ message }) => message.kind),
  text('type', ({ message }) => message.type),
  number('connection', 'INT32'),
  text('command', commandOf),
  { name: 'seconds', type: 'DOUBLE', cell: ({ answerTo }) => answerTo?.seconds },
  number('length', 'INT64'),
  { name: 'bytes', type: 'BYTE_ARRAY', cell: bytesOf },
  text('fields', others),
];

const schema = (): ConstructorParameters<typeof ParquetWriter>[0]['schema'] => [
  { name: 'root', num_children: COLUMNS.length },
  ...COLUMNS.map(({ name, type, text: isText }) => ({
    name,
    type,
    repetition_type: 'OPTIONAL' as const,
    ...(isText && { converted_type: 'UTF8' as const }),
  })),
];

const sizeOf = (cell: Cell): number => (typeof cell === 'object' || typeof cell === 'string' ? cell.length : 0);

/** Rows as columns, until the group is full. */
class ParquetSink {
  private readonly bytes: ByteWriter;
  private readonly writer: ParquetWriter;
  private readonly payload: Payload;
  private columns: Cell[][] = COLUMNS.map(() => []);
  private rows = 0;
  private size = 0;

  constructor(library: Library, payload: Payload) {
    this.bytes = new library.ByteWriter();
    this.writer = new library.ParquetWriter({ writer: this.bytes, schema: schema(), createdBy: 'sim800' });
    this.payload = payload;
  }

  begin(): string {
    return '';
  }

  take(entry: Entry): string {
    for (const [i, column] of COLUMNS.entries()) {
      const cell = column.cell(entry, this.payload);
      this.columns[i]?.push(cell);
      this.size += sizeOf(cell);
    }
    this.rows++;
    if (this.rows >= MOST_ROWS || this.size >= MOST_BYTES) this.writeGroup();
    return '';
  }

  end(): string {
    if (this.rows > 0) this.writeGroup();
    this.writer.finish();
    return '';
  }

  /** The writer counts on from what was taken: offsets in the file are not those in its buffer. */
  drain(): Uint8Array {
    const taken = new Uint8Array(this.bytes.getBytes());
    this.bytes.index = 0;
    return taken;
  }

  private writeGroup(): void {
    const columnData = COLUMNS.map(({ name }, i) => ({ name, data: this.columns[i] as Cell[] }));
    this.writer.write({ columnData, rowGroupSize: this.rows });
    this.columns = COLUMNS.map(() => []);
    this.rows = this.size = 0;
  }
}

export async function parquetSink(
  payload: Payload,
  load = (): Promise<Library> => import('hyparquet-writer'),
): Promise<ParquetSink> {
  return new ParquetSink(await peer(load, 'hyparquet-writer', '--format parquet'), payload);
}
