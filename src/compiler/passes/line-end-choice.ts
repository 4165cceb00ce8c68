import type { Element } from '../notation/ast.js';
import { everyElement, fieldsIn, linesIn } from '../notation/walk.js';
import type { Pass } from './pass.js';

function hasOnlyLineEnd(element: Element): boolean {
  if (element.node !== 'choice') return false;
  const parts = element.branches.flatMap(everyElement);
  return fieldsIn(parts).length === 0 && parts.some((part) => part.node === 'line-end');
}

/** Alternatives without a field are spellings of one text, and a line end is not text. */
export const lineEndChoice: Pass = (_, entries) =>
  linesIn(entries)
    .flatMap(({ elements }) => everyElement(elements))
    .filter(hasOnlyLineEnd)
    .map(({ location }) => ({
      location,
      message: 'alternatives with a line end must hold a field that tells them apart',
    }));
