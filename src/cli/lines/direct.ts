/** Where all messages of a stream are printed as they are, no entries are made of them. */

import type { DecodeOptions } from '../decode/options.js';
import { filterOf } from '../filter/filter.js';
import type { Io } from '../io.js';
import { useColour } from '../output/colour.js';
import { columnsOf } from '../output/format.js';
import { protocol } from '../protocol.js';
import { LINE_FORMATS } from './formats.js';
import { hasLayouts } from './layout.js';
import { LinePrinter } from './line-printer.js';

const isLineFormat = (format: string): format is keyof typeof LINE_FORMATS => format in LINE_FORMATS;

/** What is made of messages otherwise than a line each, and what of them is not in the lines of this folder. */
function needsEntries(options: DecodeOptions, { stdout, env }: Io): boolean {
  const { format, brief, hex, resync, merge, stats, why, explain, followStream, extract, timeline, around } = options;
  const others = [brief, hex, resync, merge, stats, why, explain, followStream, extract, timeline, around];
  if (others.some((one) => one !== undefined) || filterOf(options).says !== undefined) return true;
  return format === 'pretty' && (useColour(stdout, env) || columnsOf(stdout, options.wide === true) !== undefined);
}

/** Undefined: the options want more than that. */
export function linePrinter(options: DecodeOptions, io: Io): LinePrinter | undefined {
  const { format, payload } = options;
  if (!isLineFormat(format) || needsEntries(options, io) || !hasLayouts(protocol().tables)) return undefined;
  return new LinePrinter(LINE_FORMATS[format](payload), protocol());
}
