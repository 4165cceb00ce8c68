/** Where all messages of a stream are printed as they are, no entries are made of them. */

import type { DecodeOptions } from '../decode/options.js';
import { filterOf } from '../filter/filter.js';
import type { Io } from '../io.js';
import { useColour } from '../output/colour.js';
import { columnsOf } from '../output/format.js';
import type { Payload } from '../output/payload.js';
import { protocol } from '../protocol.js';
import { LINE_FORMATS } from './formats.js';
import { hasLayouts } from './layout.js';
import { LineTexts } from './line-texts.js';

/** Lines that are to be made of a stream. */
export interface LineWork {
  readonly format: keyof typeof LINE_FORMATS;
  readonly payload: Payload;
}

const isLineFormat = (format: string): format is LineWork['format'] => format in LINE_FORMATS;

/** What is made of messages otherwise than a line each, and what of them is not in the lines of this folder. */
function needsEntries(options: DecodeOptions, { stdout, env }: Io): boolean {
  const { format, brief, hex, resync, merge, stats, why, explain, followStream, extract, timeline, tables, around } =
    options;
  const others = [brief, hex, resync, merge, stats, why, explain, followStream, extract, timeline, tables, around];
  if (others.some((one) => one !== undefined) || filterOf(options).says !== undefined) return true;
  return format === 'pretty' && (useColour(stdout, env) || columnsOf(stdout, options.wide === true) !== undefined);
}

/** Undefined: the options want more than that. */
export function lineWork(options: DecodeOptions, io: Io): LineWork | undefined {
  const { format, payload } = options;
  if (!isLineFormat(format) || needsEntries(options, io) || !hasLayouts(protocol().tables)) return undefined;
  return { format, payload };
}

export const textsOf = ({ format, payload }: LineWork): LineTexts =>
  new LineTexts(LINE_FORMATS[format](payload), protocol());
