/** Stories for spreadsheets: a row a statement. */
import { stringify } from 'csv-stringify/sync';
import { readable } from '../output/harmless.js';
import type { Statement, Story } from './story.js';

const HEAD = [
  'file',
  'story',
  'headline',
  'connections',
  'by',
  'when',
  'at',
  'line',
  'offset',
  'says',
  'wire',
  'perhaps',
];

const lines = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((row) => row.map(readable)),
    { escape_formulas: true },
  );

export const csvHead = (): string => lines([HEAD]);

/** `number`: of the story, from 1 in its log. */
export function csvOf(story: Story, number: number, file: string): string {
  const { headline, connections, by = '', perhaps } = story;
  const row = (when: string, { place: { at = '', line, offset }, says, wire }: Statement): string[] => [
    ...[file, String(number), headline, connections.join(' '), by, when, at, line === undefined ? '' : String(line)],
    ...[String(offset), says, wire, perhaps.join('; ')],
  ];
  const before = story.statements.map((one, i) => row(i === story.statements.length - 1 ? 'end' : 'before', one));
  return lines([...before, ...story.after.map((one) => row('after', one))]);
}
