/** A recognised form, as the tokenizer hands it out: one object for all of them, used again for every form. */
import { HAS_HEX_PAYLOAD, type Machine } from './contract.js';
import { ipv4, latin1 } from './latin1.js';
import { MARK_BITS, MARKS } from './recognising.js';

/** How `FieldTables.fields` says what a field is: its kind (the last one is bytes), register and mark. */
const KIND_MASK = 7;
const [NUMBER, SIGNED, WORD, TEXT, IPV4] = [0, 1, 2, 3, 4];
const REGISTER_SHIFT = 3;
const REGISTER_MASK = 0x1fff;
const MARK_SHIFT = 16;

/** From the register of a field's beginning to those of its end and of its number. */
const TO_END = 1;
const TO_NUMBER = 2;

const MINUS = 0x2d;

export type FieldValue = number | string | Uint8Array | undefined;

/**
 * Numbers were decoded while the line was scanned; texts are read from it when asked for, so only inside the callback.
 * Generated code adds a getter for each name of a field; one that the form does not have is undefined.
 */
export abstract class View {
  /** Which line it is, and where it stands: between these indices of a buffer whose index 0 has the offset `base`. */
  #code = 0;
  #buffer: Uint8Array = new Uint8Array(0);
  #base = 0;
  #from = 0;
  #to = 0;
  readonly #machine: Machine;
  readonly #registers: Int32Array;
  // Taken out of the machine: they are read for every field.
  readonly #rows: Uint16Array;
  readonly #owners: Uint16Array;
  readonly #fields: Int32Array;

  constructor(machine: Machine, registers: Int32Array) {
    this.#machine = machine;
    this.#registers = registers;
    this.#rows = machine.fields.rows;
    this.#owners = machine.fields.owners;
    this.#fields = machine.fields.fields;
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

  /** Absolute offset in the stream of the form's first byte; the line end before it is not its own. */
  get start(): number {
    return this.#base + this.#from;
  }

  /** Absolute offset behind its last byte, its line end included, its payload not. */
  get end(): number {
    return this.#base + this.#to;
  }

  /** The form's number in its grammar: a dense discriminant for those who count. */
  get formId(): number {
    return this.#machine.forms[this.#code] as number;
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
    const make = this.#machine.messages[this.formId] as (view: View) => object;
    return make(this);
  }

  /** The value of the field with the name of this number. */
  protected field(name: number): FieldValue {
    const at = (this.#rows[this.#code] as number) + name;
    if (this.#owners[at] !== this.#code) return undefined;
    const how = this.#fields[at] as number;
    const mark = how >> MARK_SHIFT;
    if (mark !== 0 && !this.#isMarked(mark - 1)) return undefined;
    const register = (how >> REGISTER_SHIFT) & REGISTER_MASK;
    return (how & KIND_MASK) === NUMBER ? this.#registers[register] : this.#other(how & KIND_MASK, register, at);
  }

  #word(at: number, index: number): string | undefined {
    const { lists, words } = this.#machine.fields;
    return words[lists[at] as number]?.[index];
  }

  #isMarked(slot: number): boolean {
    const r = this.#registers;
    if (slot < MARK_BITS) return (((r[MARKS] as number) >> slot) & 1) !== 0;
    return (((r[MARKS + Math.floor(slot / MARK_BITS)] as number) >> (slot % MARK_BITS)) & 1) !== 0;
  }

  #other(kind: number, register: number, at: number): FieldValue {
    const r = this.#registers;
    const first = r[register] as number;
    if (kind === WORD) return this.#word(at, first);
    if (kind === SIGNED) {
      const value = r[register + TO_NUMBER] as number;
      return this.#buffer[first] === MINUS ? -value : value;
    }
    const end = r[register + TO_END] as number;
    if (kind === TEXT) return latin1(this.#buffer, first, end);
    if (kind === IPV4) return ipv4(this.#buffer, first, end);
    // Not `slice`: of a Buffer of Node's it is a view.
    return new Uint8Array(this.#buffer.subarray(first, end));
  }
}

/** What a view of a message is to its reader: its fields, without what comes behind its header. */
export type ViewOf<M> = M extends unknown
  ? View & { readonly [K in keyof M as K extends 'payload' | 'truncated' ? never : K]: M[K] }
  : never;

/** A message while it is being made. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };
