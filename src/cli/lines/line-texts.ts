/** What is the same in many lines, made when it is first needed, and kept for all that print the same way. */
import type { GrammarReader } from '../protocol.js';
import { CommandTexts } from './command-texts.js';
import type { LineFormat } from './format.js';
import { bytesLayout, type Layout, layoutOf, wordsOf } from './layout.js';
import type { Fixed } from './text-bytes.js';

export class LineTexts {
  readonly format: LineFormat;
  readonly reader: GrammarReader;
  readonly words: readonly Fixed[];
  readonly commands: CommandTexts;
  readonly echo: Layout;
  readonly data: Layout;
  readonly unrecognized: Layout;
  private readonly layouts: (Layout | undefined)[];

  constructor(format: LineFormat, reader: GrammarReader) {
    this.format = format;
    this.reader = reader;
    this.words = wordsOf(reader.tables, format);
    this.commands = new CommandTexts(format);
    this.echo = bytesLayout('echo', format);
    this.data = bytesLayout('data', format);
    this.unrecognized = bytesLayout('unrecognized', format);
    this.layouts = Array.from(reader.tables.machine.forms, () => undefined);
  }

  /** Of the lines with this code. */
  layout(code: number): Layout {
    const known = this.layouts[code];
    if (known !== undefined) return known;
    const made = layoutOf(code, this.reader.tables, this.format);
    this.layouts[code] = made;
    return made;
  }
}
