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
    open: (emit, _, onLine) => new ShapedRows(shapes, emit, onLine),
  };
}

/** Undefined: nothing appears around the lines, no layer has been taken off, and nothing spells them. */
export function learnedLeaf(pieces: readonly Piece[], judge = new Judge(), isInLayer = false): Leaf | undefined {
  const shapes = new Selection(pieces, judge).shapes();
  const isStream =
    !isInLayer &&
    shapes.every(
      ({ head, tail, spelling, outer }) =>
        head === '' && tail === '' && spelling.name === 'plain' && outer === undefined,
    );
  return isStream ? undefined : shapedLeaf(shapes);
}

/** Lines with nothing around them, spelled in one way. */
export function headless({ name, open }: SpellingContainer, sample: Uint8Array): Shape {
  const spell = open(linesOf(sample));
  return { ...HEADLESS, isTold: true, direction: 'rx', known: 1, spelling: { name, spell, lineEnds: 'spelled' } };
}
