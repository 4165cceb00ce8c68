/** What a candidate would be worth as a shape: where its text ends, how it is spelled, which way it goes. */
import type { Direction, Shape, Spelling } from '../read/contract.js';
import { awaits, DIRECTION_WORD, directionIn } from '../read/direction.js';
import { textOf } from '../read/text.js';
import type { Judge } from '../recognise/judge.js';
import type { Candidate, SampleLine } from './candidates.js';
import { knownFront, showsBytes, WITHOUT_AT } from './peek.js';
import { extract } from './shape.js';
import { bestSpelling, type Spelled, worthOf } from './spellings.js';
import { maskOf, tokensOf } from './tokens.js';

const CLOSERS: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '|': '|',
  '(': ')',
  '[': ']',
  '{': '}',
  '<': '>',
};

/** As Node prints bytes: `RX <Buffer 41 54 0d>`. */
const OPEN_OBJECT = /<[A-Za-z]+ +$/;

/** What closes the text, if something is open at the end of the head, or a quote within. */
function closerOf(head: string): string | undefined {
  if (OPEN_OBJECT.test(head)) return '>';
  const last = CLOSERS[head.trimEnd().at(-1) ?? ''];
  if (last !== undefined && head.trimEnd() === head) return last;
  const quotes = head.split('"').length - 1;
  return quotes % 2 === 1 ? '"' : undefined;
}

type Ends = Pick<Shape, 'closer' | 'upToLast' | 'tail'>;

const OPEN_END: Ends = { closer: undefined, upToLast: true, tail: '' };
/** So many texts are looked at to find out what appears after them. */
const MOST_TRIED = 200;
/** What appears after few of the texts only is no tail. */
const LEAST_TAILS = 0.2;
/** A quote that is not closed in the same line is closed in one of the next. */
const MOST_BELOW = 40;

/** Where fewer texts end in blanks, each has them of its own. */
const SOME_PADDED = 0.1;

/** The tails that leave, when they are cut off, text that is known; the most frequent first. */
function tailsFor(rests: readonly string[], judge: Judge): string[] {
  const counts = new Map<string, { tail: string; count: number }>();
  for (const rest of rests.slice(0, MOST_TRIED)) {
    const tail = showsBytes(rest) ? undefined : knownFront(judge, rest)?.tail;
    if (tail === undefined) continue;
    const mask = maskOf(tail, tokensOf(tail));
    const found = counts.get(mask) ?? { tail, count: 0 };
    found.count++;
    counts.set(mask, found);
  }
  const least = rests.filter((rest) => rest.trim() !== '').length * LEAST_TAILS;
  return [...counts.values()]
    .filter(({ count }) => count >= least)
    .sort((a, b) => b.count - a.count)
    .slice(0, 3)
    .map(({ tail }) => tail);
}

/** The signs of a direction, which are all that two heads of a pair differ in. */
const SIGNS = new RegExp(String.raw`\b${DIRECTION_WORD}\b|[<>=-]*(?:[<>]|--|==)[<>=-]*`, 'gi');

/** Heads that differ in their direction only have the same. */
export const pairOf = (head: string): string =>
  maskOf(head, tokensOf(head)).trimEnd().replace(SIGNS, '\x06').toLowerCase();

/** `### AT: +CIPSHUT`: what the head ends with belongs to the command. */
const LABELS_COMMANDS = /\bAT\W*$/;

/** A shape, and what the grammar knows of its lines. */
export interface Reading {
  readonly shape: Shape;
  readonly worth: Spelled['worth'];
}

interface Tried extends Spelled {
  readonly ends: Ends;
}

export class Evaluation {
  private readonly lines: readonly SampleLine[];
  private readonly judge: Judge;

  constructor(lines: readonly SampleLine[], judge: Judge) {
    this.lines = lines;
    this.judge = judge;
  }

  /** The best reading of a candidate's lines; undefined: they tell nothing. */
  shapeOf(candidate: Candidate): Reading | undefined {
    if (awaits(candidate.head)) return undefined;
    const reading = this.readingOf(candidate);
    return reading.worth.known === 0 ? undefined : reading;
  }

  /** The same, whatever it is worth. */
  readingOf(candidate: Candidate): Reading {
    const { head, places } = candidate;
    const rests = places.map(({ line, cut }) => this.restAt(line, cut));
    const lineNumbers = places.map(({ line }) => line);
    const tried = this.endings(head, lineNumbers, rests);
    const { worth, spelling, ends } = this.withPrefix(head, tried, rests);
    const texts = this.texts(lineNumbers, rests, ends);
    const told = directionIn(`${head} ${ends.tail}`);
    const direction = directionOf(
      worth,
      candidate.direction ?? told ?? (this.isAnsweredBelow(places) ? 'rx' : undefined),
      () => this.sayCommands(texts, spelling) ?? worth.commandLines >= 2 * worth.formLines,
    );
    const shape: Shape = {
      head,
      ...ends,
      direction,
      isTold: told !== undefined && told === direction,
      outer: candidate.direction,
      // What is sent has no LF after its CR.
      spelling:
        direction === 'tx' && spelling.name !== 'plain' && showsEnds(spelling, rests)
          ? { ...spelling, lineEnds: 'spelled' }
          : spelling,
      prefix: tried.worth === worth ? '' : 'AT',
      isPadded: spelling.name === 'plain' && this.arePadded(texts),
      isPieces: false,
      isBlock: false,
      lines: places.length,
      known: worth.known,
      unknown: worth.unknown,
      sample: this.lines[places[0]?.line ?? 0]?.text ?? '',
    };
    return { shape, worth };
  }

