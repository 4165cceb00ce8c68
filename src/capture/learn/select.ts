/** Which of the candidates are shapes of the log: those with text that the grammar knows, and that is no copy of another's. */

import { fromHex } from '../containers/spellings/hex.js';
import { joinsCommands, joinsForms } from '../label/pieces.js';
import type { Direction, Shape } from '../read/contract.js';
import { directionIn } from '../read/direction.js';
import { textOf } from '../read/text.js';
import type { Judge } from '../recognise/judge.js';
import { type Candidate, Candidates, cutsOf, type Place, type SampleLine } from './candidates.js';
import { Evaluation, pairOf } from './evaluate.js';
import { peek } from './peek.js';
import { extract, HEADLESS, HeadMatcher } from './shape.js';
import { bestSpelling, UNKNOWN, type Worth } from './spellings.js';

/** A sample of more lines is looked at in these. */
const MOST_LINES = 4000;
/** A text that another shape has shown so few lines before is a copy. */
const COPY_LINES = 6;
const MOSTLY = 0.6;
/** One of so many lines is an exception. */
const RARE = 5;
/** So many lines appear below one that says which way they went. */
const MOST_BELOW = 40;
/** No word for a direction is longer. */
const LONGEST_WORD = 12;

/** The lines of the stream that another shape's bytes spell. */
interface Said {
  readonly by: Accepted;
  readonly lines: ReadonlySet<string>;
}

interface Accepted {
  readonly shape: Shape;
  readonly worth: number;
  /** Which share of the lines that are known is commands. */
  readonly commands: number;
  readonly places: readonly Place[];
}

const HALF = 0.5;

const linesOfAll = (all: readonly { readonly places: readonly Place[] }[]): ReadonlySet<number> =>
  new Set(all.flatMap(({ places }) => places.map(({ line }) => line)));

/** In bytes: what appears before one line only needs a reason. */
const ONCE = 5;
/** What a longer head takes away from the text, where it appears in one line only: that is text, unread. */
function costOf({ shape, places }: Accepted, outer: string): number {
  const more = shape.head.slice(outer.length);
  return places.length > 1 || shape.isTold || !/[A-Za-z]/.test(more) ? 0 : ONCE + UNKNOWN * more.length;
}

