/** The Arduino monitor with its time stamps: `20:50:37.952 -> +CSQ: 14,0`. */
import type { LayerContainer, Unwrap } from '../../read/contract.js';

const LINE = /^(\d\d:\d\d:\d\d\.\d+) -> ?(.*)$/s;

const unwrap: Unwrap = (line) => {
  const parts = LINE.exec(line);
  return parts === null ? undefined : [{ at: parts[1], text: parts[2] ?? '' }];
};

export const arduino: LayerContainer = {
  kind: 'layer',
  name: 'arduino',
  says: 'Arduino monitor: 20:50:37.952 -> text',
  losses: [],
  least: 0.5,
  untagged: 'received',
  open: () => unwrap,
};
