/** A table of a logic analyzer, one byte a record: what Saleae's and sigrok's have in common. */
import type { Direction, Emit, Piece, Rows } from '../../read/contract.js';
import { RecordJoiner, recordsOf } from './csv.js';
import { type Radix, radixOf, uartByte } from './uart-value.js';

/** Where in a record things appear; `from` says which way a byte went. */
export interface Columns {
  readonly time: number;
  readonly value: number;
  /** Undefined: the record is no byte. */
  readonly direction: (fields: readonly string[]) => Direction | undefined;
}

/** The columns of a header, or undefined: it is none of this table's. */
export type FindColumns = (header: readonly string[]) => Columns | undefined;

class TableRows implements Rows {
  private readonly emit: Emit;
  private readonly find: FindColumns;
  private readonly radix: Radix;
  private readonly joiner = new RecordJoiner((fields) => this.record(fields));
  private columns: Columns | undefined;

  constructor(find: FindColumns, radix: Radix, emit: Emit) {
    this.find = find;
    this.radix = radix;
    this.emit = emit;
  }

  row(piece: Piece): boolean {
    this.joiner.line(piece.text);
    return true;
  }

  end(): void {
    this.joiner.end();
  }

  private record(fields: readonly string[]): void {
    const { columns } = this;
    if (columns === undefined) {
      this.columns = this.find(fields);
      return;
    }
    const direction = columns.direction(fields);
    const byte = uartByte(fields[columns.value] ?? '', this.radix);
    const at = fields[columns.time];
    if (direction === undefined || byte === undefined) return;
    this.emit({ direction, bytes: Uint8Array.of(byte), ...(at !== undefined && { at }) });
  }
}

/** The header and the records under it, as far as the sample goes. */
function tableOf(lines: readonly string[], find: FindColumns): { columns: Columns; records: string[][] } | undefined {
  const records = recordsOf(lines);
  for (const [i, fields] of records.slice(0, 20).entries()) {
    const columns = find(fields);
    if (columns !== undefined) return { columns, records: records.slice(i + 1) };
  }
  return undefined;
}

export const hasTable = (lines: readonly string[], find: FindColumns): boolean => tableOf(lines, find) !== undefined;

export function openTable(lines: readonly string[], find: FindColumns): (emit: Emit) => Rows {
  const table = tableOf(lines, find);
  const bytes = table?.records.filter((fields) => table.columns.direction(fields) !== undefined) ?? [];
  const radix = radixOf(bytes.map((fields) => fields[table?.columns.value ?? 0] ?? ''));
  return (emit) => new TableRows(find, radix, emit);
}
