/** Shapes whose texts another shape has shown already: libraries and applications say again what the module has said. */
import type { Shape } from '../read/contract.js';
import { textOf } from '../read/text.js';
import type { Judge } from '../recognise/judge.js';
import { type Accepted, linesOfAll, textsBelow } from './accepted.js';
import type { SampleLine } from './candidates.js';
import { extract } from './shape.js';

/** A text that another shape has shown so few lines before is a copy. */
const COPY_LINES = 6;
const MOSTLY = 0.6;

/** The lines of the stream that another shape's bytes spell. */
interface Said {
  readonly by: Accepted;
  readonly lines: ReadonlySet<string>;
}

export class Copies {
  private readonly lines: readonly SampleLine[];
  private readonly judge: Judge;

  constructor(lines: readonly SampleLine[], judge: Judge) {
    this.lines = lines;
    this.judge = judge;
  }

  /** What is no copy. */
  without(accepted: readonly Accepted[]): Accepted[] {
    const texts = this.textsByLine(accepted);
    const starts = linesOfAll(accepted.filter(({ shape }) => shape.isBlock));
    const said = accepted.flatMap((one) => this.saidInBytes(one, starts) ?? []);
    return accepted.filter((one) => !said.some((other) => this.isSaidIn(one, other)) && !this.isCopy(one, texts));
  }

  /** The lines of the stream that bytes or strings hold: gammu writes each once more as text, `2 "OK"`. */
  private saidInBytes(one: Accepted, starts: ReadonlySet<number>): Said | undefined {
    const { shape, places } = one;
    if (shape.spelling.name === 'plain' || shape.spelling.name === 'blanks') return undefined;
    const texts = shape.isBlock
      ? places.flatMap(({ line }) => textsBelow(this.lines, line, starts))
      : this.textsOf(one);
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
