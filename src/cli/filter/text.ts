/** The text of an entry that is looked through: its type, and all its fields. */
import type { Entry } from '../decode/entry.js';
import { latin1 } from '../latin1.js';

function* textsOf(value: unknown): Generator<string> {
  if (value instanceof Uint8Array) yield latin1(value);
  else if (Array.isArray(value)) for (const one of value) yield* textsOf(one);
  else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) yield* textsOf(one);
  else if (value !== undefined) yield String(value);
}

/** Whether a text appears in a field; capitals are as good as small letters. The text is of bytes, in UTF-8. */
export function containing(text: string): (entry: Entry) => boolean {
  const plain = text.toLowerCase();
  const encoded = Buffer.from(text, 'utf8').toString('latin1').toLowerCase();
  return ({ message, commands, answering }) => {
    for (const one of textsOf([message, commands, answering?.text])) {
      const lower = one.toLowerCase();
      if (lower.includes(plain) || lower.includes(encoded)) return true;
    }
    return false;
  };
}
