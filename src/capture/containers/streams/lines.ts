/** Lines of text: what appears before, around and after what was said is learned from the log. */
import type { LinesContainer } from '../../read/contract.js';

export const lines: LinesContainer = {
  kind: 'lines',
  name: 'lines',
  says: 'lines of a log: times, tags, names, quotes before the text and after it are learned',
  losses: [],
};
