/** The same margin before every line, as quotations and blocks of code have it: `> +CSQ: 14,0`, `    +CSQ: 14,0`. */
import type { LayerContainer, Unwrap } from '../../read/contract.js';

const MARGIN = /^[ \t>|]*/;

const marginOf = (line: string): string => MARGIN.exec(line)?.[0] ?? '';

/** What all lines begin with; the blanks at its end are missing where a line is empty. */
function commonMargin(lines: readonly string[]): string {
  let margin: string | undefined;
  for (const line of lines) {
    const own = marginOf(line);
    if (own === line) continue;
    margin ??= own;
    while (!own.startsWith(margin)) margin = margin.slice(0, -1);
    if (margin === '') return '';
  }
  return margin ?? '';
}

const without =
  (margin: string): Unwrap =>
  (line) => {
    if (margin === '') return undefined;
    if (line.startsWith(margin)) return [{ text: line.slice(margin.length) }];
    return marginOf(line) === line ? [{ text: '' }] : undefined;
  };

export const margin: LayerContainer = {
  kind: 'layer',
  name: 'margin',
  says: 'the same margin before every line: a quotation, a block of code',
  losses: [],
  least: 1,
  untagged: 'received',
  around: 'text',
  open: (sample) => without(commonMargin(sample)),
};
