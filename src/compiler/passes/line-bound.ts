import type { Atom, FieldType, Variant } from '../model.js';
import type { Pass } from './index.js';

/** What the tokenizer holds back of one line at most. */
const MAX_LINE = 2048;
const LONGEST = { number: 10, ipv4: '255.255.255.255'.length, lineEnd: 3 };

function longestOf(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => text.length));
}

function lengthOfType(type: FieldType): number {
  if (type.kind === 'text') return type.max;
  return type.kind === 'words' ? longestOf(type.words) : LONGEST[type.kind];
}

function lengthOf(atom: Atom): number {
  if (atom.kind === 'line-end') return LONGEST.lineEnd;
  return atom.kind === 'literal' ? longestOf(atom.accepts) : lengthOfType(atom.type);
}

function lineLength({ atoms }: Variant): number {
  return atoms.reduce((sum, atom) => sum + lengthOf(atom), 0);
}

export const lineBound: Pass = ({ forms }) =>
  forms.flatMap(({ type, location, variants }) => {
    const length = Math.max(...variants.map(lineLength));
    if (length <= MAX_LINE) return [];
    return [
      {
        location,
        message: `a line of \`${type}\` can have ${length} bytes, and ${MAX_LINE} is the most a line may have`,
      },
    ];
  });
