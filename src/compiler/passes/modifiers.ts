import type { FormEntry } from '../notation/ast.js';
import type { Finding } from '../notation/errors.js';
import { formsIn } from '../notation/walk.js';
import type { Pass } from './pass.js';

function repeated({ modifiers }: FormEntry): Finding[] {
  return modifiers
    .filter((modifier, i) => modifiers.findIndex((other) => other.node === modifier.node) < i)
    .map(({ location }) => ({ location, message: 'the form has such a modifier already' }));
}

/** What a modifier says about the line end of a form without one. */
function withoutLineEnd({ modifiers, ending }: FormEntry): Finding[] {
  if (ending === undefined) return [];
  return modifiers
    .filter(({ node }) => node === 'cr' || node === 'transparent')
    .map(({ location }) => ({
      location,
      message: 'the modifier speaks of the line end, and this form has none after it',
    }));
}

function negativeNumeric({ modifiers }: FormEntry): Finding[] {
  return modifiers
    .filter((modifier) => modifier.node === 'numeric' && modifier.code < 0)
    .map(({ location }) => ({ location, message: 'a numeric result code is 0 or more' }));
}

/** What else a line is alive as goes before other forms, so that it must be one that yields without its command. */
function alsoOfOthers({ also, fallback, ending }: FormEntry): Finding[] {
  if (fallback && ending === undefined) return [];
  return also.map(({ location }) => ({ location, message: '`also` is for `fallback` forms that end in a line end' }));
}

export const modifiers: Pass = (_, entries) =>
  formsIn(entries).flatMap((form) => [
    ...repeated(form),
    ...withoutLineEnd(form),
    ...negativeNumeric(form),
    ...alsoOfOthers(form),
  ]);
