import type { Atom, Variant } from '../model/model.js';
import type { Pass } from './pass.js';

function canBeNothing(atom: Atom): boolean {
  if (atom.kind === 'literal') return atom.accepts.includes('');
  if (atom.kind === 'field' && atom.optional) return true;
  return atom.kind === 'field' && atom.type.kind === 'text' && atom.type.min === 0;
}

function isEmpty({ atoms }: Variant): boolean {
  return atoms.every(canBeNothing);
}

/** An empty line belongs to no message. */
export const emptyForms: Pass = ({ forms }) =>
  forms
    .filter((form) => form.variants.some(isEmpty))
    .map(({ type, location }) => ({ location, message: `the form \`${type}\` matches an empty line` }));
