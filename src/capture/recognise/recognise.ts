/**
 * Which container a log has. Layers whose lines are there are peeled off, one inside the other; each way to read what is
 * left goes through the decoder, and the one that leaves it least unrecognised is taken.
 */
import type { Message } from '../../index.js';
import { learnedLeaf } from '../learn/learn.js';
import type { Capture, Container, LayerContainer, Piece } from '../read/contract.js';
import { decodeCapture, type OnCaptured, type Sent } from '../read/decode.js';
import { linesOf } from '../read/lines.js';
import { capturePlan, type Leaf, type OpenLayer, rowsLeaf, type Seen, type Table } from '../read/plan.js';
import { Layers } from '../read/reading.js';
import { shareOf, textOf, withoutColour } from '../read/text.js';
import { weightOf } from './forms.js';
import { Judge } from './judge.js';

/** Layers in layers: a container's runtime, a logger. */
const DEEPEST = 2;
/** Rows among other lines: from this share on they are tried. */
const LEAST_ROWS = 0.1;
/** What is learned must be better than rows by this share of its bytes. */
const MARGIN = 0.02;
/** Rows are strict: where they are so many, nothing else is. */
const MOSTLY_ROWS = 0.5;

export interface Score {
  /** Bytes that the decoder recognises less bytes that it does not. */
  readonly value: number;
  /** Of so many. */
  readonly bytes: number;
}

/** Any text after a prompt can be an echo: one that is no command line says as little as text that answers ATI. */
const ECHO_OF_DATA = -0.25;

const weightIn = (message: Message): number =>
  message.kind === 'echo' && !/^\s*at/i.test(textOf(message.bytes.subarray(0, 16))) ? ECHO_OF_DATA : weightOf(message);

/** One such line speaks against all that the reading says of the host. */
const WRONG_WAY = 8;

/** What only the module says, of what a reading takes for the host's: no driver writes `+CSQ: 14,0`, but as data. */
function misdirected({ lines }: Sent, judge: Judge): number {
  const isWrong = (line: Uint8Array): boolean => judge.of(textOf(line)).sort === 'form';
  return lines.reduce((sum, line) => sum + (isWrong(line) ? WRONG_WAY * line.length : 0), 0);
}

/** What a reading makes of a sample: how well the decoder knows it, which way bytes went, whether lines are left out. */
interface Tried extends Seen {
  readonly score: Score;
}

function tried(capture: Capture, sample: Uint8Array, judge: Judge): Tried {
  let value = 0;
  let bytes = 0;
  let directed = false;
  let foreign = false;
  const onMessage: OnCaptured = (message, { offset, end }) => {
    value += weightIn(message) * (end - offset);
    bytes = end;
  };
  const reader = decodeCapture(capture, onMessage, {
    onSent: (sent) => {
      directed = true;
      value -= misdirected(sent, judge);
    },
    onLine: (label) => {
      foreign ||= label === 'application';
    },
  });
  reader.write(sample);
  reader.end();
  return { score: { value, bytes }, directed, foreign };
}

export const score = (capture: Capture, sample: Uint8Array): Score => tried(capture, sample, new Judge()).score;

/** A way to read a log, and how well it reads the sample. */
export interface Best {
  readonly capture: Capture;
  readonly score: Score;
}

/** The plan, which says what it does not show of the sample. */
export function triedPlan(layers: readonly OpenLayer[], leaf: Leaf, sample: Uint8Array, judge = new Judge()): Best {
  const found = tried(capturePlan(layers, leaf, { directed: true, foreign: true }), sample, judge);
  return { capture: capturePlan(layers, leaf, found), score: found.score };
}

interface Search {
  readonly table: Table;
  /** Names that were asked for, outermost first; recognition goes on inside of them. */
  readonly asked: readonly Container[];
  readonly judge: Judge;
}

/** The pieces that are left of the lines when the layers are off. */
function piecesOf(lines: readonly string[], layers: readonly OpenLayer[]): Piece[] {
  const pieces: Piece[] = [];
  const open = new Layers(layers, (piece) => pieces.push(piece));
  lines.forEach((line, i) => {
    open.line(line, i + 1);
  });
  return pieces;
}

function openLayers({ table, asked, judge }: Search, texts: readonly string[], depth: number): OpenLayer[] {
  const own = asked[depth];
  if (own !== undefined && own.kind !== 'layer') return [];
  const tried = own === undefined ? table.layers : [own];
  return tried.flatMap((container) => {
    const unwrap = container.open(texts, judge);
    const share = shareOf(texts, (text) => unwrap(text) !== undefined);
    if (own === undefined && (share === 0 || share < container.least)) return [];
    const { untagged, isQuoted = false } = container;
    return [{ container, unwrap, untagged, isQuoted, partly: share < 1 }];
  });
}

