/** Stories for people, and for programs. */
import picocolors from 'picocolors';
import { LogClock } from '../decode/clock.js';
import type { Format, Sink } from '../output/format.js';
import { harmlessJson, printable } from '../output/harmless.js';
import type { Paint, Palette } from '../output/meaning.js';
import { Wrapped } from '../output/wrapped.js';
import { csvHead, csvOf } from './csv.js';
import type { Statement, Story } from './story.js';
import { Teller } from './teller.js';

const whereOf = ({ place: { line, offset } }: Statement): string =>
  line === undefined ? `offset ${offset}` : `line ${line}`;

const enumerated = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

interface View {
  readonly colour: boolean;
  readonly columns: number | undefined;
}

function storyText(story: Story, { bold, dim, red, yellow }: Palette, columns: number): string {
  const all = [...story.statements, ...story.after];
  const times = Math.max(...all.map(({ place }) => printable(place.at ?? '').length));
  const places = Math.max(...all.map((statement) => whereOf(statement).length));
  const wrapped = new Wrapped(columns);
  const line = (statement: Statement, paint: Paint = (text) => text): string => {
    const at = times === 0 ? '' : `${printable(statement.place.at ?? '').padEnd(times)}  `;
    const head = `  ${dim(`${at}${whereOf(statement).padEnd(places)}`)}`;
    const wire = statement.wire === '' ? '' : dim(`: ${printable(statement.wire)}`);
    return wrapped.lines(head, [`${paint(printable(statement.says))}${wire}`]);
  };
  const guess = `Perhaps because ${enumerated(story.perhaps)}. That is a guess: nothing tells more than the order.`;
  const lines = [
    bold(printable(story.headline)),
    ...story.statements.map((statement, i) => line(statement, i === story.statements.length - 1 ? red : undefined)),
    ...(story.after.length === 0 ? [] : ['  after it:', ...story.after.map((statement) => line(statement))]),
    ...(story.perhaps.length === 0
      ? []
      : [`  ${new Wrapped(columns - 2).lines('', [yellow(guess)]).replaceAll('\n', '\n  ')}`]),
  ];
  return lines.map((text) => `${text}\n`).join('');
}

function pretty(
  stories: readonly Story[],
  messages: number,
  zones: string | undefined,
  { colour, columns = Number.MAX_SAFE_INTEGER }: View,
): string {
  if (stories.length === 0) return `no incident in ${messages} messages\n`;
  const palette = picocolors.createColors(colour);
  const told = stories.map((story) => storyText(story, palette, columns)).join('\n');
  return zones === undefined ? told : `${told}\n${palette.dim(`Times as in the log: ${printable(zones)}.`)}\n`;
}

const plain = ({ place, says, wire }: Statement): object => ({ ...place, says, wire });

function ndjson(
  { headline, connections, by, statements, after, perhaps }: Story,
  zones: readonly string[],
  file: string | undefined,
): string {
  const zoned = zones.length > 0 ? { zones } : {};
  const told = {
    headline,
    connections,
    by,
    statements: statements.map(plain),
    after: after.map(plain),
    perhaps,
    ...zoned,
  };
  const story = file === undefined ? told : { file, ...told };
  return `${harmlessJson(JSON.stringify(story))}\n`;
}

/** The log that stories are of. */
export interface Told {
  readonly file: string;
  /** Others were told before, whose head is that of this one too. */
  readonly hasHead: boolean;
  readonly isOneOfMany: boolean;
}

/** Listens, and tells the stories when all has been read: for people, one JSON object each, or a row a statement. */
export function storySink(format: Format, view: View, { file, hasHead, isOneOfMany }: Told): Sink {
  const teller = new Teller();
  const clock = new LogClock();
  const take: Sink['take'] = (entry) => {
    teller.add(entry);
    if (entry.at !== undefined) clock.at(entry.at);
    return '';
  };
  const end = (): string => {
    const stories = teller.stories();
    if (format === 'ndjson')
      return stories.map((story) => ndjson(story, [...clock.zones], isOneOfMany ? file : undefined)).join('');
    if (format === 'csv') return stories.map((story, i) => csvOf(story, i + 1, file)).join('');
    return pretty(stories, teller.messages, clock.zonesSaid, view);
  };
  return { begin: () => (format === 'csv' && hasHead ? csvHead() : ''), take, end };
}
