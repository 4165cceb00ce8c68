import { quote } from '../notation/errors.js';
import { typesIn } from '../notation/walk.js';
import type { Pass } from './pass.js';

/** An empty word would say by a value what the absence of the field says. */
export const words: Pass = (_, entries) =>
  typesIn(entries).flatMap(({ core }) => {
    if (core.node !== 'words') return [];
    const texts = core.words.map((word) => word.text);
    return core.words.flatMap(({ text, location }, i) => {
      if (text === '') return [{ location, message: 'a word cannot be empty: make the field optional, `[name]`' }];
      return texts.indexOf(text) < i ? [{ location, message: `the word ${quote(text)} stands here twice` }] : [];
    });
  });