/** One word, and a sign: `Response:`, `TX>`, `--- received ---`. */
const SIDE = /^[-=*#<>[(\s]*[A-Za-z]+\s*(?:[:>\])<]|[-=*#<>]{2,})\s*$/;

/**
 * The side that a line speaks of which is nothing but a head: the arrow appears before it, or it is a word alone. Other words tell
 * it too (`SENDING frame type 0x00/length 0x03/3`), but only above rows of bytes: an application says the like above any text.
 */
function sideOf(head: string): Direction | undefined {
  if (SIDE.test(head)) return directionIn(head);
  if (/^\s*>\s+\d/.test(head)) return 'tx';
  return /^\s*<\s+\d/.test(head) ? 'rx' : undefined;
}

/** A few lines with a longer head, where the shorter one is a head for sure: it is the beginning of their text. */
function isText(inner: Accepted, { shape, places }: Accepted): boolean {
  const isRare = RARE * inner.places.length < places.length;
  const isTold = shape.isTold || shape.outer !== undefined;
  // Where the shorter head tells it, a word behind that is text: `TX: +RECEIVE,0,5:`.
  const isOther = !isTold && inner.shape.isTold && inner.shape.direction !== shape.direction;
  const isSure = isTold || (shape.head !== '' && shape.known > 2 * shape.unknown && !inner.shape.isTold);
  return isRare && isSure && !isOther;
}

/** Words before it, no sign between: `Registered OK` says OK of something else. */
const endsInWord = (head: string): boolean => /[a-z]\s+$/i.test(head);

/** Whether texts after a head are what the module or the host has said, and not an application's words. */
function isBelievable({ shape, worth }: { shape: Shape; worth: Worth }): boolean {
  const { known, unknown, strong, forms, commands } = worth;
  const { head, isTold, outer, spelling } = shape;
  if (head === '') return true;
  const kinds = forms.size + commands.size;
  if (isTold || outer !== undefined) return known >= 0.3 * (known + unknown);
  // Bytes in hex are no words.
  const least = spelling.name === 'hex' ? 0.5 : 0.8;
  if (strong === 0) return kinds > 1 && known >= least * (known + unknown) && !endsInWord(head);
  return kinds > 1 || known >= 0.5 * (known + unknown);
}

/** Two heads that differ in their signs only, of which one has commands and the other answers: `at: > AT+CSQ`, `at: < OK`. */
function paired(accepted: readonly Accepted[]): Accepted[] {
  const isOpen = ({ shape }: Accepted): boolean => shape.direction === undefined && shape.head !== '';
  const isOther = (one: Accepted, other: Accepted): boolean =>
    other !== one && isOpen(other) && pairOf(other.shape.head) === pairOf(one.shape.head);
  return accepted.map((one) => {
    const other = isOpen(one) ? accepted.find((found) => isOther(one, found)) : undefined;
    if (other === undefined || one.commands > HALF === other.commands > HALF) return one;
    return { ...one, shape: { ...one.shape, direction: one.commands > HALF ? 'tx' : 'rx' } };
  });
}

/** Where something is the host's, what else has answers in it is the module's, with its echo. */
function directed(shapes: readonly Shape[]): Shape[] {
  if (!shapes.some(({ direction, known }) => direction === 'tx' && known > 0)) return [...shapes];
  return shapes.map((shape) =>
    shape.direction === undefined && shape.head !== '' ? { ...shape, direction: 'rx' } : shape,
  );
}

export class Selection {
  private readonly lines: readonly SampleLine[];
  private readonly judge: Judge;
  private readonly evaluation: Evaluation;

  constructor(lines: readonly SampleLine[], judge: Judge) {
    this.lines = lines.slice(0, MOST_LINES);
    this.judge = judge;
    this.evaluation = new Evaluation(this.lines, judge);
  }

  /** The shapes, the longest head first. */
  shapes(): Shape[] {
    const candidates = new Candidates(this.judge);
    for (const [i, line] of this.lines.entries()) candidates.add(i, line);
    const all = [...candidates.all.values()];
    const known = this.accepted(all.filter((candidate) => candidate.known + candidate.bytes > 0));
    const accepted = [...this.blocks(all), ...known, ...this.others(known, all)];
    return directed(
      paired(this.withoutCopies(accepted))
        .sort((a, b) => b.shape.head.length - a.shape.head.length)
        .map(({ shape, places }) => this.joined(shape, places)),
    );
  }

  /**
   * The longest heads come first. A shorter one gets the lines that are left; and all of them, where it lets the grammar
   * know more than the longer ones do: these were text, cut up.
   */
  private accepted(candidates: readonly Candidate[]): Accepted[] {
    let accepted: Accepted[] = [];
    const owner = new Map<number, Accepted>();
    for (const candidate of [...candidates].sort((a, b) => b.key.length - a.key.length)) {
      const inner = new Set(candidate.places.map(({ line }) => owner.get(line)).filter((one) => one !== undefined));
      const left = this.believed(
        candidate,
        inner.size === 0 ? candidate.places : candidate.places.filter(({ line }) => !owner.has(line)),
      );
      const whole = inner.size === 0 ? undefined : this.believed(candidate, candidate.places);
      const parts = [...inner].reduce((sum, one) => sum + one.worth - costOf(one, candidate.head), left?.worth ?? 0);
      const isWhole = whole !== undefined && (whole.worth >= parts || [...inner].every((one) => isText(one, whole)));
      const best = isWhole ? whole : left;
      if (best === undefined) continue;
      if (isWhole) accepted = accepted.filter((one) => !inner.has(one));
      accepted.push(best);
      for (const { line } of best.places) owner.set(line, best);
    }
    return accepted;
  }

  /** Lines that only say which way those below went: `> 2024/03/05 10:11:12.000000  length=3 from=0 to=2`. */
  private blocks(all: readonly Candidate[]): Accepted[] {
    const headers = all.filter(({ places, head }) => {
      const isWhole = places.every(({ line, cut }) => cut === this.lines[line]?.text.length);
      return isWhole && head.length > 2 && (sideOf(head) ?? directionIn(head)) !== undefined;
    });
    const starts = linesOfAll(headers);
    return headers.flatMap((candidate) => this.block(candidate, starts) ?? []);
  }

  private block({ head, places, direction: outer }: Candidate, starts: ReadonlySet<number>): Accepted | undefined {
    const all = places.flatMap(({ line }) => this.below(line, starts));
    const below = sideOf(head) === undefined ? all.filter((text) => fromHex(text) !== undefined) : all;
    const { spelling, worth } = bestSpelling(below, this.judge);
    if (worth.known === 0 || worth.worth <= 0) return undefined;
    const direction = sideOf(head) ?? (spelling.name === 'hex' ? directionIn(head) : undefined);
    if (direction === undefined) return undefined;
    const { known, unknown } = worth;
    const sample = this.lines[places[0]?.line ?? 0]?.text ?? '';
    const own = {
      head,
      direction,
      isTold: true,
      isBlock: true,
      outer,
      spelling,
      lines: places.length,
      known,
      unknown,
      sample,
    };
    return { shape: { ...HEADLESS, ...own }, worth: worth.worth, commands: worth.commandLines / known, places };
  }

  private below(line: number, starts: ReadonlySet<number>): string[] {
    const texts: string[] = [];
    for (let i = line + 1; i < this.lines.length && i <= line + MOST_BELOW && !starts.has(i); i++) {
      texts.push(this.lines[i]?.text ?? '');
    }
    return texts;
  }

  /** The other side of a pair, if nothing is known of it: `TX: hello`, where there is `RX: OK`. */
  private others(accepted: readonly Accepted[], all: readonly Candidate[]): Accepted[] {
    const told = accepted.filter(({ shape }) => shape.isTold && shape.direction !== undefined);
    return told.flatMap(({ shape }) => {
      const other = shape.direction === 'rx' ? 'tx' : 'rx';
      const isPaired = told.some(
        (one) => one.shape.direction === other && pairOf(one.shape.head) === pairOf(shape.head),
      );
      const found = isPaired ? undefined : all.find((candidate) => this.isOther(candidate, shape, other));
      return found === undefined
        ? []
        : [
            {
              shape: { ...shape, head: found.head, direction: other, prefix: '', known: 1 },
              worth: 0,
              commands: 0,
              places: found.places,
            },
          ];
    });
  }

  private isOther({ head, direction, known }: Candidate, shape: Shape, other: Direction): boolean {
    const isAlike = Math.abs(head.length - shape.head.length) <= LONGEST_WORD && direction === shape.outer;
    return isAlike && known === 0 && directionIn(head) === other && pairOf(head) === pairOf(shape.head);
  }

  private believed(candidate: Candidate, places: readonly Place[]): Accepted | undefined {
    const found = this.evaluation.shapeOf({ ...candidate, places: [...places] });
    if (found === undefined || !(isBelievable(found) || this.isExpected(found, places))) return undefined;
    const { worth, known, commandLines } = found.worth;
    return { shape: found.shape, worth, commands: commandLines / known, places };
  }

  /** One word of the module's, which is an application's as well: an event, or the result of a command just above. */
  private isExpected({ shape, worth }: { shape: Shape; worth: Worth }, places: readonly Place[]): boolean {
    if (worth.unknown > 0 || worth.formLines === 0 || endsInWord(shape.head)) return false;
    const isFinal = places.some(({ line, cut }) => this.judge.of(this.lines[line]?.text.slice(cut) ?? '').final);
    const asked = places.filter(({ line }) => this.isCommand(line - 1) || this.isCommand(line - 2)).length;
    return !isFinal || 2 * asked >= places.length;
  }

  private isCommand(line: number): boolean {
    const text = this.lines[line]?.text;
    if (text === undefined) return false;
    return cutsOf(text).some(({ at }) => {
      const found = peek(this.judge, text.slice(at));
      return typeof found === 'object' && found.judgement.sort === 'command';
    });
  }

  private withoutCopies(accepted: readonly Accepted[]): Accepted[] {
    const texts = this.textsByLine(accepted);
    const starts = linesOfAll(accepted.filter(({ shape }) => shape.isBlock));
    const said = accepted.flatMap((one) => this.saidInBytes(one, starts) ?? []);
    return accepted.filter((one) => !said.some((other) => this.isSaidIn(one, other)) && !this.isCopy(one, texts));
  }

  /** The lines of the stream that bytes or strings hold: gammu writes each once more as text, `2 "OK"`. */
  private saidInBytes(one: Accepted, starts: ReadonlySet<number>): Said | undefined {
    const { shape, places } = one;
    if (shape.spelling.name === 'plain' || shape.spelling.name === 'blanks') return undefined;
    const texts = shape.isBlock ? places.flatMap(({ line }) => this.below(line, starts)) : this.textsOf(one);
    const bytes = texts.map((text) => shape.spelling.spell(text));
    const stream = bytes.map((some) => (some === undefined ? '\n' : textOf(some))).join('');
    return { by: one, lines: new Set(stream.split(/[\r\n]+/).filter((line) => line !== '')) };
  }

  /** The texts of a shape's lines, without head and tail. */
  private textsOf({ shape, places }: Accepted): string[] {
    return places.map(({ line, cut }) => extract(shape, this.lines[line]?.text.slice(cut) ?? '').text);
  }

  private isSaidIn(one: Accepted, { by, lines: said }: Said): boolean {
    const { shape } = one;
    if (shape === by.shape || shape.isBlock || shape.head === '' || shape.spelling.name !== 'plain') return false;
    // What one side has sent, the other repeats as its echo.
    const areOpposed = shape.isTold && by.shape.isTold && shape.direction !== by.shape.direction;
    if (areOpposed || (!shape.isTold && !by.shape.isBlock && by.shape.direction === 'tx')) return false;
    const own = this.textsOf(one)
      .map((text) => text.trim())
      .filter((text) => text !== '');
    return own.length > 0 && own.filter((text) => said.has(text)).length >= MOSTLY * own.length;
  }

  /** Whether lines of the stream appear in several of the log's: `SEND:AT`, `SEND:+CPIN?`. */
  private joined(shape: Shape, places: readonly Place[]): Shape {
    if (shape.spelling.lineEnds === 'spelled' || shape.head === '') return shape;
    const joins = shape.direction === 'tx' ? joinsCommands : joinsForms;
    const head = new HeadMatcher(shape.head);
    const texts = places.map(({ line }) => {
      const whole = this.lines[line]?.text ?? '';
      return { line, text: extract(shape, whole.slice(head.match(whole)?.end ?? 0)).text };
    });
    const loose =
      texts.filter(({ text }) => this.judge.of(text).sort === 'unknown').length + (shape.prefix === '' ? 0 : 1);
    let pieces = 0;
    texts.forEach(({ line, text }, i) => {
      const before = texts[i - 1];
      if (before !== undefined && line === before.line + 1 && joins(before.text, text, this.judge)) pieces++;
    });
    return pieces > 0 && 4 * pieces >= loose ? { ...shape, isPieces: true, prefix: '' } : shape;
  }

  private textsByLine(accepted: readonly Accepted[]): Map<number, { shape: Shape; text: string }> {
    const texts = new Map<number, { shape: Shape; text: string }>();
    for (const { shape, places } of accepted) {
      for (const { line, cut } of places) {
        const text = this.lines[line]?.text.slice(cut).trim() ?? '';
        const { sort } = this.judge.of(text.replace(/[^\w?#]+$/, ''));
        texts.set(line, { shape, text: sort === 'unknown' ? text : text.replace(/[^\w?#]+$/, '') });
      }
    }
    return texts;
  }

  private isCopy({ shape, places }: Accepted, texts: ReadonlyMap<number, { shape: Shape; text: string }>): boolean {
    if (shape.isTold || shape.head === '') return false;
    let copies = 0;
    let said = 0;
    for (const { line } of places) {
      const text = texts.get(line)?.text ?? '';
      if (text === '') continue;
      said++;
      for (let before = line - 1; before >= line - COPY_LINES; before--) {
        const other = texts.get(before);
        if (other !== undefined && other.shape !== shape && other.text === text) {
          copies++;
          break;
        }
      }
    }
    return said > 0 && copies >= MOSTLY * said;
  }
}
