/** Records of a table, its quotes taken off. A quoted field may hold line ends: a byte that prints as one. */

/** A record over more lines than this is a quote that was never closed. */
const MOST_LINES = 4;

const FIELD = /("(?:[^"]|"")*"|[^,]*)(?:,|$)/gy;

function fieldsOf(record: string): string[] {
  const fields: string[] = [];
  FIELD.lastIndex = 0;
  while (FIELD.lastIndex <= record.length) {
    const [whole = '', field = ''] = FIELD.exec(record) ?? [];
    if (whole === '' && field === '' && FIELD.lastIndex === 0) break;
    fields.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (!whole.endsWith(',')) break;
  }
  return fields;
}

const isOpen = (record: string): boolean => (record.split('"').length - 1) % 2 === 1;

/** Joins the lines that belong to one record. */
export class RecordJoiner {
  private readonly onRecord: (fields: readonly string[]) => void;
  private held: string[] = [];

  constructor(onRecord: (fields: readonly string[]) => void) {
    this.onRecord = onRecord;
  }

  line(line: string): void {
    this.held.push(line);
    const record = this.held.join('\n');
    if (isOpen(record) && this.held.length < MOST_LINES) return;
    this.held = [];
    this.onRecord(fieldsOf(record));
  }

  end(): void {
    if (this.held.length > 0) this.onRecord(fieldsOf(this.held.join('\n')));
    this.held = [];
  }
}

export function recordsOf(lines: readonly string[]): string[][] {
  const records: string[][] = [];
  const joiner = new RecordJoiner((fields) => records.push([...fields]));
  for (const line of lines) joiner.line(line);
  joiner.end();
  return records;
}
