/**
 * Texts in strings of JSON, found in a line's bytes. Lines of one logger differ in their text and in digits, so what is around
 * the text is compared with that of lines that were parsed before:
 *
 *     {"log":"RX: +CSQ: 20,0\n","stream":"stdout","time":"0000-00-00T00:00:00.000Z"}
 *     before  text            after: any digit for a digit
 */
import { CR, LF, QUOTE, SPACE } from '../../../runtime/contract/bytes.js';
import type { Direction, InnerLine, Unwrap } from '../../read/contract.js';
import { bytesOf } from '../../read/text.js';
import { TimeText } from '../../read/time-text.js';

const BACKSLASH = 0x5c;
const ZERO = 0x30;
const NINE = 0x39;
/** What a byte is compared with, where it is no byte: any digit; one that a number may begin with, not to be only it. */
const DIGIT = 256;
const FIRST_DIGIT = 257;

/** A log has few kinds of lines; a time that is a number has few lengths. */
const MOST_FRAMES = 16;
/** So many strings are looked at for one, of lines that are no longer: each is parsed some times, with all of its line. */
const MOST_TRIED = 1024;
const LONGEST_TRIED = 4096;

/** What is around the text of a line, and what it says. */
interface Frame {
  readonly before: Uint16Array;
  readonly after: Uint16Array;
  readonly direction: Direction | undefined;
  /** Where the time is, counted from the beginning of the line, or back from its end; both 0: it has none. */
  readonly time: Span;
  /** A line end that the text shows at its end is the log's. */
  readonly dropsLineEnd: boolean;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const NO_TIME: Span = { from: 0, to: 0 };
/** A string, and whether it is a name. */
const STRING = /("(?:[^"\\]|\\.)*")(\s*:)?/g;
const NAME_WITH_DIGIT = /"[^"]*\d[^"]*"\s*:/;
/** Texts to try a frame with. */
const PROBES = ['Probe', '', 'x\\n'];
const ESCAPES: Readonly<Record<string, number>> = {
  '"': QUOTE,
  '\\': BACKSLASH,
  '/': 0x2f,
  b: 8,
  f: 12,
  n: LF,
  r: CR,
  t: 9,
};
const CODES = Array.from({ length: 128 }, (_, code) => ESCAPES[String.fromCharCode(code)] ?? -1);

/** The signs of a line around its text; in strings a digit may be any, in numbers the first one not be 0 for another. */
function signsOf(text: string, isInString: boolean): Uint16Array {
  let inside = isInString;
  return Uint16Array.from(bytesOf(text), (byte, i) => {
    if (byte === QUOTE) inside = !inside;
    if (byte < ZERO || byte > NINE) return byte;
    if (inside || /\d/.test(text[i - 1] ?? '')) return DIGIT;
    return byte === ZERO ? ZERO : FIRST_DIGIT;
  });
}

const isLike = (byte: number, sign: number): boolean =>
  byte === sign || (sign >= DIGIT && byte <= NINE && byte >= (sign === DIGIT ? ZERO : ZERO + 1));

function areLike(b: Uint8Array, at: number, signs: Uint16Array): boolean {
  for (let i = 0; i < signs.length; i++) if (!isLike(b[at + i] as number, signs[i] as number)) return false;
  return true;
}

export class QuotedTexts {
  private readonly unwrap: Unwrap;
  private readonly frames: Frame[] = [];
  /** As text, those that there are. */
  private readonly known = new Set<string>();
  private readonly times = new TimeText();
  private readonly inner: { -readonly [K in keyof InnerLine]: InnerLine[K] };
  private tried = 0;

  constructor(unwrap: Unwrap) {
    this.unwrap = unwrap;
    this.inner = { bytes: new Uint8Array(256), to: 0, at: undefined, direction: undefined };
  }

  /** The text of a line, until the next; undefined: the line has to be parsed. */
  read(b: Uint8Array, from: number, to: number): InnerLine | undefined {
    for (const frame of this.frames) if (this.fills(frame, b, from, to)) return this.inner;
    return undefined;
  }

  /** What is around the text of such a line, if nothing else tells what it says. */
  learn(line: string): void {
    if (line.length > LONGEST_TRIED || this.tried >= MOST_TRIED || this.frames.length === MOST_FRAMES) return;
    const strings = [...line.matchAll(STRING)];
    this.tried += strings.length;
    const frames = strings.flatMap((found) => {
      const [, string = '', isName] = found;
      const [begin, end] = [found.index + 1, found.index + string.length - 1];
      return isName ? [] : (this.frameOf(line.slice(0, begin), line.slice(end)) ?? []);
    });
    // Of two strings it cannot be both.
    if (frames.length === 1) this.frames.push(...frames);
  }

  private frameOf(before: string, after: string): Frame | undefined {
    if (/[\\\x00-\x1f]/.test(before + after) || NAME_WITH_DIGIT.test(before + after)) return undefined;
    const signs = { before: signsOf(before, false), after: signsOf(after, true) };
    const key = `${signs.before} ${signs.after}`;
    if (this.known.has(key)) return undefined;
    this.known.add(key);
    const told = this.told(before, 'Probe', after);
    if (told === undefined) return undefined;
    const time = spanOf(told.at, before, after);
    const isSame = PROBES.every((text) => this.told(before, text, after)?.isText);
    const other = this.told(before.replace(/\d/g, '7'), 'Probe', after.replace(/\d/g, '7'));
    const isFree = other?.isText && other.direction === told.direction && other.at === told.at?.replace(/\d/g, '7');
    if (!isSame || !isFree || time === undefined) return undefined;
    return { ...signs, direction: told.direction, time, dropsLineEnd: this.told(before, 'x\\n', after)?.text === 'x' };
  }

  /** What the parser makes of a line with another text. */
  private told(before: string, text: string, after: string) {
    const [piece, ...more] = this.unwrap(`${before}${text}${after}`) ?? [];
    if (piece === undefined || more.length > 0) return undefined;
    const shown = text.replace('\\n', '\n');
    return { ...piece, isText: piece.text === shown || piece.text === shown.trimEnd() };
  }

  private fills(frame: Frame, b: Uint8Array, from: number, to: number): boolean {
    const { before, after, time } = frame;
    const begin = from + before.length;
    const end = to - after.length;
    if (end < begin || !areLike(b, from, before) || !areLike(b, end, after)) return false;
    if (!this.unquote(b, begin, end)) return false;
    if (frame.dropsLineEnd) this.dropLineEnd();
    const { inner } = this;
    const base = time.from < 0 ? to : from;
    inner.direction = frame.direction;
    inner.at = time === NO_TIME ? undefined : this.times.of(b, base + time.from, base + time.to);
    return true;
  }

  /** Undoes escapes; false: the string ends sooner, or it is none. An LF is put after it. */
  private unquote(b: Uint8Array, from: number, to: number): boolean {
    const { inner } = this;
    if (inner.bytes.length < to - from + 1) inner.bytes = new Uint8Array(2 * (to - from) + 1);
    const { bytes } = inner;
    let length = 0;
    for (let p = from; p < to; p++) {
      let c = b[p] as number;
      if (c < SPACE || c === QUOTE) return false;
      if (c === BACKSLASH) {
        c = p + 1 < to ? (CODES[b[++p] as number] ?? -1) : -1;
        if (c < 0) return false;
      }
      bytes[length++] = c;
    }
    bytes[length] = LF;
    inner.to = length;
    return true;
  }

  private dropLineEnd(): void {
    const { inner } = this;
    const { bytes } = inner;
    if (inner.to === 0 || bytes[inner.to - 1] !== LF) return;
    inner.to--;
    if (inner.to > 0 && bytes[inner.to - 1] === CR) inner.to--;
    bytes[inner.to] = LF;
  }
}

/** Where a time is: in what comes before the text, or counted back from the end of the line; undefined: nobody knows. */
function spanOf(at: string | undefined, before: string, after: string): Span | undefined {
  if (at === undefined) return NO_TIME;
  const [front, back] = [before.indexOf(at), after.lastIndexOf(at)];
  if (at === '' || front < 0 === back < 0) return undefined;
  if (front >= 0) return before.lastIndexOf(at) === front ? { from: front, to: front + at.length } : undefined;
  const from = back - after.length;
  return after.indexOf(at) === back ? { from, to: from + at.length } : undefined;
}
