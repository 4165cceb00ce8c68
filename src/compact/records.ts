/** What a program says of a line that has been recognised. */
import {
  BEGINS_TRANSPARENT,
  ENDS_AT_CR,
  ENDS_AT_ONCE,
  ENDS_COMMAND,
  HAS_HEX_PAYLOAD,
  HAS_PAYLOAD,
  IS_PROMPT,
  IS_UNSOLICITED,
  RESTARTS,
} from '../runtime/contract/machine.js';
import {
  FIELD_ABSENT,
  FIELD_KIND,
  FIELD_OPTIONAL,
  FIELD_SLOT,
  FIELD_WORDS,
  KINDS_OF_FORMS,
  MORE_CR,
  MORE_HEX,
  MORE_PAYLOAD,
  MORE_TAIL,
  MORE_TRAILER,
  MORE_TRANSPARENT,
  RECORD_AT_ONCE,
  RECORD_ENDS_COMMAND,
  RECORD_FIELDS,
  RECORD_KIND,
  RECORD_MORE,
  RECORD_RESTARTS,
} from '../runtime/contract/program.js';
import { Cursor } from './cursor.js';

export interface FieldOfLine {
  readonly slot: number;
  readonly optional: boolean;
  /** Index among the kinds that the field has in the form. */
  readonly kind: number;
  /** Which of the field's words is the first that this line can have. */
  readonly firstWord: number;
}

export interface LineRecord {
  readonly form: number;
  /** Bits of `Machine.traits`, without what `Names` say of the form. */
  readonly traits: number;
  /** Of the number that counts the payload; undefined: there is none. */
  readonly lengthSlot: number | undefined;
  /** One more than the form that follows the payload; 0: none. */
  readonly trailer: number;
  readonly tail: number;
  /** In the order of the form's fields; undefined: the line never has it. */
  readonly fields: readonly (FieldOfLine | undefined)[];
}

const kindNumber = (name: (typeof KINDS_OF_FORMS)[number]): number => KINDS_OF_FORMS.indexOf(name);

function firstTraits(flags: number): number {
  const kind = flags & RECORD_KIND;
  return (
    (kind === kindNumber('prompt') ? IS_PROMPT : 0) |
    (kind === kindNumber('urc') ? IS_UNSOLICITED : 0) |
    (flags & RECORD_ENDS_COMMAND ? ENDS_COMMAND : 0) |
    (flags & RECORD_RESTARTS ? RESTARTS : 0) |
    (flags & RECORD_AT_ONCE ? ENDS_AT_ONCE : 0)
  );
}

function furtherTraits(more: number): number {
  const payload = more & MORE_HEX ? HAS_HEX_PAYLOAD : HAS_PAYLOAD;
  return (
    (more & MORE_PAYLOAD ? payload : 0) |
    (more & MORE_TRANSPARENT ? BEGINS_TRANSPARENT : 0) |
    (more & MORE_CR ? ENDS_AT_CR : 0)
  );
}

function readField(cursor: Cursor): FieldOfLine | undefined {
  const byte = cursor.byte();
  if (byte === FIELD_ABSENT) return undefined;
  const firstWord = byte & FIELD_WORDS ? cursor.byte() : 0;
  const kind = byte & FIELD_KIND ? cursor.byte() : 0;
  return { slot: byte & FIELD_SLOT, optional: (byte & FIELD_OPTIONAL) !== 0, kind, firstWord };
}

export function readRecord(bytes: Uint8Array, address: number): LineRecord {
  const cursor = new Cursor(bytes, address);
  const form = cursor.short();
  const flags = cursor.byte();
  const more = flags & RECORD_MORE ? cursor.byte() : 0;
  return {
    form,
    traits: firstTraits(flags) | furtherTraits(more),
    lengthSlot: more & MORE_PAYLOAD ? cursor.byte() : undefined,
    trailer: more & MORE_TRAILER ? cursor.short() + 1 : 0,
    tail: more & MORE_TAIL ? cursor.byte() : 0,
    fields: flags & RECORD_FIELDS ? cursor.times(cursor.byte(), () => readField(cursor)) : [],
  };
}
