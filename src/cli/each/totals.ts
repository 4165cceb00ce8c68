/** What was counted of several logs, and of all of them together. */
import { type Stats, sortedTypes, type TypeCount } from '../stats/stats.js';
import { type Table, typesTable, whereOr } from '../stats/tables.js';

/** Of one log, or of all. */
interface Sums {
  messages: number;
  bytes: number;
  unrecognized: { messages: number; bytes: number };
  sent: { writes: number; bytes: number };
  /** Bytes that were received as payload. */
  payload: number;
  /** Results that came later than the manual says. */
  late: number;
}

const none = (): Sums => ({
  messages: 0,
  bytes: 0,
  unrecognized: { messages: 0, bytes: 0 },
  sent: { writes: 0, bytes: 0 },
  payload: 0,
  late: 0,
});

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

const sumsOf = ({ messages, bytes, unrecognized, sent, connections, commands }: Stats): Sums => ({
  messages,
  bytes,
  unrecognized,
  sent,
  payload: sum(connections.map((one) => one.bytes)),
  late: sum(commands.map((one) => one.late)),
});

function add(all: Sums, one: Sums): void {
  all.messages += one.messages;
  all.bytes += one.bytes;
  all.unrecognized.messages += one.unrecognized.messages;
  all.unrecognized.bytes += one.unrecognized.bytes;
  all.sent.writes += one.sent.writes;
  all.sent.bytes += one.sent.bytes;
  all.payload += one.payload;
  all.late += one.late;
}

const row = (
  name: string,
  { messages, bytes, unrecognized, sent, payload, late }: Sums,
  ...span: string[]
): string[] => [name, ...[messages, bytes, unrecognized.messages, sent.writes, payload, late].map(String), ...span];

/** Holds of each log a row and no more. */
export class Totals {
  private readonly all = none();
  private readonly rows: string[][] = [];
  private readonly types = new Map<string, TypeCount>();

  add(file: string, stats: Stats): void {
    const one = sumsOf(stats);
    add(this.all, one);
    this.rows.push(row(file, one, whereOr(stats.first, ''), whereOr(stats.last, '')));
    for (const { type, kind, messages } of stats.types) {
      const known = this.types.get(type);
      if (known) known.messages += messages;
      else this.types.set(type, { type, kind, messages });
    }
  }

  tables(): Table[] {
    const head = ['file', 'messages', 'bytes', 'unrecognised', 'sent', 'payload', 'late', 'first', 'last'];
    return [
      { name: 'files', head, rows: [...this.rows, row('in all', this.all)] },
      typesTable(sortedTypes(this.types)),
    ];
  }

  json(): object {
    return { files: this.rows.length, ...this.all, types: sortedTypes(this.types) };
  }
}
