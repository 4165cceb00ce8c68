function shown(value: unknown): string {
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function where(field: string | undefined, value: unknown): string {
  if (field === undefined) return `got ${shown(value)}`;
  return value === undefined ? `field '${field}' is missing` : `field '${field}' is ${shown(value)}`;
}

/** A letter that a text cannot hold. */
export interface Flaw {
  /** Its place in the text, from 0. */
  readonly at: number;
  readonly what: string;
}

/** A message or command that cannot be written: its type, the field at fault if it is one, and what was expected there. */
export class EncodeError extends Error {
  override readonly name = 'EncodeError';
  readonly type: string;
  readonly field: string | undefined;
  readonly expected: string;
  /** Where in the text of the field, if one letter is at fault. */
  readonly at: number | undefined;

  constructor(type: string, field: string | undefined, value: unknown, expected: string, flaw?: Flaw) {
    const letter = flaw === undefined ? '' : ` (${flaw.what} at ${flaw.at})`;
    super(`cannot encode ${type}: ${where(field, value)}${letter}, expected ${expected}`);
    this.type = type;
    this.field = field;
    this.expected = expected;
    this.at = flaw?.at;
  }
}
