/** Messages as `decode` has printed them, line by line or row by row. */
import { csv } from '../output/csv.js';
import { type EncodeOptions, type Fields, type OnLine, parseObject } from './line.js';
import { lines } from './lines.js';
import { csvMessages } from './rows.js';

async function* ndjsonMessages(chunks: AsyncIterable<Uint8Array>, onLine: OnLine): AsyncGenerator<Fields> {
  let line = 0;
  for await (const text of lines(chunks)) {
    onLine(++line);
    if (text.trim() !== '') yield parseObject(text);
  }
}

async function* resumed(first: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

const BOM = '\ufeff';

/** The chunks again, and whether they begin as csv does. */
async function lookedAt(
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ isCsv: boolean; all: AsyncGenerator<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let size = 0;
  while (size < BOM.length + csv.head.length + 2) {
    const next = await iterator.next();
    if (next.done === true) break;
    first.push(next.value);
    size += next.value.length;
  }
  const text = Buffer.concat(first).toString('utf8');
  return { isCsv: text.replace(BOM, '').startsWith(csv.head), all: resumed(first, iterator) };
}

export async function* printedMessages(
  chunks: AsyncIterable<Uint8Array>,
  { format, payload }: EncodeOptions,
  onLine: OnLine,
): AsyncGenerator<Fields> {
  const { isCsv, all } = await lookedAt(chunks);
  if (format === 'csv' || (format === undefined && isCsv)) yield* csvMessages(all, payload, onLine);
  else yield* ndjsonMessages(all, onLine);
}
