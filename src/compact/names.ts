/** The part of a program that says what forms, fields and words are called, and what each field is. */
import { WORD } from '../runtime/contract/field-places.js';
import { KINDS_OF_FORMS, NAMES_ANSWERS_TEST, NAMES_OTHER_KIND } from '../runtime/contract/program.js';
import { Cursor } from './cursor.js';
import type { Program } from './program.js';

export interface FieldOfForm {
  /** Index among the names of fields. */
  readonly name: number;
  /** What it is, in one line or another of the form: numbers of field-places.ts. */
  readonly kinds: readonly number[];
  /** Where its words begin among all. */
  readonly words: number;
}

export interface Names {
  readonly types: readonly string[];
  readonly fieldNames: readonly string[];
  readonly words: readonly string[];
  /** Number of the form that an echo is. */
  readonly echo: number;
  /** By form. */
  readonly kinds: readonly string[];
  readonly answersTest: readonly boolean[];
  readonly fields: readonly (readonly FieldOfForm[])[];
}

const KIND = 0x07;

/** Most names and words appear in the order in which they are needed: 0 stands for what has not been needed yet. */
class FieldReader {
  private readonly cursor: Cursor;
  private names = 0;
  private words = 0;

  constructor(cursor: Cursor) {
    this.cursor = cursor;
  }

  read(): FieldOfForm {
    const { cursor } = this;
    const number = cursor.short();
    const name = number === 0 ? this.names++ : number - 1;
    const kinds = this.kinds();
    return { name, kinds, words: kinds.includes(WORD) ? this.firstWord() : 0 };
  }

  private kinds(): number[] {
    const kinds: number[] = [];
    for (let more = true; more; ) {
      const byte = this.cursor.byte();
      kinds.push(byte & KIND);
      more = (byte & NAMES_OTHER_KIND) !== 0;
    }
    return kinds;
  }

  private firstWord(): number {
    const number = this.cursor.short();
    if (number > 0) return number - 1;
    const first = this.words;
    this.words += this.cursor.short();
    return first;
  }
}

export function readNames({ bytes, names, forms }: Program): Names {
  const cursor = new Cursor(bytes, names);
  const [types, fieldNames, words] = [cursor.texts(), cursor.texts(), cursor.texts()];
  const echo = Math.max(0, cursor.short() - 1);
  const of = cursor.times(forms, () => cursor.byte());
  const reader = new FieldReader(cursor);
  return {
    types,
    fieldNames,
    words,
    echo,
    kinds: of.map((byte) => KINDS_OF_FORMS[byte & KIND] ?? ''),
    answersTest: of.map((byte) => (byte & NAMES_ANSWERS_TEST) !== 0),
    fields: cursor.times(forms, () => cursor.times(cursor.short(), () => reader.read())),
  };
}
