import type { Element } from '../notation/ast.js';
import { quote } from '../notation/errors.js';
import { everyElement, fieldsIn, linesIn } from '../notation/walk.js';
import type { Pass } from './pass.js';

function messageFor({ items }: Element & { node: 'optional' }): string {
  const [only] = items;
  const text = items.length === 1 && only?.node === 'literal' ? quote(only.text) : '"text"';
  return `an optional part must hold a field, whose presence tells; for fixed text write ${text}? (written) or ~${text} (only read)`;
}

export const optionalParts: Pass = (_, entries) =>
  linesIn(entries)
    .flatMap(({ elements }) => everyElement(elements))
    .filter((element) => element.node === 'optional')
    .filter((element) => fieldsIn(element.items).length === 0)
    .map((element) => ({ location: element.location, message: messageFor(element) }));
