/** Text as it stands: each line is a line of the stream. */
import type { SpellingContainer } from '../../read/contract.js';
import { bytesOf } from '../../read/text.js';

export const plain: SpellingContainer = {
  kind: 'spelling',
  name: 'plain',
  says: 'text as it stands, inside of another container',
  losses: ['line-ends', 'control-bytes'],
  evidence: () => 0,
  open: () => bytesOf,
};
