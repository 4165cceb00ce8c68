import type { FilterOptions } from '../filter/filter.js';
import type { Format } from '../output/format.js';
import type { Payload } from '../output/payload.js';
import type { Followed } from '../streams/follow.js';
import type { InputOptions } from './input.js';
import type { Range } from './range.js';

export interface DecodeOptions extends InputOptions, FilterOptions {
  readonly format: Format;
  /** A kind, a type or a text, and how many messages are shown before and after each that matches. */
  readonly around?: string;
  readonly context: number;
  readonly payload: Payload;
  /** Lines are not wrapped at the edge of the terminal. */
  readonly wide?: true;
  /** A command and all that answers it in one line. */
  readonly brief?: true;
  /** The bytes are shown beside. */
  readonly hex?: true;
  readonly container: string;
  readonly progress?: true;
  /** A part of the file. */
  readonly range?: Range;
  /** How many read a file at once; without it, as many as there are processors. */
  readonly jobs?: number;
  readonly stats?: true;
  readonly why?: true;
  readonly followStream?: Followed;
  /** A folder. */
  readonly extract?: string;
  /** A folder, for a table a type. */
  readonly tables?: string;
  /** The page to write. */
  readonly timeline?: string;
  readonly resync?: true;
  /** Several logs, by their times. */
  readonly merge?: true;
  /** The files are parts of one log, where they would be taken for several. */
  readonly join?: true;
  readonly strict?: true;
  readonly explain?: true;
  /** What the lines are made of, said by the user. */
  readonly line?: readonly string[];
}
