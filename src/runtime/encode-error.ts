function shown(value: unknown): string {
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function where(field: string | undefined, value: unknown): string {
  if (field === undefined) return `got ${shown(value)}`;
  return value === undefined ? `field '${field}' is missing` : `field '${field}' is ${shown(value)}`;
}

/** A message that cannot be written: its type, the field at fault if it is one, and what was expected there. */
export class EncodeError extends Error {
  override readonly name = 'EncodeError';
  readonly type: string;
  readonly field: string | undefined;
  readonly expected: string;

  constructor(type: string, field: string | undefined, value: unknown, expected: string) {
    super(`cannot encode ${type}: ${where(field, value)}, expected ${expected}`);
    this.type = type;
    this.field = field;
    this.expected = expected;
  }
}
