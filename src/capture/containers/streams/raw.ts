/** The bytes of the line, just as they came. */
import type { StreamContainer } from '../../read/contract.js';

export const raw: StreamContainer = {
  kind: 'stream',
  name: 'raw',
  says: 'the bytes as they came',
  losses: [],
};
