import { quote } from '../notation/errors.js';
import { typesIn } from '../notation/walk.js';
import type { Pass } from './pass.js';

/** An empty word would say by a value what the absence of the field says. */
export const words: Pass = (_, entries) =>
  typesIn(entries).flatMap(({ core }) => {
    const all = core.node === 'words' ? core.words : core.node === 'pattern' ? core.known : [];
    const texts = all.map((word) => word.text);
    return all.flatMap(({ text, location }, i) => {
      if (text === '') return [{ location, message: 'a word cannot be empty: make the field optional, `[name]`' }];
      return texts.indexOf(text) < i ? [{ location, message: `the word ${quote(text)} appears here twice` }] : [];
    });
  });
