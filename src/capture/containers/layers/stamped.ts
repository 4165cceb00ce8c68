/** A time before each line, as monitors put it there: `20:50:37.952 -> `, `[06:30:24.808] `, `[17.045] `. */
import type { LayerContainer, Unwrap } from '../../read/contract.js';
import { STAMP } from '../../read/time.js';

const LINE = new RegExp(
  String.raw`^[ \t]*(?:(${STAMP})(?: (?:->|>)|:)?|\[ *(${STAMP}|\d+(?:\.\d+)?) *\]:?) ?(.*)$`,
  's',
);

const unwrap: Unwrap = (line) => {
  const [, time, bracketed, text] = LINE.exec(line) ?? [];
  return text === undefined ? undefined : [{ at: time ?? bracketed, text }];
};

/** For rows of bytes: a time before text is learned, like everything else. */
export const stamped: LayerContainer = {
  kind: 'layer',
  name: 'stamped',
  says: 'a time before each row: 20:50:37.952 -> row, [06:30:24.808] row',
  losses: [],
  least: 0.3,
  untagged: 'received',
  around: 'rows',
  open: () => unwrap,
};
