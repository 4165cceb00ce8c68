/** Which of the candidates are shapes of the log: those with text that the grammar knows, and that is no copy of another's. */

import { joinsCommands, joinsForms } from '../label/pieces.js';
import type { Direction, Shape } from '../read/contract.js';
import { directionIn } from '../read/direction.js';
import type { Judge } from '../recognise/judge.js';
import { type Accepted, linesOfAll, textsBelow } from './accepted.js';
import { Blocks } from './blocks.js';
import { type Candidate, Candidates, cutsOf, type Place, type SampleLine } from './candidates.js';
import { Copies } from './copies.js';
import { Evaluation, pairOf } from './evaluate.js';
import { peek } from './peek.js';
import { extract, HeadMatcher } from './shape.js';
import { UNKNOWN, type Worth } from './spellings.js';

/** A sample of more lines is looked at in these. */
const MOST_LINES = 4000;
/** One of so many lines is an exception. */
const RARE = 5;
/** No word for a direction is longer. */
const LONGEST_WORD = 12;

const HALF = 0.5;

/** In bytes: what appears before one line only needs a reason. */
const ONCE = 5;
/** What a longer head takes away from the text, where it appears in one line only: that is text, unread. */
function costOf({ shape, places }: Accepted, outer: string): number {
  const more = shape.head.slice(outer.length);
  return places.length > 1 || shape.isTold || !/[A-Za-z]/.test(more) ? 0 : ONCE + UNKNOWN * more.length;
}

/** What lines of the module's begin with, and heads do not: `+CPCMSYNC:` of `+CPCMSYNC:+CSQ: 20,0`. */
const BEGINS_TEXT = /^[+*][A-Z]/;

/** A few lines with a longer head, where the shorter one is a head for sure: it is the beginning of their text. */
function isText(inner: Accepted, { shape, places }: Accepted): boolean {
  if (BEGINS_TEXT.test(inner.shape.head.slice(shape.head.length))) return true;
  const isRare = RARE * inner.places.length < places.length;
  const isTold = shape.isTold || shape.outer !== undefined;
  // Where the shorter head tells it, a word behind that is text: `TX: +RECEIVE,0,5:`.
  const isOther = !isTold && inner.shape.isTold && inner.shape.direction !== shape.direction;
  const isSure = isTold || (showsMore(shape) && shape.known > 2 * shape.unknown && !inner.shape.isTold);
  return (isRare && isSure && !isOther) || contradicts(inner.shape, shape, isRare);
}

/** What appears before or in all of its lines is no application's. */
const showsMore = ({ head, spelling }: Shape): boolean => head !== '' || spelling.lineEnds === 'spelled';

/** Data that the host sends look like anything: a longer head that says nothing of the direction does not turn it round. */
const contradicts = (inner: Shape, { isTold, outer, direction }: Shape, isRare: boolean): boolean =>
  (isTold || outer !== undefined || (isRare && direction === 'tx')) &&
  !inner.isTold &&
  (direction === 'tx' ? inner.direction !== 'tx' : inner.direction === 'tx');

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

/** The lines below those that say which way bytes went, where they are rows of hex: nothing appears before the bytes. */
function rowsBelow(blocks: readonly Accepted[], lines: readonly SampleLine[]): ReadonlySet<number> {
  const starts = linesOfAll(blocks);
  const rows = new Set<number>();
  for (const { shape, places } of blocks.filter(({ shape }) => shape.spelling.name === 'hex'))
    for (const { line } of places)
      textsBelow(lines, line, starts).forEach((text, i) => {
        if (shape.spelling.spell(text) !== undefined) rows.add(line + 1 + i);
      });
  return rows;
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
    const blocks = new Blocks(this.lines, this.judge).all(all);
    const isRow = rowsBelow(blocks, this.lines);
    const known = this.accepted(
      all
        .filter((candidate) => candidate.known + candidate.bytes > 0)
        .map((candidate) => ({ ...candidate, places: candidate.places.filter(({ line }) => !isRow.has(line)) }))
        .filter(({ places }) => places.length > 0),
    );
    const accepted = [...blocks, ...known, ...this.others(known, all)];
    return directed(
      paired(new Copies(this.lines, this.judge).without(accepted))
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
}
