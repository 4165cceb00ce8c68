/** Stories for people, and for programs. */
import picocolors from 'picocolors';
import type { Format, Sink } from '../output/format.js';
import { harmlessJson, printable } from '../output/harmless.js';
import type { Statement, Story } from './story.js';
import { Teller } from './teller.js';

type Palette = ReturnType<typeof picocolors.createColors>;

const whereOf = ({ place: { line, offset } }: Statement): string =>
  line === undefined ? `offset ${offset}` : `line ${line}`;

const enumerated = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

function pretty(stories: readonly Story[], messages: number, { bold, dim, red, yellow }: Palette): string {
  if (stories.length === 0) return `no incident in ${messages} messages\n`;
  return stories
    .map((story) => {
      const all = [...story.statements, ...story.after];
      const times = Math.max(...all.map(({ place }) => printable(place.at ?? '').length));
      const places = Math.max(...all.map((statement) => whereOf(statement).length));
      const line = (statement: Statement, paint: (text: string) => string = (text) => text): string => {
        const at = times === 0 ? '' : `${printable(statement.place.at ?? '').padEnd(times)}  `;
        const where = whereOf(statement).padEnd(places);
        const wire = statement.wire === '' ? '' : dim(`: ${printable(statement.wire)}`);
        return `  ${dim(`${at}${where}`)}  ${paint(printable(statement.says))}${wire}`;
      };
      const guess = `  Perhaps because ${enumerated(story.perhaps)}. That is a guess: nothing tells more than the order.`;
      return [
        bold(printable(story.headline)),
        ...story.statements.map((statement, i) => line(statement, i === story.statements.length - 1 ? red : undefined)),
        ...(story.after.length === 0 ? [] : ['  after it:', ...story.after.map((statement) => line(statement))]),
        ...(story.perhaps.length === 0 ? [] : [yellow(guess)]),
      ]
        .map((text) => `${text}\n`)
        .join('');
    })
    .join('\n');
}

const plain = ({ place, says, wire }: Statement): object => ({ ...place, says, wire });

function ndjson({ headline, connections, by, statements, after, perhaps }: Story): string {
  const story = { headline, connections, by, statements: statements.map(plain), after: after.map(plain), perhaps };
  return `${harmlessJson(JSON.stringify(story))}\n`;
}

/** Listens, and tells the stories when all has been read: for people, or one JSON object each. */
export function storySink(format: Format, useColour: boolean): Sink {
  const teller = new Teller();
  const take: Sink['take'] = (entry) => {
    teller.add(entry);
    return '';
  };
  const end = (): string => {
    const stories = teller.stories();
    if (format === 'ndjson') return stories.map(ndjson).join('');
    return pretty(stories, teller.messages, picocolors.createColors(useColour));
  };
  return { begin: () => '', take, end };
}
