/** What the parts of a reader are to each other. */
import type { Judge } from '../recognise/judge.js';

/** As the host sees it: `rx` came from the module, `tx` was sent to it. */
export type Direction = 'rx' | 'tx';

/** Bytes that went over the line. */
export interface CaptureEvent {
  readonly direction: Direction;
  readonly bytes: Uint8Array;
  /** When, in the spelling of the log. */
  readonly at?: string | undefined;
  /** The number of the log's line that it is in, from 1; of a log that is the stream itself, none. */
  readonly line?: number | undefined;
  /** The last byte is an LF that stands for line ends the log does not show. */
  readonly lineEnd?: 'restored' | undefined;
}

export type Emit = (event: CaptureEvent) => void;

/** Takes a log in pieces of any size. */
export interface CaptureReader {
  write(chunk: Uint8Array): void;
  end(): void;
}

/** What cannot be known of the stream, because the log does not hold it. */
export type Loss = 'line-ends' | 'control-bytes' | 'direction' | 'application-text';

export type SpellingName = 'plain' | 'escaped' | 'visible' | 'hex' | 'decimal' | 'base64' | 'list' | 'blanks';

/** A line of the log, or what is left of it when a layer has taken off its own. */
export interface Piece {
  readonly text: string;
  readonly at?: string | undefined;
  readonly direction?: Direction | undefined;
  /** The number of the line, from 1. */
  readonly line?: number | undefined;
}

/** Takes off what a layer has put around a line: the pieces inside (none: the line is all the layer's own), or undefined: not of this layer. */
export type Unwrap = (line: string) => readonly Piece[] | undefined;

/** The bytes a text spells, or undefined: it spells none. */
export type Spell = (text: string) => Uint8Array | undefined;

/** What a line of the log is; `more` goes on with the line above. */
export type Label = 'host' | 'module' | 'more' | 'application';

/** How the text of a shape is spelled. */
export interface Spelling {
  readonly name: SpellingName;
  readonly spell: Spell;
  /** Whether the text shows its line ends, or each line of the log is one. */
  readonly lineEnds: 'spelled' | 'lost';
}

export interface Shape {
  /** Head and tail as they appear in one line. */
  readonly head: string;
  readonly tail: string;
  /** Of what the text is enclosed in: it may be closed on a later line. */
  readonly closer: string | undefined;
  /** Where one line may hold the closer more than once: whether the text goes up to the last. */
  readonly upToLast: boolean;
  readonly direction: Direction | undefined;
  /** The direction is told by words or arrows. */
  readonly isTold: boolean;
  /** Only lines that an outer layer gives this direction. */
  readonly outer: Direction | undefined;
  readonly spelling: Spelling;
  /** What the log has left out before commands. */
  readonly prefix: '' | 'AT';
  /** Blanks at the end of a text are the log's own. */
  readonly isPadded: boolean;
  /** One line of the stream may appear in several of the log's. */
  readonly isPieces: boolean;
  /** Lines without a head go on below it, the same way. */
  readonly isBlock: boolean;
  /** Lines of the sample, and of them those with known and with unknown text. */
  readonly lines: number;
  readonly known: number;
  readonly unknown: number;
  /** One of its lines, for people. */
  readonly sample: string;
}

/** The text in a line of a layer's, from its first byte on, with an LF after it; it holds until the next. */
export interface InnerLine {
  readonly bytes: Uint8Array;
  readonly to: number;
  readonly at: string | undefined;
  readonly direction: Direction | undefined;
}

/**
 * Told what became of a line that is not blank; `shape` is what it was read by, where the log has several. The piece holds
 * until this returns.
 */
export type OnLine = (label: Label, piece: Piece, shape?: Shape) => void;

/** Reads rows that stand for bytes one for one. */
export interface Rows {
  /** False: it is no row, and nothing of it is used. */
  row(piece: Piece): boolean;
  /**
   * The same for a line of the log in its bytes, from one index up to another, or for the text in it that a layer has found. False:
   * nothing of it is used, and it is to be given as a row.
   */
  line?(b: Uint8Array, from: number, to: number, line: number, inner?: InnerLine): boolean;
  end(): void;
}