  /** Whether lines without a head go on below with what the module says. */
  private isAnsweredBelow(places: Candidate['places']): boolean {
    return places.some(({ line }) => this.judge.of(this.lines[line + 1]?.text ?? '').sort === 'form');
  }

  /**
   * Whether most texts are commands and nothing else: what is sent at a prompt is one text, however many lines it looks like.
   * Undefined: nothing is known of a single text.
   */
  private sayCommands(texts: readonly string[], { spell }: Spelling): boolean | undefined {
    let [commands, forms] = [0, 0];
    for (const text of texts) {
      const bytes = spell(text);
      if (bytes === undefined) continue;
      const sorts = textOf(bytes)
        .split(/[\r\n]+/)
        .map((line) => this.judge.of(line).sort);
      if (sorts.includes('form')) forms++;
      else if (sorts.includes('command')) commands++;
    }
    return commands + forms === 0 ? undefined : commands >= 2 * forms;
  }

  /** Whether a logger, or whoever has copied its lines, puts blanks behind what cannot end in them: `OK  `. */
  private arePadded(texts: readonly string[]): boolean {
    const known = texts.filter((text) => this.judge.knows(text));
    const padded = known.filter((text) => /[ \t]$/.test(text) && !this.judge.knowsUntrimmed(text));
    return padded.length > SOME_PADDED * known.length;
  }

  private restAt(line: number, cut: number): string {
    return this.lines[line]?.text.slice(cut) ?? '';
  }

  /** The texts of a candidate's lines; one that is open goes on below. */
  private texts(lines: readonly number[], rests: readonly string[], ends: Ends): string[] {
    return rests.map((rest, i) => {
      const { text, isOpen } = extract(ends, rest);
      return isOpen ? this.closedBelow(lines[i] ?? 0, rest, ends.closer ?? '') : text;
    });
  }

  private closedBelow(line: number, rest: string, closer: string): string {
    let text = rest;
    for (let below = line + 1; below <= line + MOST_BELOW && below < this.lines.length; below++) {
      const next = this.lines[below]?.text ?? '';
      const end = next.trimEnd().endsWith(closer) ? next.lastIndexOf(closer) : -1;
      if (end >= 0) return `${text}\n${next.slice(0, end)}`;
      text += `\n${next}`;
    }
    return rest;
  }

  private endings(head: string, lines: readonly number[], rests: readonly string[]): Tried {
    const closer = closerOf(head);
    const ways: Ends[] = [{ ...OPEN_END, tail: padding(rests) }];
    if (closer !== undefined) {
      ways.unshift({ closer, upToLast: true, tail: '' }, { closer, upToLast: false, tail: '' });
    }
    for (const tail of tailsFor(rests, this.judge)) ways.push({ ...OPEN_END, tail });
    const tried = ways.map((ends) => ({ ...bestSpelling(this.texts(lines, rests, ends), this.judge), ends }));
    return tried.reduce((best, one) => (isBetter(one, best) ? one : best));
  }

  /** Libraries print commands without their AT: `### AT: +CIPSHUT`. */
  private withPrefix(head: string, tried: Tried, rests: readonly string[]): Tried {
    if (!LABELS_COMMANDS.test(head) && directionIn(head) !== 'tx') return tried;
    const texts = rests
      .map((rest) => extract(tried.ends, rest).text)
      .map((text) => (WITHOUT_AT.test(text) ? `AT${text}` : text));
    const worth = worthOf(texts, tried.spelling, this.judge);
    return worth.known > tried.worth.known && worth.formLines === 0 ? { ...tried, worth } : tried;
  }
}

const showsEnds = ({ spell }: Spelling, texts: readonly string[]): boolean =>
  texts.some((text) => spell(text)?.includes(13));

/** A text that ends early leaves less that is unknown; that alone is no reason, unless nothing unknown is left. */
const isBetter = (one: Tried, best: Tried): boolean =>
  one.worth.worth > best.worth.worth + 0.5 &&
  (one.ends.upToLast || one.worth.known > best.worth.known || one.worth.unknown === 0);

/** Blanks after every text are the log's; those before them are the text's own. */
function padding(rests: readonly string[]): string {
  const all = rests.filter((rest) => rest.trim() !== '').map((rest) => /[ \t]{0,20}$/.exec(rest.slice(-20))?.[0] ?? '');
  const shortest = all.reduce((least, blanks) => (blanks.length < least.length ? blanks : least), all[0] ?? '');
  return all.length > 1 && all.every((blanks) => blanks.endsWith(shortest)) ? shortest : '';
}

/** What appears there decides; words and arrows do where it could be either. */
function directionOf(
  { forms, commandLines, formLines }: Spelled['worth'],
  told: Direction | undefined,
  sayCommands: () => boolean,
): Direction | undefined {
  if (formLines === 0) return told ?? 'tx';
  if (commandLines === 0) return told === 'tx' && forms.size < 2 ? undefined : 'rx';
  // Data that the host sends may look like anything.
  if (told === undefined && sayCommands()) return 'tx';
  if (told === 'tx') return formLines < commandLines || sayCommands() ? 'tx' : undefined;
  return told;
}
