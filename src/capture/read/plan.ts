/** A way to read a log: which layers are taken off, and what then spells the bytes. */

import type {
  Capture,
  Container,
  LayerContainer,
  LinePlan,
  Loss,
  OpenRows,
  RowsContainer,
  Shape,
  StreamContainer,
  Untagged,
  Unwrap,
} from './contract.js';
import { lossesOf } from './losses.js';
import { LineReading, StreamReading } from './reading.js';
import { withoutMark } from './text.js';

/** The containers, by what they are to each other, in the order they are tried. */
export interface Table {
  readonly streams: readonly StreamContainer[];
  readonly layers: readonly LayerContainer[];
  readonly rows: readonly RowsContainer[];
}

const ofKind = <K extends Container['kind']>(all: readonly Container[], kind: K): Extract<Container, { kind: K }>[] =>
  all.filter((one): one is Extract<Container, { kind: K }> => one.kind === kind);

export const tableOf = (all: readonly Container[]): Table => ({
  streams: ofKind(all, 'stream'),
  layers: ofKind(all, 'layer'),
  rows: ofKind(all, 'rows'),
});

/** A layer made for the log at hand. */
export interface OpenLayer {
  readonly container: LayerContainer;
  readonly unwrap: Unwrap;
  readonly untagged: Untagged;
  readonly isQuoted: boolean;
  /** Some lines are without it. */
  readonly partly: boolean;
}

export interface Leaf {
  /** Of a log whose lines are read by shapes. */
  readonly shapes?: readonly Shape[];
  readonly names: readonly string[];
  readonly losses: readonly Loss[];
  readonly open: OpenRows;
}

/** What a reading shows of a sample: which way bytes went, and that lines are left out. */
export interface Seen {
  readonly directed: boolean;
  readonly foreign: boolean;
}

export function capturePlan(layers: readonly OpenLayer[], leaf: Leaf, seen: Seen): Capture {
  const container = [...layers.map((layer) => layer.container.name), ...leaf.names].join('+');
  const plan: LinePlan = { container, steps: layers, open: leaf.open };
  return {
    container,
    plan,
    losses: lossesOf(
      leaf.losses,
      ...layers.map(({ container }) => container.losses),
      seen.directed ? [] : ['direction'],
      seen.foreign ? ['application-text'] : [],
    ),
    ...(leaf.shapes !== undefined && { shapes: leaf.shapes }),
    reader: (emit, remark = () => {}, onLine = () => {}, stream) =>
      new LineReading(plan, { emit, remark, onLine, stream }),
  };
}

export function streamPlan(container: Pick<StreamContainer, 'name' | 'losses'>, sample: Uint8Array): Capture {
  const skip = container.name === 'raw' ? 0 : sample.length - withoutMark(sample).length;
  return {
    container: container.name,
    losses: container.losses,
    reader: (emit) => new StreamReading(skip, emit),
  };
}

export const rowsLeaf = (container: RowsContainer, lines: readonly string[]): Leaf => ({
  names: [container.name],
  losses: container.losses,
  open: container.open(lines),
});
