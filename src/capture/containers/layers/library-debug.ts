/** What a driver library says of its work: `### AT: +CIPSHUT` (the label is the beginning of the command), `### Unhandled: RDY`. */
import type { LayerContainer, Piece, Unwrap } from '../../read/contract.js';

const LINE = /^\s*###+ ?([^:]*)(?::[ \t]?(.*))?$/s;

/** Labels that stand in front of bytes; all others are the library's own words. */
const LABELS: Readonly<Record<string, (text: string) => Piece>> = {
  // Some write the whole command behind the label.
  AT: (text) => ({ direction: 'tx', text: /^AT/i.test(text) ? text : `AT${text}` }),
  Unhandled: (text) => ({ direction: 'rx', text }),
};

const unwrap: Unwrap = (line) => {
  const parts = LINE.exec(line);
  if (parts === null) return undefined;
  const [, label = '', text] = parts;
  const read = LABELS[label.trim()];
  return read === undefined || text === undefined ? [] : [read(text)];
};

export const libraryDebug: LayerContainer = {
  kind: 'layer',
  name: 'library-debug',
  says: 'debug lines of a driver library: ### AT: …, ### Unhandled: …',
  losses: ['spaces'],
  least: 0.05,
  untagged: 'application',
  open: (sample) => (sample.some((line) => unwrap(line)?.length) ? unwrap : () => undefined),
};
