/** Ways to spell bytes in a text, as candidates: the one that lets the grammar know most of the text is taken. */
import { base64 } from '../containers/spellings/base64.js';
import { linesIn } from '../containers/spellings/blanks.js';
import { decimal } from '../containers/spellings/decimal.js';
import { unescaped } from '../containers/spellings/escaped.js';
import { hex } from '../containers/spellings/hex.js';
import { visible } from '../containers/spellings/visible.js';
import type { Spell, Spelling } from '../read/contract.js';
import { bytesOf, shareOf, textOf } from '../read/text.js';
import type { Judge } from '../recognise/judge.js';
import { listIn } from './peek.js';

/** A line end after every string of a list that shows none. */
const spellList: Spell = (text) => {
  const strings = listIn(text);
  if (strings === undefined) return bytesOf(unescaped(text));
  const shows = strings.some((line) => line.includes('\n'));
  return bytesOf(strings.map((line) => (shows || line === '' ? line : `${line}\n`)).join(''));
};

const plain: Spelling = { name: 'plain', spell: bytesOf, lineEnds: 'lost' };
/** A line follows the last line end of a text that shows one: `+CSQ: 21,0\\r\\nOK`. */
function endsInLine(bytes: Uint8Array | undefined, judge: Judge): boolean {
  const [last = '', ...before] = textOf(bytes ?? new Uint8Array(0))
    .split(/[\r\n]+/)
    .reverse();
  return before.length > 0 && judge.knows(last);
}

/** Where no LF is ever shown, or texts end in a line of their own, each line of the log may stand for one. */
function ways(name: Spelling['name'], spell: Spell, texts: readonly string[], judge: Judge): Spelling[] {
  const isLost =
    texts.every((text) => !spell(text)?.includes(10)) ||
    shareOf(texts, (text) => endsInLine(spell(text), judge)) > SOME;
  return [{ name, spell, lineEnds: 'spelled' }, ...(isLost ? [{ name, spell, lineEnds: 'lost' } as const] : [])];
}

const hasEscape = (text: string): boolean => /\\(?:[rnt"']|x[0-9a-f]{2}|u00[0-9a-f]{2}|[0-7]{3})/i.test(text);
const SOME = 0.05;
/** Texts that are several lines with blanks between: an application's may be among any. */
const SEVERAL = 0.2;
/** Ways that show bytes and no text. */
const BYTES = [hex, decimal, base64];

function candidatesFor(texts: readonly string[], judge: Judge): Spelling[] {
  const all: Spelling[] = texts.some((text) => /[\r\n]/.test(text))
    ? [{ ...plain, lineEnds: 'spelled' }, plain]
    : [plain];
  if (shareOf(texts, (text) => listIn(text) !== undefined) > SOME)
    all.push({ name: 'list', spell: spellList, lineEnds: 'spelled' });
  if (shareOf(texts, hasEscape) > SOME) all.push(...ways('escaped', (text) => bytesOf(unescaped(text)), texts, judge));
  if (visible.evidence(texts) > SOME) all.push(...ways('visible', visible.open(texts), texts, judge));
  if (shareOf(texts, (text) => linesIn(text, judge) !== undefined) > SEVERAL)
    all.push({
      name: 'blanks',
      spell: (text) => bytesOf(linesIn(text, judge)?.join('\n') ?? text.trim()),
      lineEnds: 'lost',
    });
  for (const { name, evidence, open } of BYTES)
    if (evidence(texts) > 0.3) all.push({ name, spell: open(texts), lineEnds: 'spelled' });
  return all;
}

/** Unknown text counts against a reading, less than known text for it: text need not be the module's. */
export const UNKNOWN = 0.4;
/** No line counts for more: a payload may be one. */
const LONG = 80;
/** Blanks at a line's ends that it would not have if it were read well. */
const PADDED = 0.8;
/** So much text is looked at. */
const MOST_TEXT = 40_000;

export interface Worth {
  readonly worth: number;
  readonly known: number;
  readonly unknown: number;
  readonly forms: ReadonlySet<string>;
  readonly commands: ReadonlySet<string>;
  readonly commandLines: number;
  readonly formLines: number;
  readonly strong: number;
}

class Tally implements Worth {
  worth = 0;
  known = 0;
  unknown = 0;
  readonly forms = new Set<string>();
  readonly commands = new Set<string>();
  commandLines = 0;
  formLines = 0;
  strong = 0;

  add(line: string, judge: Judge): void {
    const { sort, type, strong } = judge.of(line);
    if (sort === 'blank') return;
    // As likely the end of a head: `12:31:07> OK`.
    if (sort === 'prompt') this.worth--;
    if (sort === 'prompt') return;
    if (sort === 'unknown' || sort === 'loose') {
      if (sort === 'unknown') this.unknown++;
      this.worth -= sort === 'unknown' ? UNKNOWN * Math.min(line.length, LONG) : 0;
      return;
    }
    this.known++;
    if (strong) this.strong++;
    this.worth += line.length * (line === line.trim() ? 1 : PADDED);
    if (sort === 'form') this.formLines++;
    else this.commandLines++;
    (sort === 'form' ? this.forms : this.commands).add(type);
  }
}

/** What the grammar knows of texts in a spelling. */
export function worthOf(texts: readonly string[], { spell, lineEnds, name }: Spelling, judge: Judge): Worth {
  const tally = new Tally();
  let all = '';
  for (const text of texts) {
    const bytes = spell(text);
    if (bytes === undefined) tally.add(text, judge);
    else all += textOf(bytes) + (lineEnds === 'lost' ? '\n' : '');
    if (all.length > MOST_TEXT) break;
  }
  for (const line of all.split(/[\r\n]+/)) if (line !== '') tally.add(name === 'plain' ? line.trim() : line, judge);
  return tally;
}

/** So many texts show how they are spelled. */
const ENOUGH = 300;

/** Of more, the first, and some from everywhere: those at equal distances may be alike. */
function someOf(texts: readonly string[]): readonly string[] {
  const step = Math.ceil(texts.length / ENOUGH);
  return step <= 1 ? texts : texts.filter((_, i) => i < ENOUGH / 2 || i % step === 0);
}

export interface Spelled {
  readonly spelling: Spelling;
  readonly worth: Worth;
}

/** The spelling that lets the grammar know most; of equals the first. */
export function bestSpelling(texts: readonly string[], judge: Judge): Spelled {
  let best: Spelled | undefined;
  for (const spelling of candidatesFor(someOf(texts), judge)) {
    const worth = worthOf(texts, spelling, judge);
    const isBetter = best === undefined || worth.worth > best.worth.worth || worth.known > best.worth.known;
    if (isBetter && !(best !== undefined && worth.worth < best.worth.worth)) best = { spelling, worth };
  }
  return best ?? { spelling: plain, worth: new Tally() };
}
