/** Rows of a table as Parquet (parquet.apache.org/docs/file-format), in groups: no more than one group is held. */
import type { ByteWriter, ColumnSource, ParquetWriter } from 'hyparquet-writer';
import type { Entry } from '../decode/entry.js';
import { type Payload, plainCommand } from '../output/payload.js';
import { peer } from '../peer.js';
import { type Cell, type Cells, type Column, cellsOf } from './column.js';

export type Library = typeof import('hyparquet-writer');

/**
 * A group is written when it has so many rows, or so many bytes of payload and text that varies. Larger ones take more memory while
 * they are written (65,536 rows: 30 MB more), of smaller ones there is more to remember until the end.
 */
const MOST_ROWS = 32_768;
const MOST_BYTES = 2 * 1024 * 1024;

type Fields = Readonly<Record<string, unknown>>;

export const fieldsOf = ({ message }: Entry): Fields => message as unknown as Fields;

export const text = (name: string, cell: Column['cell']): Column => ({ name, type: 'BYTE_ARRAY', text: true, cell });

export const varied = (column: Column): Column => ({ ...column, isVaried: true });

/** A field that is a number where a message has it. */
export const number = (name: string, type: 'INT32' | 'INT64'): Column => ({
  name,
  type,
  cell: (entry) => {
    const value = fieldsOf(entry)[name];
    return typeof value === 'number' ? value : undefined;
  },
});

export const KIND: Column = text('kind', ({ message }) => message.kind);

/** What each table has first. */
export const PLACE: readonly Column[] = [
  text('log', ({ file }) => file),
  { name: 'line', type: 'INT64', cell: ({ line }) => line },
  { name: 'offset', type: 'INT64', cell: ({ offset }) => offset },
  text('at', ({ at }) => at),
  text('direction', ({ direction }) => direction),
];

/** What a command line holds, or what it is that a message answers. */
export const COMMAND: Column = text('command', ({ commands, answering }) =>
  commands === undefined ? answering?.type : commands.map(({ type }) => type).join(';'),
);

export const SECONDS: Column = { name: 'seconds', type: 'DOUBLE', cell: ({ answerTo }) => answerTo?.seconds };

export const plainCommands = ({ commands }: Entry, payload: Payload): object[] | undefined =>
  commands?.map((one) => plainCommand(one, payload));

const schema = (columns: readonly Column[]): ConstructorParameters<typeof ParquetWriter>[0]['schema'] => [
  { name: 'root', num_children: columns.length },
  ...columns.map(({ name, type, text: isText }) => ({
    name,
    type,
    repetition_type: 'OPTIONAL' as const,
    ...(isText && { converted_type: 'UTF8' as const }),
  })),
];

const sizeOf = (cell: Cell): number => (typeof cell === 'object' || typeof cell === 'string' ? cell.length : 0);

/**
 * What the writer remembers of a group grows with the log, 860 bytes a column: a log of 2 GB has 3,000 groups of 13 columns. Less
 * than half is left without what is the same in each group, and what no reader asks for.
 */
function shorten({ row_groups }: ParquetWriter): void {
  const [first, last] = [row_groups[0], row_groups.at(-1)];
  if (first === last) return;
  last?.columns.forEach(({ meta_data: one }, i) => {
    const { path_in_schema, encodings } = first?.columns[i]?.meta_data ?? {};
    const areSame = String(encodings) === String(one?.encodings);
    if (one) Object.assign(one, { path_in_schema, encoding_stats: undefined, ...(areSame && { encodings }) });
  });
}

/** Of the columns, one is made into what the writer takes while it is written, and not before. */
const sourceOf = ({ name, isVaried }: Column, cells: Cells): ColumnSource => ({
  name,
  get data() {
    return cells.written() as ColumnSource['data'];
  },
  offsetIndex: false,
  ...(isVaried && { encoding: 'PLAIN', statistics: false }),
});

/** Rows as columns, until the group is full. */
export class ParquetTable {
  rows = 0;
  /** Of the payload and text of the group that varies. */
  size = 0;
  private readonly bytes: ByteWriter;
  private readonly writer: ParquetWriter;
  private readonly columns: readonly Column[];
  private readonly cells: readonly Cells[];
  private readonly columnData: ColumnSource[];
  private readonly payload: Payload;

  constructor(library: Library, columns: readonly Column[], payload: Payload) {
    this.bytes = new library.ByteWriter();
    this.writer = new library.ParquetWriter({ writer: this.bytes, schema: schema(columns), createdBy: 'sim800' });
    this.columns = columns;
    this.cells = columns.map(cellsOf);
    this.columnData = columns.map((column, i) => sourceOf(column, this.cells[i] as Cells));
    this.payload = payload;
  }

  add(entry: Entry): void {
    const { columns, cells, payload } = this;
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i] as Column;
      const cell = column.cell(entry, payload);
      (cells[i] as Cells).add(cell);
      if (column.isVaried) this.size += sizeOf(cell);
    }
    this.rows++;
    if (this.rows >= MOST_ROWS || this.size >= MOST_BYTES) this.writeGroup();
  }

  /** What is held becomes a group, if anything is. */
  writeGroup(): void {
    if (this.rows === 0) return;
    this.writer.write({ columnData: this.columnData, rowGroupSize: this.rows });
    // It is for indexes of pages, of which there are none.
    this.writer.pendingIndexes.length = 0;
    shorten(this.writer);
    for (const one of this.cells) one.clear();
    this.rows = this.size = 0;
  }

  end(): void {
    this.writeGroup();
    this.writer.finish();
  }

  /** Bytes of the file since. The writer counts on from what was taken: offsets in the file are not those in its buffer. */
  take(): Uint8Array {
    const taken = new Uint8Array(this.bytes.getBytes());
    this.bytes.index = 0;
    return taken;
  }
}

/** Loaded only when a table is requested; `option`: by which. */
export const parquetLibrary = (
  option: string,
  load = (): Promise<Library> => import('hyparquet-writer'),
): Promise<Library> => peer(load, 'hyparquet-writer', option);
