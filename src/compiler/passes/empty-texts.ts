import { everyElement, formsIn } from '../walk.js';
import type { Pass } from './index.js';

export const emptyTexts: Pass = (_, entries) =>
  formsIn(entries)
    .flatMap((form) => everyElement(form.elements))
    .filter((element) => element.node === 'literal' && element.text === '')
    .map(({ location }) => ({ location, message: 'an empty text says nothing' }));
