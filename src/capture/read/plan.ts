/** A way to read a log: which layers are taken off, and what then spells the bytes. */
import type {
  Capture,
  Container,
  Direction,
  LayerContainer,
  Loss,
  Piece,
  RowsContainer,
  Spell,
  SpellingContainer,
  SpellingName,
  StreamContainer,
  Untagged,
  Unwrap,
} from './contract.js';
import { lossesOf } from './losses.js';
import { LineReading, type OpenRows, type SideSpelling, type Step, StreamReading, spelledRows } from './reading.js';
import { withoutMark } from './text.js';

/** The containers, by what they are to each other, in the order they are tried. */
export interface Table {
  readonly streams: readonly StreamContainer[];
  readonly layers: readonly LayerContainer[];
  readonly rows: readonly RowsContainer[];
  readonly spellings: readonly SpellingContainer[];
}

const ofKind = <K extends Container['kind']>(all: readonly Container[], kind: K): Extract<Container, { kind: K }>[] =>
  all.filter((one): one is Extract<Container, { kind: K }> => one.kind === kind);

export const tableOf = (all: readonly Container[]): Table => ({
  streams: ofKind(all, 'stream'),
  layers: ofKind(all, 'layer'),
  rows: ofKind(all, 'rows'),
  spellings: ofKind(all, 'spelling'),
});

/** A layer made for the log at hand. */
export interface OpenLayer {
  readonly container: LayerContainer;
  readonly unwrap: Unwrap;
  readonly untagged: Untagged;
  /** Some lines are without it. */
  readonly partly: boolean;
}

export interface Leaf {
  readonly names: readonly string[];
  readonly losses: readonly Loss[];
  readonly open: OpenRows;
}

export function capturePlan(layers: readonly OpenLayer[], leaf: Leaf, directed: boolean): Capture {
  const steps: readonly Step[] = layers;
  const passed = layers.some(({ untagged, partly }) => partly && untagged === 'application');
  return {
    container: [...layers.map(({ container }) => container.name), ...leaf.names].join('+'),
    losses: lossesOf(
      leaf.losses,
      ...layers.map(({ container }) => container.losses),
      directed ? [] : ['direction'],
      layers.some(({ partly }) => partly) ? ['application-text'] : [],
    ),
    ...(passed && { remark: 'lines without a tag are taken for text of the application' }),
    reader: (emit, remark = () => {}) => new LineReading(steps, leaf.open, emit, remark),
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

const hasLineEnd = (bytes: Uint8Array | undefined): boolean =>
  bytes?.some((byte) => byte === 10 || byte === 13) ?? false;

interface Side extends SideSpelling {
  readonly container: SpellingContainer;
}

/** A dump shows what there was; text that never shows a line end has had them taken off. */
function sideOf(container: SpellingContainer, texts: readonly string[]): Side {
  const spell = container.open(texts);
  const spelled =
    container.name === 'hex' || (container.name !== 'plain' && texts.some((text) => hasLineEnd(spell(text))));
  return { container, spell, lineEnds: spelled ? 'spelled' : 'lost' };
}

/** From here on a spelling is believed. */
const ENOUGH = 0.45;

function bestSpelling(table: Table, texts: readonly string[]): SpellingContainer {
  const plain = table.spellings.find(({ name }) => name === 'plain') as SpellingContainer;
  return table.spellings.find(({ evidence }) => evidence(texts) >= ENOUGH) ?? plain;
}

/** Text in some spelling: each side its own, unless one is asked for. */
export function spelledLeaf(table: Table, pieces: readonly Piece[], asked?: SpellingContainer): Leaf {
  const textsOf = (direction: Direction): string[] =>
    pieces.filter((p) => p.spelling === undefined && (p.direction ?? 'rx') === direction).map(({ text }) => text);
  const side = (direction: Direction): Side => {
    const texts = textsOf(direction);
    return sideOf(asked ?? bestSpelling(table, texts), texts);
  };
  const sides = { rx: side('rx'), tx: side('tx') };
  const present = (['rx', 'tx'] as const).filter((direction) => textsOf(direction).length > 0);
  const own = Object.fromEntries(table.spellings.map((one) => [one.name, one.open([])])) as Record<SpellingName, Spell>;
  return {
    names: spellingNames(sides, present),
    losses: lossesOf(...present.map((d) => sideLosses(sides[d]))),
    open: spelledRows(sides, own),
  };
}

const sideLosses = ({ container, lineEnds }: Side): readonly Loss[] =>
  lineEnds === 'lost' ? [...container.losses, 'line-ends'] : container.losses;

/** `escaped` where both sides are, `tx:escaped` where only one is; plain text needs no name. */
function spellingNames(sides: Record<Direction, Side>, present: readonly Direction[]): string[] {
  const spelled = present.filter((d) => sides[d].container.name !== 'plain');
  const [first] = spelled;
  if (first === undefined) return [];
  const same = present.every((d) => sides[d].container === sides[first].container);
  return same ? [sides[first].container.name] : spelled.map((d) => `${d}:${sides[d].container.name}`);
}
