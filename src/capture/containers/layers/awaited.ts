/** What a driver waits for, and the buffer it has got: `ATT: CONNECT OK`, then `RIC: ` and lines of the module. */
import type { LayerContainer, Unwrap } from '../../read/contract.js';

const PAIRS: readonly (readonly [RegExp, RegExp])[] = [
  [/^\s*ATT:/, /^\s*RIC: ?/],
  [/^\s*(?:AWAITED|EXPECT(?:ED|ING)?|WAIT(?:ING)?(?: FOR)?):/i, /^\s*(?:GOT|RECEIVED?|RECV): ?/i],
];

/** Whether a text in front of a line says that the line is only waited for. */
export const awaits = (prefix: string): boolean => /\b(?:await|expect|wait)|\bATT:/i.test(prefix);

/** Both must be there: what is only received is tagged text. */
const isUsed = (sample: readonly string[], tags: readonly RegExp[]): boolean =>
  tags.every((tag) => sample.some((line) => tag.test(line)));

function unwrapWith(pairs: typeof PAIRS): Unwrap {
  return (line) => {
    for (const [awaits, receives] of pairs) {
      if (awaits.test(line)) return [];
      const tag = receives.exec(line)?.[0];
      if (tag !== undefined) return [{ direction: 'rx', text: line.slice(tag.length) }];
    }
    return undefined;
  };
}

export const awaited: LayerContainer = {
  kind: 'layer',
  name: 'awaited',
  says: 'awaited and received: ATT: CONNECT OK / RIC: text',
  losses: ['direction'],
  least: 0.05,
  untagged: 'received',
  open: (sample) => unwrapWith(PAIRS.filter((tags) => isUsed(sample, tags))),
};
