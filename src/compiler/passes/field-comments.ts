import type { Entry } from '../notation/ast.js';
import { fieldNameOf, fieldsIn } from '../notation/walk.js';
import type { Pass } from './pass.js';

type Commented = Extract<Entry, { node: 'form' | 'command' }>;

/** A payload is handed out like a field. */
function namesIn(entry: Commented): Set<string> {
  const rows = entry.node === 'form' ? [entry.elements] : entry.shapes.map((shape) => shape.elements);
  const payload = entry.node === 'form' && entry.ending?.node === 'payload' ? ['payload'] : [];
  return new Set([...rows.flatMap(fieldsIn).map(fieldNameOf), ...payload]);
}

function findingsIn(entry: Commented) {
  const names = namesIn(entry);
  const seen = new Set<string>();
  return entry.fieldDocs.flatMap(({ name: { text, location } }) => {
    const isSecond = seen.has(text);
    seen.add(text);
    if (isSecond) return [{ location, message: `the comment is about \`${text}\` already` }];
    if (names.has(text)) return [];
    return [
      { location, message: `the comment is about a field \`${text}\`, which \`${entry.name.text}\` does not have` },
    ];
  });
}

/** What is said of a field that is misspelt would be lost. */
export const fieldComments: Pass = (_, entries) =>
  entries.flatMap((entry) => (entry.node === 'form' || entry.node === 'command' ? findingsIn(entry) : []));
