/** CuteCom: `16:02:57:941 ---- Sent utf8 encoded message: "AT\r" ----`, received lines `16:02:57:945 -> OK`, times or not. */
import type { LayerContainer, Piece, SpellingName, Unwrap } from '../../read/contract.js';

const TIME = /^(\d\d:\d\d:\d\d[:.]\d+) /;
const SENT = /^---- Sent (\w+) encoded message: "(.*)" ----\s*$/s;
const NOTICE = /^---- .* ----\s*$/s;
const RECEIVED = /^-> ?(.*)$/s;

const SPELLINGS: Readonly<Record<string, SpellingName>> = { hex: 'hex' };

function inside(text: string): Omit<Piece, 'at'> | 'notice' | undefined {
  const [, coding = '', message] = SENT.exec(text) ?? [];
  if (message !== undefined) return { direction: 'tx', text: message, spelling: SPELLINGS[coding] ?? 'escaped' };
  return NOTICE.test(text) ? 'notice' : undefined;
}

const unwrap: Unwrap = (line) => {
  const at = TIME.exec(line)?.[1];
  const text = at === undefined ? line : line.slice(at.length + 1);
  const own = inside(text);
  if (own === 'notice') return [];
  if (own !== undefined) return [{ ...own, at }];
  const received = at === undefined ? undefined : RECEIVED.exec(text)?.[1];
  return received === undefined ? undefined : [{ direction: 'rx', text: received, at }];
};

const isSent = (line: string): boolean => SENT.test(line.replace(TIME, ''));

export const cutecom: LayerContainer = {
  kind: 'layer',
  name: 'cutecom',
  says: 'CuteCom: 16:02:57:941 ---- Sent utf8 encoded message: "text\\r" ----',
  losses: [],
  least: 0.05,
  untagged: 'received',
  // The arrow alone is also the Arduino monitor's, whose times have a point where CuteCom has a colon.
  open: (sample) =>
    sample.some((line) => isSent(line) || /^\d\d:\d\d:\d\d:\d+ /.test(line)) ? unwrap : () => undefined,
};
