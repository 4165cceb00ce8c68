/** Messages from csv, as `decode --format csv` writes it and a spreadsheet may have saved it again. */
import { pipeline, Readable as Source } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { fieldKinds, type TypeFields } from '../field-kinds.js';
import { csv, withoutApostrophe } from '../output/csv.js';
import { unreadable } from '../output/harmless.js';
import type { Readable } from '../output/payload.js';
import { protocol } from '../protocol.js';
import { type Fields, type OnLine, parseObject } from './line.js';

type Row = Readonly<Record<string, string>>;

/** Text of the log: what was added to it for a spreadsheet goes. */
function textOf(name: string, cell: string): string {
  const text = unreadable(withoutApostrophe(cell));
  if (text === undefined) throw new SyntaxError(`column '${name}' has a backslash that nothing it stands for follows`);
  return text;
}

function numberOf(name: string, cell: string): number {
  if (cell === '' || !Number.isFinite(Number(cell))) throw new SyntaxError(`column '${name}' is no number: ${cell}`);
  return Number(cell);
}

/** Columns of fields that a message has, if it has them. */
function fieldValue(name: string, cell: string, { fields }: TypeFields): unknown {
  return fields?.get(name) === 'number' ? numberOf(name, cell) : textOf(name, cell);
}

/** Hex and base64 are no text: they are as they were written. */
function spelledBytes(cell: string, how: Readable): string {
  return how === 'text' ? textOf('payload', cell) : cell;
}

class Rows {
  private readonly kinds = new Map<string, TypeFields>();
  private readonly payload: Readable;

  constructor(payload: Readable) {
    this.payload = payload;
  }

  messageOf({ offset: _offset, fields = '', payload = '', kind, type = '', ...cells }: Row): Fields {
    const kinds = this.kindsOf(type);
    const named = Object.entries(cells).filter(([, cell]) => cell !== '');
    const bytes = kinds.fields === undefined ? 'bytes' : 'payload';
    const hasBytes = payload !== '' || kinds.hasPayload || kinds.fields === undefined;
    return {
      ...(kind !== '' && { kind }),
      type,
      ...Object.fromEntries(named.map(([name, cell]) => [name, fieldValue(name, cell, kinds)])),
      ...(fields !== '' && parseObject(fields)),
      ...(hasBytes && { [bytes]: spelledBytes(payload, this.payload) }),
    };
  }

  private kindsOf(type: string): TypeFields {
    const known = this.kinds.get(type) ?? fieldKinds(type, protocol().tables);
    this.kinds.set(type, known);
    return known;
  }
}

/** Throws SyntaxError for columns that are not those of `decode`, and CsvError for what is no csv. */
function checkHead(columns: string[]): string[] {
  if (columns.join() === csv.head) return columns;
  throw new SyntaxError(`the columns are ${columns.join()}, expected ${csv.head}`);
}

export async function* csvMessages(
  chunks: AsyncIterable<Uint8Array>,
  payload: Readable,
  onLine: OnLine,
): AsyncGenerator<Fields> {
  onLine(1);
  const rows = new Rows(payload);
  const parser = parse({ bom: true, columns: checkHead, info: true, skip_empty_lines: true });
  // What goes wrong in reading the input is thrown where rows are taken.
  pipeline(Source.from(chunks), parser, () => {});
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: Row; info: { lines: number } }>) {
      onLine(info.lines);
      yield rows.messageOf(record);
    }
  } catch (error) {
    if (error instanceof CsvError && typeof error['lines'] === 'number') onLine(error['lines']);
    throw error;
  }
}
