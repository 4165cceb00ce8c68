/** Control bytes shown as text: `OK(\r)(\n)`, `OK<CR><LF>`, `OK[0D][0A]`. */
import type { Spell, SpellingContainer } from '../../read/contract.js';
import { bytesOf, shareOf } from '../../read/text.js';
import { unescaped } from './escaped.js';

const CONTROLS =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  );
const CODES: ReadonlyMap<string, number> = new Map([
  ...CONTROLS.map((name, code): [string, number] => [name, code]),
  ['TAB', 9],
  ['NL', 10],
  ['XON', 17],
  ['XOFF', 19],
  ['DEL', 127],
]);
const NAMES = [...CODES.keys()].join('|');

/** A way to show them: the sign, and what it stands for. */
interface Style {
  readonly sign: RegExp;
  readonly lineEnd: RegExp;
  readonly code: (inside: string) => number;
}

const byName = (name: string): number => CODES.get(name) ?? Number.parseInt(name, 16);
const byHex = (digits: string): number => Number.parseInt(digits, 16);
const byEscape = (sign: string): number => unescaped(sign).charCodeAt(0);

/** Bytes without a name are shown by their code: `<9B>`. */
const byNames = (left: string, right: string): Style => ({
  sign: new RegExp(`${left}(${NAMES}|(?:0x)?[0-9A-F]{2})${right}`, 'g'),
  lineEnd: new RegExp(`${left}(?:CR|LF|NL)${right}`),
  code: byName,
});
const byDigits = (left: string, right: string): Style => ({
  sign: new RegExp(`${left}(?:0x)?([0-9a-f]{2})${right}`, 'gi'),
  lineEnd: new RegExp(`${left}(?:0x)?0[ad]${right}`, 'i'),
  code: byHex,
});

const STYLES: readonly Style[] = [
  {
    sign: /\((\\(?:x[0-9a-f]{2}|[0-7]{1,3}|[abefnrtv]))\)/gi,
    lineEnd: /\(\\[rn]\)/,
    code: byEscape,
  },
  byNames('<', '>'),
  byNames('\\[', '\\]'),
  byNames('\\{', '\\}'),
  byDigits('<', '>'),
  byDigits('\\[', '\\]'),
  byDigits('\\{', '\\}'),
  // As `cat -v` and pppd's chat show them: `^M`.
  { sign: /\^([@-_])/g, lineEnd: /\^[MJ]/, code: (c) => c.charCodeAt(0) - 0x40 },
  // Escapes set off by blanks: `OK \r \n`.
  { sign: / *\\([rn])/g, lineEnd: / \\r(?= |$)/, code: (c) => (c === 'r' ? 13 : 10) },
  // The control pictures of Unicode, U+2400 and on, in UTF-8.
  {
    sign: /\xe2\x90([\x80-\xa1])/g,
    lineEnd: /\xe2\x90[\x8a\x8d\xa4]/,
    code: (c) => PICTURES[c] ?? c.charCodeAt(0) - 0x80,
  },
];
const PICTURES: Readonly<Record<string, number>> = { '\xa1': 127, '\xa4': 10 };

/** Whether a text shows line ends in any of these ways. */
export const showsControls = (text: string): boolean => STYLES.some(({ lineEnd }) => lineEnd.test(text));

/** The text with the control bytes that it shows, in the way that it shows most of them in. */
export function uncontrolled(text: string): string {
  const counts = STYLES.map(({ sign, lineEnd }) => (lineEnd.test(text) ? (text.match(sign)?.length ?? 0) : 0));
  const style = STYLES[counts.indexOf(Math.max(...counts))];
  return style === undefined
    ? text
    : text.replace(style.sign, (_, inside: string) => String.fromCharCode(style.code(inside)));
}

const uses = (sample: readonly string[], { lineEnd }: Style): number =>
  sample.filter((text) => lineEnd.test(text)).length;

/** Only the style a log uses for its line ends: signs of any other are text. */
function open(sample: readonly string[]): Spell {
  const used = STYLES.map((style) => ({ style, count: uses(sample, style) })).sort((a, b) => b.count - a.count)[0];
  const styles = used !== undefined && used.count > 0 ? [used.style] : STYLES;
  return (text) => {
    let shown = text;
    for (const { sign, code } of styles)
      shown = shown.replace(sign, (_, inside: string) => String.fromCharCode(code(inside)));
    return bytesOf(shown);
  };
}

export const visible: SpellingContainer = {
  kind: 'spelling',
  name: 'visible',
  says: 'visible line ends: (\\r)(\\n), <CR><LF>, [0D][0A], ^M^J',
  losses: [],
  evidence: (sample) => shareOf(sample, (text) => STYLES.some(({ lineEnd }) => lineEnd.test(text))),
  open,
};
