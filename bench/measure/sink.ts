/** Takes what a subject reads. While verifying it folds all of it into a digest; while timing it counts and looks at it. */
import type { FieldPlan, Plan } from '../plan.js';

const PRIME = 0x01000193;
const ABSENT = 0x2f6b;

export function typeCode(type: string): number {
  let code = 0x811c9dc5 | 0;
  for (let i = 0; i < type.length; i++) code = Math.imul(code ^ type.charCodeAt(i), PRIME);
  return code;
}

/** Which of a message's parts go into the digest. */
export type Depth = 'fields' | 'numbers' | 'types' | 'count';

export class Sink {
  messages = 0;
  /** Order matters: every step multiplies. */
  hash = 0;
  /** So that no message can be optimised away. */
  last: unknown;
  readonly verifying: boolean;
  private readonly plan: Plan;
  private readonly depth: Depth;
  private pieces = 0;
  private digits = 0;
  /** The pieces are hex digits. */
  hex = false;
  /** Half a byte. */
  private high = -1;

  constructor(plan: Plan, depth: Depth, verifying: boolean) {
    this.plan = plan;
    this.depth = depth;
    this.verifying = verifying;
  }

  reset(): void {
    this.messages = this.hash = this.pieces = this.digits = 0;
  }

  /** A line, of which nothing more is known. */
  line(line: unknown): void {
    this.messages++;
    this.last = line;
  }

  /** A message whose fields follow one by one. */
  begin(code: number): void {
    this.messages++;
    this.number(code);
  }

  number(value: number): void {
    this.hash = Math.imul(this.hash ^ value, PRIME);
  }

  absent(): void {
    this.number(ABSENT);
  }

  /** While timing, one character is enough to make an engine build the string. */
  text(text: string): void {
    if (this.verifying) for (let i = 0; i < text.length; i++) this.number(text.charCodeAt(i));
    else if (text.length > 0) this.number(text.charCodeAt(text.length >> 1));
    this.number(text.length);
  }

  /** Bytes that may come in several pieces, or hex digits; `endPieces` closes them. */
  piece(buffer: Uint8Array, start: number, end: number): void {
    if (this.verifying) for (let i = start; i < end; i++) this.pieceByte(buffer[i] as number);
    if (this.hex) this.digits += end - start;
    else this.pieces += end - start;
  }

  private pieceByte(c: number): void {
    if (this.hex) this.digit(c);
    else this.number(c);
  }

  endPieces(): void {
    this.number(this.pieces + (this.digits >> 1));
    this.pieces = this.digits = 0;
    this.high = -1;
    this.hex = false;
  }

  private digit(c: number): void {
    const value = c <= 57 ? c - 48 : (c | 32) - 87;
    if (this.high >= 0) this.number(this.high * 16 + value);
    this.high = this.high >= 0 ? -1 : value;
  }

  /** A message as an object. While timing it is only taken: the subject has made all of it already. */
  message(message: { readonly type: string }): void {
    if (!this.verifying) {
      this.messages++;
      this.last = message;
      return;
    }
    this.begin(this.depth === 'count' ? 0 : typeCode(message.type));
    const fields = this.plan[message.type] ?? [];
    if (this.depth !== 'types') for (const field of fields) this.field(field, message as unknown as Values);
  }

  private field(field: FieldPlan, values: Values): void {
    const value = values[field.name];
    if (this.depth === 'numbers' && field.kind !== 'number' && field.kind !== 'pieces') return;
    if (field.kind === 'pieces' || field.kind === 'bytes') this.bytes(value);
    else if (value === undefined) this.absent();
    else if (typeof value === 'number') this.number(value);
    else this.text(String(value));
  }

  private bytes(value: unknown): void {
    const bytes = typeof value === 'string' ? Buffer.from(value, 'latin1') : (value as Uint8Array | undefined);
    if (bytes) this.piece(bytes, 0, bytes.length);
    this.endPieces();
  }
}

type Values = Readonly<Record<string, unknown>>;