export type Remark = (text: string) => void;

/** What the stream has come to, as those know it who decode it. */
export interface StreamState {
  /** What comes next belongs to what has come: a payload, the text below a header, whatever it looks like. */
  readonly isOwed: boolean;
  /** What comes next is data of a connection: it looks like anything. */
  readonly isTransparent: boolean;
  /** What the host sends next is prompt data. */
  readonly isPrompted: boolean;
  /** The command that waits for its answer. */
  readonly command: string | undefined;
}

/** `stream`: where somebody decodes what is emitted at once; else the rows follow it by themselves. */
export type OpenRows = (emit: Emit, remark: Remark, onLine: OnLine, stream?: StreamState) => Rows;

interface Named {
  readonly name: string;
  /** One line for `--help`. */
  readonly says: string;
  readonly losses: readonly Loss[];
}

/** The log is the stream. */
export interface StreamContainer extends Named {
  readonly kind: 'stream';
}

/** A line without a tag: the module's, like the one before, or the application's, to be passed over. */
export type Untagged = 'received' | 'application';

/** Each line of the log holds something before, or around, what the line said. */
export interface LayerContainer extends Named {
  readonly kind: 'layer';
  /** The share of lines, 0..1, that must be of this layer for it to be tried. */
  readonly least: number;
  /** What a line without it is sooner taken for, where the decoder cannot tell. */
  readonly untagged: Untagged;
  /** What is inside: `rows` where text has it learned, `text` where learning reads the lines less well with it. */
  readonly around: 'rows' | 'text' | 'all';
  /** The text is a string of JSON, and nothing that it holds decides what else the line says. */
  readonly isQuoted?: true;
  /** It is around all lines of a text, whoever wrote them: what is inside may be the stream itself. */
  readonly isPage?: true;
  /** Made for the lines of a sample: which names it uses, say. */
  readonly open: (sample: readonly string[], judge: Judge) => Unwrap;
}

/** Rows of a dump or a table. */
export interface RowsContainer extends Named {
  readonly kind: 'rows';
  /** Which share of the lines, 0..1, is of this container. */
  readonly evidence: (sample: readonly string[]) => number;
  readonly open: (sample: readonly string[]) => OpenRows;
}

/** A way to spell bytes in a line of text. */
export interface SpellingContainer extends Named {
  readonly kind: 'spelling';
  readonly name: Exclude<SpellingName, 'plain' | 'list' | 'blanks'>;
  readonly evidence: (sample: readonly string[]) => number;
  readonly open: (sample: readonly string[]) => Spell;
}

/** Lines of text whose heads, tails and spellings are learned from the log itself. */
export interface LinesContainer extends Named {
  readonly kind: 'lines';
}

export type Container = StreamContainer | LayerContainer | RowsContainer | LinesContainer | SpellingContainer;

/** A layer as it is taken off. */
export interface Step {
  readonly unwrap: Unwrap;
  readonly untagged: Untagged;
  readonly isQuoted: boolean;
}

/** How lines are read: the layers that are taken off, outermost first, and what makes bytes of the rest. */
export interface LinePlan {
  readonly container: string;
  readonly steps: readonly Step[];
  readonly open: OpenRows;
}

/** A log whose container is known. */
export interface Capture {
  /** The container's name; nested ones are joined by `+`, outermost first. */
  readonly container: string;
  readonly losses: readonly Loss[];
  /** What its lines were found to be made of, where that was learned. */
  readonly shapes?: readonly Shape[];
  /** For the user, where something was doubtful. */
  readonly remark?: string;
  /** Of a log that is read by lines. */
  readonly plan?: LinePlan;
  /** Makes a reader; it wants the whole log, the sample included. `remark` is told what only shows on the way. */
  readonly reader: (emit: Emit, remark?: Remark, onLine?: OnLine, stream?: StreamState) => CaptureReader;
}
