/** A log whose lines are read by shapes that were learned from it. */
import { ShapedRows } from '../label/rows.js';
import type { Loss, Piece, Shape, SpellingContainer } from '../read/contract.js';
import { linesOf } from '../read/lines.js';
import { lossesOf } from '../read/losses.js';
import type { Leaf } from '../read/plan.js';
import { Judge } from '../recognise/judge.js';
import { Selection } from './select.js';
import { HEADLESS } from './shape.js';

/** What a spelling cannot show. */
const spellingLosses = ({ spelling: { name, lineEnds } }: Shape): readonly Loss[] => [
  ...(lineEnds === 'lost' ? (['line-ends'] as const) : []),
  ...(name === 'plain' ? (['control-bytes'] as const) : []),
];

export function shapedLeaf(shapes: readonly Shape[]): Leaf {
  const used = shapes.filter(({ known }) => known > 0);
  return {
    names: ['lines'],
    losses: lossesOf(...used.map(spellingLosses)),
    shapes,
    open: (emit, _, onLine, stream) => new ShapedRows(shapes, emit, onLine, stream),
  };
}

/** Every line is the module's, whatever it looks like. */
const STREAM: Shape = { ...HEADLESS, isTold: true, direction: 'rx', known: 1 };

/** Where the lines are from: the log itself, inside of a layer, or of a page that may be the stream. */
export type From = 'log' | 'layer' | 'page';

/** Nothing appears around such lines. */
const isBare = ({ head, tail, spelling, outer }: Shape): boolean =>
  head === '' && tail === '' && spelling.name === 'plain' && outer === undefined;

/** Of text a line here and there looks as if it had a head. */
const MOSTLY = 0.9;
const isBareMostly = (shapes: readonly Shape[]): boolean => {
  const count = (some: readonly Shape[]): number => some.reduce((sum, { lines }) => sum + lines, 0);
  return count(shapes.filter(isBare)) >= MOSTLY * count(shapes);
};

/** Undefined: nothing appears around the lines of the log, and nothing spells them. */
export function learnedLeaf(pieces: readonly Piece[], judge = new Judge(), from: From = 'log'): Leaf | undefined {
  const shapes = new Selection(pieces, judge).shapes();
  if (from === 'page' && isBareMostly(shapes)) return shapedLeaf([STREAM]);
  return from === 'log' && shapes.every(isBare) ? undefined : shapedLeaf(shapes);
}

/** Lines with nothing around them, spelled in one way. */
export function headless({ name, open }: SpellingContainer, sample: Uint8Array): Shape {
  const spell = open(linesOf(sample));
  return { ...HEADLESS, isTold: true, direction: 'rx', known: 1, spelling: { name, spell, lineEnds: 'spelled' } };
}
