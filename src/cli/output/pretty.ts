/** For people: when, where, from whom, what kind, which message or command, its fields, which command it answers. */
import picocolors from 'picocolors';
import type { Entry } from '../decode/entry.js';
import { answered, said } from './fields.js';
import { printable } from './harmless.js';
import { hexRows } from './hex.js';
import { meaningOf, paints } from './meaning.js';
import type { Payload } from './payload.js';
import { BELOW, Wrapped } from './wrapped.js';

export interface View {
  readonly colour: boolean;
  readonly payload: Payload;
  /** Of the terminal; undefined: there is no edge. */
  readonly columns?: number | undefined;
}

const ARROWS = { rx: '<', tx: '>' } as const;

/** So wide is an offset. */
export const PLACES = 8;

export const headOf = (kind: string, type: string): string => `${kind.padEnd(12)}  ${type.padEnd(16)}`;

export function pretty({ colour, payload, columns }: View): (entry: Entry) => string {
  const palette = picocolors.createColors(colour);
  const { dim, bold } = palette;
  const paint = paints(palette);
  const wrapped = columns === undefined ? undefined : new Wrapped(columns);
  return (entry) => {
    const { offset, direction, message, bytes } = entry;
    const at = entry.at === undefined ? undefined : printable(entry.at);
    const time = at === undefined ? undefined : (wrapped?.dated(at) ?? { clock: at, date: undefined });
    const place = time !== undefined && wrapped?.isNarrow ? undefined : String(offset).padStart(PLACES);
    const where = [time?.clock, entry.file && printable(entry.file), place, direction && ARROWS[direction]].filter(
      (part) => part !== undefined,
    );
    const { type, fields } = said(entry, dim, payload);
    const meaning = paint[meaningOf(entry)];
    const what = meaning(headOf(message.kind, type));
    const head = [dim(where.join('  ')), what].join('  ');
    const answer = answered(entry);
    const day = time?.date === undefined ? '' : `${bold(time.date)}\n`;
    const rows = bytes === undefined ? [] : hexRows(bytes).map((row) => `\n${BELOW}${dim(row)}`);
    if (wrapped === undefined) {
      const rest = [...(fields.length === 0 ? [] : [fields.join(' ')]), ...(answer === undefined ? [] : [dim(answer)])];
      return `${[head, ...rest].join('  ').trimEnd()}${rows.join('')}`;
    }
    const texts = [...fields, ...(answer === undefined ? [] : [dim(answer)])];
    return `${day}${wrapped.lines(head, texts)}${rows.join('')}`;
  };
}
