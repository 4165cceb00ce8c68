/**
 * What a page on the web, a forum or an editor makes of a line: `+COPS: 0,0,&quot;T-Mobile&quot;<br>`, `**+CME ERROR: 3**`, `OK↵`,
 * and quotes that are not those of the keyboard.
 */
import type { LayerContainer, Unwrap } from '../../read/contract.js';
import { shareOf } from '../../read/text.js';

/** A tag that ends a line, and those that say nothing of lines. */
const LINE_TAG = /<(?:br|\/?p|\/?li|\/?div|\/?tr)\s*\/?>/gi;
const TAG = /<\/?(?:pre|code|span|font|b|i|em|strong|tt|samp|kbd|td|ul|ol|blockquote)(?:\s[^<>]*)?>/gi;
const ENTITY = /&(?:(quot|amp|lt|gt|apos|nbsp)|#(\d{2,3})|#x([0-9a-f]{2}));/gi;
const ENTITIES: Readonly<Record<string, string>> = { quot: '"', amp: '&', lt: '<', gt: '>', apos: "'", nbsp: ' ' };
/** Of what a line ends with: within a payload they may be anything. */
const EMPHASIS = ['**', '__', '~~', '`'];
/** As UTF-8: double and single quotes of books, dashes, the blank that does not break. */
const TYPESET = /\xe2\x80[\x93\x94\x98-\x9f\xa6]|\xe2\x80\xb3|\xc2[\xa0\xab\xbb]/g;
const TYPED: Readonly<Record<string, string>> = {
  '\xe2\x80\x93': '-',
  '\xe2\x80\x94': '-',
  '\xe2\x80\x98': "'",
  '\xe2\x80\x99': "'",
  '\xe2\x80\x9a': "'",
  '\xe2\x80\x9b': "'",
  '\xe2\x80\xa6': '...',
  '\xc2\xa0': ' ',
};

/** A colour that has lost its ESC, or shows it: `[31mAT+CSQ[0m`, `^[[0m`. */
const COLOUR = /(?:\^\[|\\(?:x1b|e|033))?\[\d{1,2}(?:;\d{1,3})*m/g;

/** Where an editor shows line ends, in UTF-8: `OK↵`, `OK⏎`, `OK¶`. */
const RETURN_KEYS = ['\xe2\x86\xb5', '\xe2\x8f\x8e', '\xc2\xb6'];

const character = (match: string, name?: string, decimal?: string, hex?: string): string => {
  if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? match;
  return String.fromCharCode(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal));
};

const typed = (text: string): string => text.replace(TYPESET, (sign) => TYPED[sign] ?? '"');

// Lines can be long: nothing looks at a place more than once.

function withoutReturnKey(line: string): string {
  const sign = RETURN_KEYS.find((key) => line.endsWith(key));
  return sign === undefined ? line : line.slice(0, -sign.length);
}

/** `12:00:01 -> **OK**` without the stars. */
function withoutEmphasis(line: string): string {
  const text = line.trimEnd();
  const mark = EMPHASIS.find((one) => text.endsWith(one));
  const start = mark === undefined ? -1 : text.indexOf(mark);
  if (mark === undefined || start < 0 || (start > 0 && text[start - 1] !== ' ')) return line;
  const inside = text.slice(start + mark.length, -mark.length);
  return inside === '' || inside !== inside.trim() ? line : text.slice(0, start) + inside;
}

function withoutMarkup(line: string): string {
  const plain = withoutReturnKey(line).replace(COLOUR, '').replace(TAG, '').replace(ENTITY, character);
  return withoutEmphasis(typed(plain));
}

/** A tag ends a line as the line end behind it does. */
function linesOf(line: string): string[] {
  const [first = '', ...more] = line.split(LINE_TAG);
  return more.at(-1)?.trim() === '' ? [first, ...more.slice(0, -1)] : [first, ...more];
}

const unwrap: Unwrap = (line) => linesOf(line).map((text) => ({ text: withoutMarkup(text) }));

const hasMarkup = (line: string): boolean => {
  const [only, ...more] = unwrap(line) ?? [];
  return more.length > 0 || only?.text !== line;
};

/** In fewer lines it is by chance. */
const SOME = 0.02;

export const markup: LayerContainer = {
  kind: 'layer',
  name: 'markup',
  says: 'tags, entities, stars and quotes of a web page: +COPS: 0,0,&quot;T&quot;<br>, **OK**',
  losses: [],
  least: 1,
  untagged: 'received',
  around: 'text',
  isPage: true,
  open: (sample) => (shareOf(sample, hasMarkup) >= SOME ? unwrap : () => undefined),
};
