/** A moo lexer for the words of the line forms. */
import moo from 'moo';
import { type Element, LINE_FORMS } from './line-forms.js';

/** `, ` of a connection's number stays with the comma; the rest of a literal is one word. */
function words(elements: readonly Element[]): string[] {
  return elements.flatMap((element) => {
    if (typeof element !== 'string') return 'optional' in element ? words(element.optional) : [];
    return element === ',' || element === ', ' || element === ':' ? [] : [element];
  });
}

const all = [...new Set(LINE_FORMS.flatMap(({ elements }) => words(elements)))];

/** Words after which the rest of the line is one text. */
const OPEN = ['AT', '+CME ERROR: ', '+CPIN: ', 'STATE: '];

export function makeLexer(): moo.Lexer {
  return moo.states({
    main: {
      end: { match: /\r*\n/, lineBreaks: true },
      open: { match: OPEN, next: 'rest' },
      word: all.filter((word) => !OPEN.includes(word)),
      ipv4: /\d+\.\d+\.\d+\.\d+/,
      number: /\d+/,
      quoted: /"[^"\r\n]*"/,
      comma: /, ?/,
      colon: ':',
    },
    rest: {
      end: { match: /\r*\n/, lineBreaks: true, next: 'main' },
      number: /\d+(?=\r?\n)/,
      rest: /[^\r\n]+/,
    },
  });
}
