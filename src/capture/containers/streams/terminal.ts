/** Text of a terminal: the bytes are passed on as they are, but CR and blank lines are gone. */
import type { StreamContainer } from '../../read/contract.js';

export const terminal: StreamContainer = {
  kind: 'stream',
  name: 'terminal',
  says: 'text of a terminal: line ends reduced to LF, or blank lines dropped',
  losses: ['line-ends', 'control-bytes'],
};
