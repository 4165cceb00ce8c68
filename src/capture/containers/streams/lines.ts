/** Lines of text: what stands in front of, around and behind what was said is learned from the log. */
import type { LinesContainer } from '../../read/contract.js';

export const lines: LinesContainer = {
  kind: 'lines',
  name: 'lines',
  says: 'lines of a log: times, tags, names, quotes in front of the text and behind it are learned',
  losses: [],
};