function leaves({ table, asked, judge }: Search, pieces: readonly Piece[], layers: readonly OpenLayer[]): Leaf[] {
  const lines = pieces.map(({ text }) => text);
  const own = asked[layers.length];
  if (own?.kind === 'rows') return [rowsLeaf(own, lines)];
  const rows = table.rows
    .map((one) => ({ one, share: one.evidence(lines) }))
    .filter(({ share }) => share >= LEAST_ROWS);
  const leavesOfRows = rows.map(({ one }) => rowsLeaf(one, lines));
  if (own === undefined && rows.some(({ share }) => share >= MOSTLY_ROWS)) return leavesOfRows;
  const isOfRows = layers.some(({ container }) => container.around === 'rows');
  const isPage = layers.length > 0 && layers.every(({ container }) => container.isPage);
  const learned = isOfRows
    ? undefined
    : learnedLeaf(pieces, judge, isPage ? 'page' : layers.length > 0 ? 'layer' : 'log');
  if (own?.kind === 'lines') return learned === undefined ? [] : [learned];
  if (own !== undefined) return [];
  return learned === undefined ? leavesOfRows : [...leavesOfRows, learned];
}

/** Of equals the first is taken: objects are taken apart before anything is learned of them, times not without need. */
function* plans(
  search: Search,
  lines: readonly string[],
  off: readonly OpenLayer[],
): Generator<readonly [readonly OpenLayer[], Leaf]> {
  const pieces = piecesOf(lines, off);
  const texts = pieces.map(({ text }) => text);
  const layers = off.length === DEEPEST ? [] : openLayers(search, texts, off.length);
  const inside = (around: LayerContainer['around']) => layers.filter(({ container }) => container.around === around);
  for (const layer of inside('all')) yield* plans(search, lines, [...off, layer]);
  const own = leaves(search, pieces, off);
  const isOfLines = ({ shapes }: Leaf): boolean => shapes !== undefined;
  for (const leaf of own) if (!isOfLines(leaf)) yield [off, leaf];
  for (const layer of inside('rows')) yield* plans(search, lines, [...off, layer]);
  // Lines that are objects are not read as text as well.
  if (inside('all').length > 0) return;
  for (const leaf of own) if (isOfLines(leaf)) yield [off, leaf];
  for (const layer of inside('text')) yield* plans(search, lines, [...off, layer]);
}

const tellsDirection = ({ losses }: Capture): boolean => !losses.includes('direction');

/** Lines above the bytes say which way they went, one way and the other. */
const tellsByLines = ({ shapes = [] }: Capture): boolean =>
  ['tx', 'rx'].every((way) => shapes.some(({ isBlock, direction }) => isBlock && direction === way));

/** Of two that know as much, the one that also tells which way the bytes went. */
const isTelling = ({ capture, score: { value } }: Best, best: Best): boolean =>
  tellsDirection(capture) &&
  !tellsDirection(best.capture) &&
  (value === best.score.value || (value > 0 && tellsByLines(capture)));

/** Most of what the decoder was given must be known, and that be more than a word here and there of the log. */
const WHOLE = 0.98;
const LEAST_KNOWN = 0.1;

/** No line is left out, and all is known: nothing reads it better. */
const isWhole = ({ capture, score: { value, bytes } }: Best, sample: Uint8Array): boolean =>
  value >= WHOLE * bytes && value >= LEAST_KNOWN * sample.length && !capture.losses.includes('application-text');

/** The best way to read a sample through layers, rows and learned lines; undefined: there is none. */
export function bestPlan(table: Table, sample: Uint8Array, asked: readonly Container[]): Best | undefined {
  const lines = linesOf(sample).map(withoutColour);
  const judge = new Judge();
  let best: Best | undefined;
  for (const [layers, leaf] of plans({ table, asked, judge }, lines, [])) {
    const found = triedPlan(layers, leaf, sample, judge);
    const { value, bytes } = found.score;
    // Rows are strict: what is learned must be better by more than a line or two.
    const margin = best !== undefined && best.capture.shapes === undefined ? MARGIN * bytes : 0;
    if (best === undefined || value > best.score.value + margin || isTelling(found, best)) best = found;
    if (best !== undefined && isWhole(best, sample)) break;
  }
  return best;
}
