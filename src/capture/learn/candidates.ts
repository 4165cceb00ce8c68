/** What may appear before the text of a log's lines: every beginning of a line, those that differ in numbers only as one. */
import type { Direction } from '../read/contract.js';
import type { Judge } from '../recognise/judge.js';
import { firstControl, type Peeked, peek, showsBytes } from './peek.js';
import { LONGEST_HEAD, MASKS, tokensOf } from './tokens.js';

export interface SampleLine {
  readonly text: string;
  /** Which way it went, where an outer layer tells. */
  readonly direction?: Direction | undefined;
}

/** Where a text begins in a line of the sample. */
export interface Place {
  readonly line: number;
  readonly cut: number;
}

export interface Candidate {
  readonly key: string;
  /** As it appears in the first of its lines. */
  head: string;
  readonly direction: Direction | undefined;
  readonly places: Place[];
  /** In how many of them the text is known. */
  known: number;
  /** In how many it could be bytes: in hex, or text that shows line ends. */
  bytes: number;
}

const MOST_CUTS = 28;
/** A head with so many lines and none of them known is not looked after any more. */
const ENOUGH_UNKNOWN = 24;

const isWord = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
/** What a line of the module's begins with, even directly after a word. */
const isSign = (sign: string | undefined): boolean => sign === '+' || sign === '*';
/** Within an arrow, `<--`, no text begins. */
const isInArrow = (line: string, at: number): boolean =>
  (line[at] === '-' || line[at] === '=') && /[-=<]/.test(line[at - 1] ?? '');
/** Text appears after it; but not where a command's name has lost its AT. After Markdown's stars it does: `**AT+CSQ**`. */
const isNameless = (line: string, at: number): boolean =>
  isSign(line[at - 1]) && !(line[at - 1] === '*' && line[at - 2] === '*');

interface Cut {
  readonly at: number;
  readonly mask: string;
}

/** The places of a line where text may begin, each with the mask of what appears before it. */
export function cutsOf(line: string): Cut[] {
  const cuts: Cut[] = [{ at: 0, mask: '' }];
  const tokens = tokensOf(line);
  // After the first control byte that is spelled appears text.
  const last = Math.min(line.length, LONGEST_HEAD, firstControl(line));
  let mask = '';
  let next = 0;
  for (let p = 0; p < last && cuts.length < MOST_CUTS; ) {
    const token = tokens[next];
    if (token?.start === p) {
      mask += MASKS[token.kind];
      p = token.end;
      next++;
    } else {
      mask += line[p];
      p++;
    }
    const behind = line.charCodeAt(p - 1);
    const isCut =
      p === line.length || !isWord(behind) || (token?.end === p && token.kind === 'time') || isSign(line[p]);
    if (
      isCut &&
      line[p] !== ' ' &&
      line[p] !== '\t' &&
      line[p - 1] !== '\\' &&
      !isNameless(line, p) &&
      !isInArrow(line, p)
    )
      cuts.push({ at: p, mask });
  }
  return cuts;
}

export class Candidates {
  readonly all = new Map<string, Candidate>();
  private readonly judge: Judge;
  private readonly seen = new Map<string, Peeked>();

  constructor(judge: Judge) {
    this.judge = judge;
  }

  add(line: number, { text, direction }: SampleLine): void {
    let before: Candidate | undefined;
    for (const { at, mask } of cutsOf(text)) {
      const candidate = this.candidate(mask.trimEnd(), text.slice(0, at), direction);
      // A blank more is no other head.
      if (candidate === before) candidate.places.pop();
      if (candidate.places.length === 0) candidate.head = text.slice(0, at);
      before = candidate;
      candidate.places.push({ line, cut: at });
      if (this.look(candidate, text.slice(at))) return;
    }
  }

  private candidate(mask: string, head: string, direction: Direction | undefined): Candidate {
    const key = `${direction ?? ''}\x00${mask}`;
    const known = this.all.get(key);
    if (known !== undefined) return known;
    const candidate: Candidate = { key, head, direction, places: [], known: 0, bytes: 0 };
    this.all.set(key, candidate);
    return candidate;
  }

  /** Lines repeat, with other times before them. */
  private peeked(rest: string): Peeked {
    const known = this.seen.get(rest);
    if (known !== undefined || this.seen.has(rest)) return known;
    const found = peek(this.judge, rest);
    this.seen.set(rest, found);
    return found;
  }

  /** True: the text begins here, there is nothing more to look for. */
  private look(candidate: Candidate, rest: string): boolean {
    if (candidate.known + candidate.bytes === 0 && candidate.places.length > ENOUGH_UNKNOWN) return false;
    const found = this.peeked(rest);
    if (found === undefined && candidate.places.length > 1 && showsBytes(rest)) candidate.bytes++;
    if (found === undefined || found === 'blank') return false;
    if (found === 'bytes') candidate.bytes++;
    else candidate.known++;
    return found !== 'bytes' || rest.length > 8;
  }
}
