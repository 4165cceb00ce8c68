/**
 * Which container a log has. Layers whose lines are there are peeled off, one inside the other; each way to read what is
 * left goes through the decoder, and the one that leaves it least unrecognised is taken.
 */
import type { Capture, Container, Piece, Untagged } from '../read/contract.js';
import { decodeCapture } from '../read/decode.js';
import { linesOf } from '../read/lines.js';
import { capturePlan, type Leaf, type OpenLayer, rowsLeaf, spelledLeaf, type Table } from '../read/plan.js';
import { Layers } from '../read/reading.js';
import { shareOf, withoutColour } from '../read/text.js';
import { weightOf } from './forms.js';

/** Layers in layers: a monitor's time, a logger's, a tag. */
const DEEPEST = 3;
/** Rows among other lines: from this share on they are tried. */
const LEAST_ROWS = 0.1;

/** How well the decoder knows what a reading makes of a sample: bytes recognised less bytes not. */
export function score(capture: Capture, sample: Uint8Array): number {
  let sum = 0;
  const reader = decodeCapture(capture, (message, { offset, end }) => {
    sum += weightOf(message) * (end - offset);
  });
  reader.write(sample);
  reader.end();
  return sum;
}

interface Search {
  readonly table: Table;
  /** Names that were asked for, outermost first; recognition goes on inside of them. */
  readonly asked: readonly Container[];
}

/** The pieces that are left of the lines when the layers are off. */
function piecesOf(lines: readonly string[], layers: readonly OpenLayer[]): Piece[] {
  const pieces: Piece[] = [];
  const open = new Layers(layers, (piece) => pieces.push(piece));
  for (const line of lines) open.line(line);
  return pieces;
}

/** Both things that lines without the layer can be, the likelier first. */
function variants(layer: Omit<OpenLayer, 'untagged'>): OpenLayer[] {
  const { untagged } = layer.container;
  const other: Untagged = untagged === 'received' ? 'application' : 'received';
  return (layer.partly ? [untagged, other] : [untagged]).map((kind) => ({ ...layer, untagged: kind }));
}

function openLayers(search: Search, texts: readonly string[], off: readonly OpenLayer[]): OpenLayer[] {
  const asked = search.asked[off.length];
  if (asked !== undefined && asked.kind !== 'layer') return [];
  const tried = asked === undefined ? search.table.layers : [asked];
  return tried
    .filter((container) => !off.some((layer) => layer.container === container))
    .flatMap((container) => {
      const unwrap = container.open(texts);
      const share = shareOf(texts, (text) => unwrap(text) !== undefined);
      if (share === 0 && (asked === undefined || container.learned)) return [];
      if (asked === undefined && share < container.least) return [];
      return variants({ container, unwrap, partly: share < 1 });
    });
}

function leaves({ table, asked }: Search, pieces: readonly Piece[], depth: number): Leaf[] {
  const lines = pieces.map(({ text }) => text);
  const own = asked[depth];
  if (own?.kind === 'rows') return [rowsLeaf(own, lines)];
  if (own?.kind === 'spelling') return [spelledLeaf(table, pieces, own)];
  if (own !== undefined) return [];
  const rows = table.rows.filter(({ evidence }) => evidence(lines) >= LEAST_ROWS).map((one) => rowsLeaf(one, lines));
  return [...rows, spelledLeaf(table, pieces)];
}

interface Candidate {
  readonly capture: Capture;
  readonly learned: boolean;
}

/** Whether the sample shows which way its bytes went. */
function isDirected(capture: Capture, sample: Uint8Array): boolean {
  let sent = false;
  const reader = capture.reader((event) => {
    sent ||= event.direction === 'tx';
  });
  reader.write(sample);
  reader.end();
  return sent;
}

function* plans(
  search: Search,
  lines: readonly string[],
  sample: Uint8Array,
  off: readonly OpenLayer[],
): Generator<Candidate> {
  const pieces = piecesOf(lines, off);
  const texts = pieces.map(({ text }) => text);
  for (const leaf of leaves(search, pieces, off.length)) {
    // Plain lines with nothing around them are the stream itself.
    if (off.length === 0 && leaf.names.length === 0) continue;
    const undirected = capturePlan(off, leaf, true);
    const capture = isDirected(undirected, sample) ? undirected : capturePlan(off, leaf, false);
    yield { capture, learned: off.some(({ container }) => container.learned) };
  }
  if (off.length === DEEPEST) return;
  for (const layer of openLayers(search, texts, off)) yield* plans(search, lines, sample, [...off, layer]);
}

export interface Best {
  readonly capture: Capture;
  readonly score: number;
}

/**
 * The best way to read a sample through layers, rows and spellings; undefined: there is none. What is learned from the
 * log itself must be better by the margin.
 */
export function bestPlan(
  table: Table,
  sample: Uint8Array,
  asked: readonly Container[],
  margin: number,
): Best | undefined {
  const lines = linesOf(sample).map(withoutColour);
  let best: Best | undefined;
  for (const { capture, learned } of plans({ table, asked }, lines, sample, [])) {
    const found = score(capture, sample) - (learned ? margin : 0);
    if (best === undefined || found > best.score) best = { capture, score: found };
  }
  return best;
}
