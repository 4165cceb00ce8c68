/** Lines that heed the edge of a terminal. */
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** With less room than this beside it, text goes below. */
const LEAST_ROOM = 24;
/** What goes below a line is indented so. */
export const BELOW = '    ';
/** A terminal that is narrower has no room for offsets where there are times. */
const NARROW = 100;

/** The date of a time, and what is left: 2026-03-04, Mar  4. */
const DATED = /^(\d{2,4}[-/.]\d\d[-/.]\d{2,4}|(?:[A-Z][a-z]{2},? )?[A-Z][a-z]{2} [ \d]\d(?: \d{4})?)[T _](.*)$/;

/** Fields that are put side by side as long as there is room, each below the other where there is none. */
function packed(texts: readonly string[], room: number, between: string): string[] {
  const rows: string[] = [];
  for (const text of texts) {
    const row = rows.at(-1);
    if (row !== undefined && stringWidth(row) + between.length + stringWidth(text) <= room)
      rows[rows.length - 1] = `${row}${between}${text}`;
    else rows.push(...wrapAnsi(text, room, { hard: true }).split('\n'));
  }
  return rows;
}

/** The lines of a terminal with an edge: a date once for all lines of its day, and text below its column. */
export class Wrapped {
  private readonly columns: number;
  private readonly between: string;
  private date = '';

  /** What is between two fields. */
  constructor(columns: number, between = ' ') {
    this.columns = columns;
    this.between = between;
  }

  /** The time without its date; the date, if it is another one. */
  dated(at: string): { readonly clock: string; readonly date: string | undefined } {
    const [, date = '', clock = at] = DATED.exec(at) ?? [];
    const isNew = date !== '' && date !== this.date;
    if (date !== '') this.date = date;
    return { clock, date: isNew ? date : undefined };
  }

  get isNarrow(): boolean {
    return this.columns < NARROW;
  }

  lines(head: string, texts: readonly string[]): string {
    const indent = head === '' ? 0 : stringWidth(head) + 2;
    const room = this.columns - indent;
    const pack = (width: number): string[] => packed(texts, width, this.between);
    if (texts.length === 0) return head.trimEnd();
    if (room >= LEAST_ROOM) return `${head}${head === '' ? '' : '  '}${pack(room).join(`\n${' '.repeat(indent)}`)}`;
    return `${head.trimEnd()}\n${BELOW}${pack(this.columns - BELOW.length).join(`\n${BELOW}`)}`;
  }
}
