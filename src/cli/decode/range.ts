/** `decode --range`: a part of a file, entered at a line end and read on into the next part up to the seam. */
import { Unreadable } from '../fault.js';
import { isPacked } from '../input/unpacked.js';
import { PartReading } from '../parts/part-reading.js';
import { seamAfter, silentReader } from '../parts/seam.js';
import { entryFrom, FileSource, type Source } from '../parts/source.js';
import { CHUNK, type Input } from './input.js';

/** Offsets as the user has given them; `to` undefined: up to the end. */
export interface Range {
  readonly from: number;
  readonly to: number | undefined;
}

/** What is read of a file, in offsets of it. Of several parts each holds from where the one before it ends. */
export interface Seams {
  readonly begin: number;
  readonly end: number;
  readonly size: number;
}

/** A file begins so that is packed. */
const HEAD = 4;

/** The part of a stream that a range is: where it is entered, and where it meets what is entered after it. */
export function seamsOf(source: Source, { from, to }: Range, chunk: number): Seams {
  const { size } = source;
  const begin = entryFrom(source, from);
  const entry = to === undefined ? size : entryFrom(source, Math.max(from, to));
  if (entry === size || entry === begin) return { begin, end: entry, size };
  const reading = new PartReading(source, silentReader(), begin, chunk);
  reading.readTo(entry);
  // Where they never meet it is read to its end.
  return { begin, end: seamAfter(reading, { source, entry, limit: size, chunk }) ?? size, size };
}

/** In the chunks in which a file is read as a whole. */
async function* chunksOf(source: FileSource, { begin, end }: Seams): AsyncGenerator<Uint8Array> {
  try {
    for (let at = begin; at < end; ) {
      const next = Math.min(end, (Math.floor(at / CHUNK) + 1) * CHUNK);
      yield source.read(at, next);
      at = next;
    }
  } finally {
    source.close();
  }
}

/** The range as what is to be read. */
export function openRange(path: string, range: Range): { readonly input: Input; readonly seams: Seams } {
  const source = new FileSource(path);
  if (isPacked(source.read(0, Math.min(source.size, HEAD))))
    throw new Unreadable(`${path}: it is packed, and cannot be entered anywhere: no --range`);
  const seams = seamsOf(source, range, CHUNK);
  const size = seams.end - seams.begin;
  return { input: { name: path, base: seams.begin, size, chunks: chunksOf(source, seams) }, seams };
}
