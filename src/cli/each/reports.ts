/** What `--stats` and `why` say of several logs: of each by itself, and then of all. */
import type { Writable } from 'node:stream';
import picocolors from 'picocolors';
import type { DecodeOptions } from '../decode/options.js';
import { useColour } from '../output/colour.js';
import { columnsOf, type Sink } from '../output/format.js';
import { printable } from '../output/harmless.js';
import { statsText, tablesText, textOfAll } from '../stats/report.js';
import { Counter } from '../stats/stats.js';
import { storySink } from '../why/report.js';
import { Totals } from './totals.js';

export interface Report {
  sink(file: string): Sink;
  /** When all have been read. */
  end(): string;
}

/** Above what is said of a log, for people; of the next one it is parted by a line. */
function headings(bold: (text: string) => string): (file: string) => string {
  let isFirst = true;
  return (file) => {
    const before = isFirst ? '' : '\n';
    isFirst = false;
    return `${before}${bold(printable(file))}\n`;
  };
}

function stories({ format }: DecodeOptions, out: Writable, env: NodeJS.ProcessEnv): Report {
  const view = { colour: useColour(out, env), columns: columnsOf(out, false) };
  const heading = headings(picocolors.createColors(view.colour).bold);
  let isFirst = true;
  const sink = (file: string): Sink => {
    const one = storySink(format, view, { file, hasHead: isFirst, isOneOfMany: true });
    isFirst = false;
    return format === 'pretty' ? { ...one, begin: () => heading(file) } : one;
  };
  return { sink, end: () => '' };
}

function counts({ format }: DecodeOptions, out: Writable, env: NodeJS.ProcessEnv): Report {
  const totals = new Totals();
  const heading = headings(picocolors.createColors(useColour(out, env)).bold);
  const sink = (file: string): Sink => {
    const counter = new Counter();
    const end = (): string => {
      const stats = counter.stats();
      totals.add(file, stats);
      return `${format === 'pretty' ? heading(file) : ''}${statsText(stats, format, file)}`;
    };
    const take = (entry: Parameters<Counter['add']>[0]): string => {
      counter.add(entry);
      return '';
    };
    return { begin: () => '', take, end };
  };
  const end = (): string => {
    const all = format === 'ndjson' ? textOfAll(totals.json()) : tablesText(totals.tables(), format, '');
    return `${format === 'pretty' ? heading('all files') : ''}${all}`;
  };
  return { sink, end };
}

export const reportOf = (options: DecodeOptions, out: Writable, env: NodeJS.ProcessEnv): Report =>
  (options.stats ? counts : stories)(options, out, env);
