import { commandForms } from '../model/command-forms.js';
import type { Atom, FieldType, Form, Variant } from '../model/model.js';
import type { Finding } from '../notation/errors.js';
import type { Pass } from './pass.js';

/** What the tokenizer holds back of one line at most. */
const MAX_LINE = 2048;
/** After its AT a module takes no more of a command line (AT manual 1.4.4). */
const MAX_COMMAND = 2 + 556;
/** So many bytes of its texts must come at most: a recogniser has a step for each of them, and no line of a module needs more. */
const MAX_CERTAIN = 256;
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

function certainLength({ atoms }: Variant): number {
  const texts = atoms.flatMap((atom) => (atom.kind === 'field' && atom.type.kind === 'text' ? [atom.type.min] : []));
  return texts.reduce((sum, least) => sum + least, 0);
}

function certainIn({ type, location, variants }: Form): Finding[] {
  const least = Math.max(...variants.map(certainLength));
  if (least <= MAX_CERTAIN) return [];
  const message = `the texts of \`${type}\` have ${least} bytes at least, and ${MAX_CERTAIN} is the most that can be required`;
  return [{ location, message }];
}

function findingsIn({ type, location, variants }: Form, most: number): Finding[] {
  const length = Math.max(...variants.map(lineLength));
  if (length <= most) return [];
  return [
    { location, message: `a line of \`${type}\` can have ${length} bytes, and ${most} is the most a line may have` },
  ];
}

const boundsOf = (form: Form, most: number): Finding[] => [...findingsIn(form, most), ...certainIn(form)];

export const lineBound: Pass = (model) => [
  ...model.forms.flatMap((form) => boundsOf(form, MAX_LINE)),
  ...commandForms(model).flatMap((form) => boundsOf(form, MAX_COMMAND)),
];
