import { allForms } from '../model/command-forms.js';
import type { Atom, Form, Variant } from '../model/model.js';
import { isSized, type SizedAtom } from '../model/sized.js';
import type { Finding } from '../notation/errors.js';
import type { Pass } from './pass.js';

function faultOfSize(sized: string, { fields, variants }: Form): string | undefined {
  const field = fields.find(({ name }) => name === sized);
  if (field === undefined) return `the form has no field \`${sized}\` to say how large the text is`;
  if (field.types.some((type) => type.kind !== 'number' || type.min < 0))
    return `\`${sized}\` says how large a text is and so must be a number from 0 on`;
  const isPlace = variants.some(({ atoms }) =>
    atoms.some((atom) => atom.kind === 'field' && atom.name === sized && atom.optional),
  );
  return isPlace ? `\`${sized}\` says how large a text is and so cannot be a place that may be empty` : undefined;
}

/** Nothing but a line end tells that the size is right. */
function faultOfPlace(
  { type, optional }: SizedAtom,
  before: Atom | undefined,
  after: Atom | undefined,
): string | undefined {
  if (before?.kind !== 'line-end' || after !== undefined || optional)
    return 'a text with a size begins after `eol` and ends its form';
  const isPlain = type.runs.length === 1 && type.min === 0 && type.lines === 0 && !type.quotes && !type.unknownName;
  return isPlain ? undefined : 'a text with a size is one run of bytes that may be empty, like `byte 0..640`';
}

function findingsIn({ atoms }: Variant, form: Form): Finding[] {
  return atoms.flatMap((atom, i) => {
    if (!isSized(atom)) return [];
    const message = faultOfPlace(atom, atoms[i - 1], atoms[i + 1]) ?? faultOfSize(atom.type.sized, form);
    return message === undefined ? [] : [{ location: atom.location, message }];
  });
}

/** `text:byte 0..640 sized length`. */
export const sized: Pass = (model) => {
  const found = allForms(model).flatMap((form) => form.variants.flatMap((variant) => findingsIn(variant, form)));
  return [...new Map(found.map((finding) => [finding.location, finding])).values()];
};
