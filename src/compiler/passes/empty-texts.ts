import { everyElement, linesIn } from '../notation/walk.js';
import type { Pass } from './pass.js';

export const emptyTexts: Pass = (_, entries) =>
  linesIn(entries)
    .flatMap(({ elements }) => everyElement(elements))
    .filter((element) => element.node === 'literal' && element.text === '')
    .map(({ location }) => ({ location, message: 'an empty text says nothing' }));
