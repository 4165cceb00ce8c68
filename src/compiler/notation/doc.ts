/**
 * The comment above an entry, in two: what it says of the entry, and of its fields. A line `name: text` is about the field
 * `name`, and goes on in lines that are indented further:
 *
 *     # Signal.
 *     # rssi: 0 is -115 dBm or less,
 *     #   99 not known.
 *     # Source: AT manual 3.2.35
 */
import type { Doc, Name } from './ast.js';

/** Names of fields begin with a small letter: `Source: …` is none. */
const FIELD_LINE = /^([a-z][A-Za-z0-9]*):(?:\s+(.*))?$/;
const FURTHER = /^\s+(?=\S)/;

/** `line`: that of the entry, which the comment ends directly above. */
export function readDoc(comment: readonly string[], file: string, line: number): Doc {
  const doc: string[] = [];
  const fieldDocs: { name: Name; lines: string[] }[] = [];
  let open: string[] | undefined;
  comment.forEach((text, i) => {
    const [, name, about] = FIELD_LINE.exec(text) ?? [];
    if (name !== undefined) {
      open = about === undefined ? [] : [about];
      const location = { file, line: line - comment.length + i, column: '# '.length + 1 };
      fieldDocs.push({ name: { text: name, location }, lines: open });
    } else if (open !== undefined && FURTHER.test(text)) open.push(text.trim());
    else {
      open = undefined;
      doc.push(text);
    }
  });
  return { doc, fieldDocs };
}
