/** A way to print, as far as messages are written without an object for each. */
import type { Entry } from '../decode/entry.js';
import type { Payload } from '../output/payload.js';
import type { Fixed, Spelling, TextBytes } from './text-bytes.js';

/** Text with what is before it: after something else, and where it is the first. */
export interface Part {
  readonly next: Fixed;
  readonly first: Fixed;
}

export interface LineFormat {
  readonly payload: Payload;
  /** Fields that have a place of their own before all others, each ended by `columnEnd`. */
  readonly columns: readonly string[];
  readonly columnEnd: string;
  /** The last of these places is that of bytes, which in other formats follow the fields. */
  readonly hasBytesColumn: boolean;
  /** What is between two fields, and before what a result answers. */
  readonly between: string;
  readonly beforeAnswer: string;
  /** A text ends so. */
  readonly quote: string;
  /** Ends a line that has fields. */
  readonly close: string;
  /** Ends one that has none. */
  readonly closeEmpty: string;
  readonly spelling: Spelling;
  /** What a text becomes, without its quotation marks. */
  spelled(text: string): string;
  /** What is after the offset, and between that and the first field. */
  headOf(kind: string, type: string): readonly [head: string, gap: string];
  /** What is before the value of a field; before a text its quotation mark is part of it. */
  nameOf(field: string, isText: boolean): string;
  answerOf(answerTo: NonNullable<Entry['answerTo']>): string;
  /** As each line begins. */
  offset(out: TextBytes, offset: number): void;
  /** Bytes as a value, not all of them perhaps; there is room for eight times as many. */
  bytes(out: TextBytes, buffer: Uint8Array, start: number, end: number): void;
  /** The line of an entry with offset 0, without what `offset` writes and without its end. */
  rest(entry: Entry): string;
}
