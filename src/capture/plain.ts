/** Text as it stands: each line is a line of the stream. */
import type { SpellingContainer } from './contract.js';
import { bytesOf } from './text.js';

export const plain: SpellingContainer = {
  kind: 'spelling',
  name: 'plain',
  says: 'text as it stands, inside of another container',
  losses: ['line-ends', 'control-bytes'],
  evidence: () => 0,
  open: () => bytesOf,
};
