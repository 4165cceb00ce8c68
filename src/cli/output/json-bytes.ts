/**
 * JSON written straight into bytes. A line as text would be made of a dozen strings, looked through for what a terminal
 * takes for a command, and turned into UTF-8: that costs several times what it costs to read the message.
 */
import { harmlessJson } from './harmless.js';

const FIRST_ROOM = 1 << 16;

/** No character of a string becomes more bytes than `\u0000`. */
const MOST_A_CHARACTER = 6;
/** Of a number, with its sign. */
const MOST_DIGITS = 32;
/** Larger numbers have another spelling, or none that a loop over digits gives. */
const LARGEST_PLAIN = 0x7fffffff;

const ZERO = 48;
const QUOTE = 34;
const COMMA = 44;

const json = (value: unknown): string => harmlessJson(JSON.stringify(value));

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');

/** How each character up to FFh is written; undefined: as its own code. */
const SPELLINGS: readonly (Uint8Array | undefined)[] = Array.from({ length: 256 }, (_, code) => {
  const bytes = utf8(json(String.fromCharCode(code)).slice(1, -1));
  return bytes.length === 1 && bytes[0] === code ? undefined : bytes;
});

const isPlainObject = (value: object): boolean => Object.getPrototypeOf(value) === Object.prototype;

export class JsonBytes {
  private bytes = Buffer.alloc(FIRST_ROOM);
  private used = 0;
  /** Names of members, with what is around them. */
  private readonly names = new Map<string, Uint8Array>();

  /** All that was written since, to be kept. */
  take(): Uint8Array {
    const taken = new Uint8Array(this.bytes.subarray(0, this.used));
    this.used = 0;
    return taken;
  }

  raw(bytes: Uint8Array): void {
    this.room(bytes.length);
    // They are short: to have `set` told which bytes are meant costs more.
    for (let i = 0; i < bytes.length; i++) this.bytes[this.used++] = bytes[i] as number;
  }

  /** A comma, the name, a colon. */
  name(name: string): void {
    let bytes = this.names.get(name);
    if (bytes === undefined) {
      bytes = utf8(`,${json(name)}:`);
      this.names.set(name, bytes);
    }
    this.raw(bytes);
  }

  number(value: number): void {
    this.room(MOST_DIGITS);
    if (value !== value >>> 0 || value > LARGEST_PLAIN)
      this.used += this.bytes.write(String(value), this.used, 'latin1');
    else this.digits(value);
  }

  string(text: string): void {
    const { length } = text;
    this.room(MOST_A_CHARACTER * length + 2);
    const start = this.used;
    this.bytes[this.used++] = QUOTE;
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code > 0xff) {
        this.used = start;
        this.raw(utf8(json(text)));
        return;
      }
      this.character(code);
    }
    this.bytes[this.used++] = QUOTE;
  }

  /** As text in latin1: the same as `string` of it. */
  latin1(bytes: Uint8Array): void {
    this.room(MOST_A_CHARACTER * bytes.length + 2);
    this.bytes[this.used++] = QUOTE;
    for (let i = 0; i < bytes.length; i++) this.character(bytes[i] as number);
    this.bytes[this.used++] = QUOTE;
  }

  /** What `JSON.stringify` makes of it; there is something. */
  value(value: unknown): void {
    if (typeof value === 'number') this.number(value);
    else if (typeof value === 'string') this.string(value);
    else if (Array.isArray(value)) this.array(value);
    else if (typeof value === 'object' && value !== null && isPlainObject(value)) this.object(value);
    else this.raw(utf8(json(value)));
  }

  private array(values: readonly unknown[]): void {
    this.byte(91);
    for (let i = 0; i < values.length; i++) {
      if (i > 0) this.byte(COMMA);
      this.value(values[i] ?? null);
    }
    this.byte(93);
  }

  private object(value: object): void {
    const members = value as Readonly<Record<string, unknown>>;
    const start = this.used;
    for (const name in members) {
      const member = members[name];
      if (member === undefined) continue;
      this.name(name);
      this.value(member);
    }
    if (this.used === start) this.byte(123);
    // In the place of the first comma.
    else this.bytes[start] = 123;
    this.byte(125);
  }

  private byte(byte: number): void {
    this.room(1);
    this.bytes[this.used++] = byte;
  }

  private character(code: number): void {
    const spelling = SPELLINGS[code];
    if (spelling === undefined) {
      this.bytes[this.used++] = code;
      return;
    }
    for (let i = 0; i < spelling.length; i++) this.bytes[this.used++] = spelling[i] as number;
  }

  /** From the last one on. */
  private digits(value: number): void {
    let count = 1;
    for (let power = 10; power <= value; power *= 10) count++;
    let rest = value;
    for (let at = this.used + count - 1; at >= this.used; at--) {
      const tenth = Math.floor(rest / 10);
      this.bytes[at] = ZERO + rest - 10 * tenth;
      rest = tenth;
    }
    this.used += count;
  }

  private room(count: number): void {
    const needed = this.used + count;
    if (needed <= this.bytes.length) return;
    const larger = Buffer.alloc(Math.max(needed, 2 * this.bytes.length));
    larger.set(this.bytes.subarray(0, this.used));
    this.bytes = larger;
  }
}
