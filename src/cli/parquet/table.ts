/** Rows of a table as Parquet (parquet.apache.org/docs/file-format), in groups: no more than one group is held. */
import type { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Entry } from '../decode/entry.js';
import { peer } from '../peer.js';
import { type Payload, plainCommand } from './payload.js';

export type Library = typeof import('hyparquet-writer');

/** A group is written when it has so many rows, or so many bytes of payload and other text. */
const MOST_ROWS = 16_384;
const MOST_BYTES = 8 * 1024 * 1024;

export type Cell = string | number | bigint | boolean | Uint8Array | undefined;

export interface Column {
  readonly name: string;
  readonly type: 'INT32' | 'INT64' | 'DOUBLE' | 'BOOLEAN' | 'BYTE_ARRAY';
  readonly text?: true;
  readonly cell: (entry: Entry, payload: Payload) => Cell;
}

type Fields = Readonly<Record<string, unknown>>;

export const fieldsOf = ({ message }: Entry): Fields => message as unknown as Fields;

export const text = (name: string, cell: Column['cell']): Column => ({ name, type: 'BYTE_ARRAY', text: true, cell });

/** What each table has first. */
export const PLACE: readonly Column[] = [
  text('log', ({ file }) => file),
  { name: 'line', type: 'INT64', cell: ({ line }) => (line === undefined ? undefined : BigInt(line)) },
  { name: 'offset', type: 'INT64', cell: ({ offset }) => BigInt(offset) },
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

/** Rows as columns, until the group is full. */
export class ParquetTable {
  rows = 0;
  /** Of the text and bytes of the group. */
  size = 0;
  private readonly bytes: ByteWriter;
  private readonly writer: ParquetWriter;
  private readonly columns: readonly Column[];
  private readonly payload: Payload;
  private cells: Cell[][];

  constructor(library: Library, columns: readonly Column[], payload: Payload) {
    this.bytes = new library.ByteWriter();
    this.writer = new library.ParquetWriter({ writer: this.bytes, schema: schema(columns), createdBy: 'sim800' });
    this.columns = columns;
    this.payload = payload;
    this.cells = columns.map(() => []);
  }

  add(entry: Entry): void {
    for (const [i, column] of this.columns.entries()) {
      const cell = column.cell(entry, this.payload);
      this.cells[i]?.push(cell);
      this.size += sizeOf(cell);
    }
    this.rows++;
    if (this.rows >= MOST_ROWS || this.size >= MOST_BYTES) this.writeGroup();
  }

  /** What is held becomes a group, if anything is. */
  writeGroup(): void {
    if (this.rows === 0) return;
    const columnData = this.columns.map(({ name }, i) => ({ name, data: this.cells[i] as Cell[] }));
    this.writer.write({ columnData, rowGroupSize: this.rows });
    this.cells = this.columns.map(() => []);
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
