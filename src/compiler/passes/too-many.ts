import { allForms } from '../model/command-forms.js';
import type { Form } from '../model/model.js';
import { MAX_SPELLINGS } from '../model/spellings.js';
import { countVariants, MAX_VARIANTS } from '../model/variants.js';
import type { Finding } from '../notation/errors.js';
import { linesIn } from '../notation/walk.js';
import type { Pass } from './pass.js';

function spellingsIn({ variants, location }: Form): Finding[] {
  const literals = variants.flatMap(({ atoms }) => atoms).filter((atom) => atom.kind === 'literal');
  if (literals.every((literal) => literal.accepts.length <= MAX_SPELLINGS)) return [];
  return [{ location, message: `a text of this form has over ${MAX_SPELLINGS} spellings` }];
}

export const tooMany: Pass = (model, entries) => [
  ...linesIn(entries)
    .filter(({ elements }) => countVariants(elements) > MAX_VARIANTS)
    .map(({ location }) => ({
      location,
      message: `the optional and alternative parts of this form can be chosen in over ${MAX_VARIANTS} ways`,
    })),
  ...allForms(model).flatMap(spellingsIn),
];
