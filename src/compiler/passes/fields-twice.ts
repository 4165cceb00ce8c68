import { allForms } from '../model/command-forms.js';
import type { FieldAtom, Variant } from '../model/model.js';
import type { Pass } from './pass.js';

/** Alternatives may share a name; one reading of the form may not have it twice. */
function repeatedIn({ atoms }: Variant): FieldAtom[] {
  const fields = atoms.filter((atom) => atom.kind === 'field');
  return fields.filter((field, i) => fields.findIndex((other) => other.name === field.name) < i);
}

export const fieldsTwice: Pass = (model) => {
  const places = new Map(
    allForms(model)
      .flatMap((form) => form.variants.flatMap(repeatedIn))
      .map((f) => [f.location, f.name]),
  );
  return [...places].map(([location, name]) => ({
    location,
    message: `the field \`${name}\` appears twice in one line; give one of them a name of its own: \`otherName:TYPE\``,
  }));
};
