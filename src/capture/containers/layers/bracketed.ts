/** A time of day in brackets in front of each line: `[06:30:24.808] SHUT OK`. */
import type { LayerContainer, Unwrap } from '../../read/contract.js';
import { STAMP } from '../../read/time.js';

const LINE = new RegExp(String.raw`^[ \t]*\[ *(${STAMP}) *\](?:: ?| ?)(.*)$`, 's');

const unwrap: Unwrap = (line) => {
  const parts = LINE.exec(line);
  return parts === null ? undefined : [{ at: parts[1], text: parts[2] ?? '' }];
};

export const bracketed: LayerContainer = {
  kind: 'layer',
  name: 'bracketed',
  says: 'times in brackets: [06:30:24.808] text',
  losses: [],
  least: 0.3,
  untagged: 'received',
  open: () => unwrap,
};
