/** A recognised form, as the tokenizer hands it out: one object for all of them, used again for every form. */

import { MINUS } from '../contract/bytes.js';
import {
  ABSENT,
  ADDRESS,
  FIRST_MARK,
  KIND_MASK,
  LINE,
  MARK_SHIFT,
  NUMBER,
  registerOf,
  SIGNED,
  TEXT,
  TO_END,
  TO_NUMBER,
  WORD,
} from '../contract/field-places.js';
import { HAS_HEX_PAYLOAD, type Machine } from '../contract/machine.js';
import { MARK_BITS, MARKS } from '../contract/registers.js';
import { address } from '../values/address.js';
import { latin1 } from '../values/latin1.js';

export type FieldValue = number | string | Uint8Array | undefined;

/**
 * Numbers were decoded while the line was scanned; texts are read from it when asked for, so only inside the callback.
 * Generated code adds a getter for each name of a field; one that the form does not have is undefined.
 */
export abstract class View {
  /** Which line it is, and where it is: between these indices of a buffer whose index 0 has the offset `base`. */
  #code = 0;
  #buffer: Uint8Array = new Uint8Array(0);
  #base = 0;
  #from = 0;
  #to = 0;
  readonly #machine: Machine;
  readonly #registers: Int32Array;
  // Taken out of the machine: they are read for every field.
  readonly #places: Int32Array;
  readonly #words: readonly string[];

  constructor(machine: Machine, registers: Int32Array) {
    this.#machine = machine;
    this.#registers = registers;
    this.#places = machine.fields.places;
    this.#words = machine.fields.words;
  }

  /** The tokenizer's: lines are shown of this buffer. Not told with each: a large offset handed on is an object. */
  turnTo(buffer: Uint8Array, base: number): void {
    this.#buffer = buffer;
    this.#base = base;
  }

  /** The tokenizer's: from now on this is the view of that line. */
  show(code: number, from: number, to: number): void {
    this.#code = code;
    this.#from = from;
    this.#to = to;
  }

  // For what writes fields by their places, and makes no text of them. Not members of a view: those are names of fields.

  /** The code of the line that is shown: `FieldTables` says what it has. */
  static codeOf(view: View): number {
    return view.#code;
  }

  /** The buffer that its fields are in. */
  static bufferOf(view: View): Uint8Array {
    return view.#buffer;
  }

  /** What the recogniser has found in it. */
  static registersOf(view: View): Int32Array {
    return view.#registers;
  }

  /** Absolute offset in the stream of the form's first byte; the line end before it is not its own. */
  get start(): number {
    return this.#base + this.#from;
  }

  /** Absolute offset after its last byte, its line end included, its payload not. */
  get end(): number {
    return this.#base + this.#to;
  }

  /** The form's number in its grammar: a dense discriminant for those who count. */
  get formId(): number {
    return this.#places[LINE * this.#code + 1] as number;
  }

  get type(): string {
    return this.#machine.types[this.formId] as string;
  }

  get kind(): string {
    return this.#machine.kinds[this.formId] as string;
  }

  /** How many bytes of payload follow; undefined: the form has none. */
  get payloadLength(): number | undefined {
    const register = this.#machine.lengths[this.#code] as number;
    return register === 0 ? undefined : this.#registers[register];
  }

  /** The payload is written as hex digits, two a byte. */
  get hexPayload(): boolean {
    return ((this.#machine.traits[this.#code] as number) & HAS_HEX_PAYLOAD) !== 0;
  }

  /** The form as a plain object, without its payload. */
  toMessage(): object {
    const { messages, types, kinds } = this.#machine;
    const form = this.formId;
    const make = messages[form] as (view: View, type: string, kind: string) => object;
    return make(this, types[form] as string, kinds[form] as string);
  }

  /** The value of a field that is not of one kind in every form that has it. `name`: where it is in each row. */
  protected anyField(name: number): FieldValue {
    const how = this.#placeOf(name);
    if (how === ABSENT) return undefined;
    switch (how & KIND_MASK) {
      case NUMBER:
        return this.#number(how);
      case SIGNED:
        return this.#signed(how);
      case WORD:
        return this.#word(how, name);
      case TEXT:
        return this.#text(how);
      case ADDRESS:
        return address(this.#number(how));
    }
    return this.#bytes(how);
  }

  // The same for a name that is always of this kind.

  protected numberField(name: number): number | undefined {
    const how = this.#placeOf(name);
    return how === ABSENT ? undefined : this.#number(how);
  }

  protected signedField(name: number): number | undefined {
    const how = this.#placeOf(name);
    return how === ABSENT ? undefined : this.#signed(how);
  }

  protected wordField(name: number): string | undefined {
    const how = this.#placeOf(name);
    return how === ABSENT ? undefined : this.#word(how, name);
  }

  protected textField(name: number): string | undefined {
    const how = this.#placeOf(name);
    return how === ABSENT ? undefined : this.#text(how);
  }

  protected addressField(name: number): string | undefined {
    const how = this.#placeOf(name);
    return how === ABSENT ? undefined : address(this.#number(how));
  }

  protected bytesField(name: number): Uint8Array | undefined {
    const how = this.#placeOf(name);
    return how === ABSENT ? undefined : this.#bytes(how);
  }

  #number(how: number): number {
    return this.#registers[registerOf(how)] as number;
  }

  #signed(how: number): number {
    const register = registerOf(how);
    const value = this.#registers[register + TO_NUMBER] as number;
    return this.#buffer[this.#registers[register] as number] === MINUS ? -value : value;
  }

  #word(how: number, name: number): string | undefined {
    return this.#words[(this.#places[this.#at(name) + 2] as number) + this.#number(how)];
  }

  #text(how: number): string {
    const register = registerOf(how);
    return latin1(this.#buffer, this.#registers[register] as number, this.#registers[register + TO_END] as number);
  }

  #bytes(how: number): Uint8Array {
    const register = registerOf(how);
    const r = this.#registers;
    // Not `slice`: of a Buffer of Node's it is a view.
    return new Uint8Array(this.#buffer.subarray(r[register], r[register + TO_END]));
  }

  #at(name: number): number {
    return (this.#places[LINE * this.#code] as number) + name;
  }

  /** Where the field is, or ABSENT. */
  #placeOf(name: number): number {
    const at = this.#at(name);
    if (this.#places[at] !== this.#code) return ABSENT;
    const how = this.#places[at + 1] as number;
    return how < FIRST_MARK || this.#isMarked((how >> MARK_SHIFT) - 1) ? how : ABSENT;
  }

  #isMarked(slot: number): boolean {
    const r = this.#registers;
    if (slot < MARK_BITS) return (((r[MARKS] as number) >> slot) & 1) !== 0;
    return (((r[MARKS + Math.floor(slot / MARK_BITS)] as number) >> (slot % MARK_BITS)) & 1) !== 0;
  }
}

/** What a view of a message is to its reader: its fields, without what comes after its header. */
export type ViewOf<M> = M extends unknown
  ? View & { readonly [K in keyof M as K extends 'payload' | 'truncated' ? never : K]: M[K] }
  : never;

/** A message while it is being made. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };
