/** What happened, told in the order of time, each statement with the line it rests on. */
import { secondsBetween } from '../decode/clock.js';
import type { Place } from '../stats/place.js';
import type { Opening } from './connections.js';
import { type Fact, filled } from './fact.js';
import { AFTERWARDS, type By, MOST_SIGNS, OPENING, PERHAPS, SILENCE, type Topic } from './rules.js';
import { type Sign, textOf } from './signs.js';

export interface Statement extends Fact {
  readonly says: string;
}

export interface Story {
  readonly headline: string;
  /** Their numbers; none: the only one, which has no number, or there was no connection. */
  readonly connections: readonly number[];
  readonly by?: By;
  readonly statements: readonly Statement[];
  after: readonly Statement[];
  /** What may have been the cause; nothing in the log says so. */
  readonly perhaps: readonly string[];
}

/** What ended, and how that is told. */
export interface End {
  readonly fact: Fact;
  readonly openings: readonly Opening[];
  readonly headline: string;
  readonly says: string;
  readonly by?: By;
  readonly perhaps: readonly Topic[];
}

const said = (says: string, { place, wire }: Fact): Statement => ({ says, place, wire });

const inSeconds = (from: Place | undefined, to: Place | undefined): number | undefined =>
  from?.at === undefined || to?.at === undefined ? undefined : secondsBetween(from.at, to.at);

const seconds = (value: number): string => `${value.toFixed(3)} s`;

export const isAfter = (one: Place, other: Place): boolean => one.offset >= other.offset;

function askedFor({ asked, target, attempt }: Opening): Statement[] {
  if (asked === undefined || target === undefined) return [];
  const again = attempt > 1 ? `, attempt ${attempt}` : '';
  return [said(`${filled(OPENING.says, target)}${again}`, asked)];
}

function opened({ asked, opened: fact, byPeer }: Opening): Statement[] {
  if (fact === undefined) return [];
  if (byPeer !== undefined) return [said(filled(OPENING.peerSays, byPeer), fact)];
  const took = inSeconds(asked?.place, fact.place);
  return [said(took === undefined ? 'opened' : `opened after ${seconds(took)}`, fact)];
}

/** The last of each direction; what comes last says how long it was silent then. */
function flows({ sent, received }: Opening, end: Fact): Statement[] {
  const told = [
    { last: sent.last, says: `${sent.bytes} bytes sent in all, the last of them here` },
    { last: received.last, says: `${received.bytes} bytes received in all, the last of them here` },
  ].flatMap(({ last, says }) => (last === undefined ? [] : [{ last, says }]));
  told.sort((a, b) => a.last.place.offset - b.last.place.offset);
  return told.map(({ last, says }, i) => {
    const silent = i === told.length - 1 ? (inSeconds(last.place, end.place) ?? 0) : 0;
    return said(silent >= SILENCE ? `${says}; then ${seconds(silent)} without a byte` : says, last);
  });
}

/** What is not known to be the peer's is not said to be nothing. */
function nothingReceived(openings: readonly Opening[]): string {
  const live = openings.filter(({ opened: fact, received }) => fact !== undefined && received.bytes === 0);
  if (live.length === 0 || live.length < openings.length) return '';
  const doubtful = live.reduce((sum, one) => sum + one.doubtful, 0);
  return doubtful === 0
    ? ', and no byte was received'
    : `; ${doubtful} bytes that are not recognised may be the peer's`;
}

const signTold = (sign: Sign): Statement => said(textOf(sign), sign.fact);

function nameOf(openings: readonly Opening[]): string {
  const numbers = numbersOf(openings);
  if (numbers.length === 0) return 'the connection';
  const last = numbers.at(-1);
  return numbers.length === 1 ? `connection ${last}` : `connections ${numbers.slice(0, -1).join(', ')} and ${last}`;
}

const numbersOf = (openings: readonly Opening[]): number[] =>
  openings.flatMap(({ connection }) => (connection === undefined ? [] : [connection]));

function inOrder(statements: readonly Statement[]): Statement[] {
  return [...statements].sort((a, b) => a.place.offset - b.place.offset);
}

function guessed(signs: readonly Sign[], topics: readonly Topic[]): string[] {
  return topics.flatMap((topic) => {
    const says = PERHAPS[topic];
    return says !== undefined && signs.some((sign) => sign.topic === topic) ? [says] : [];
  });
}

/** The story of an end, with the signs before it. */
export function storyOf({ fact, openings, headline, says, by, perhaps }: End, signs: readonly Sign[]): Story {
  const before = [
    ...openings.flatMap((opening) => [...askedFor(opening), ...opened(opening), ...flows(opening, fact)]),
    ...signs.slice(-MOST_SIGNS).map(signTold),
  ];
  return {
    headline: openings.length === 0 ? headline : `${nameOf(openings)}: ${headline}`,
    connections: numbersOf(openings),
    ...(by !== undefined && { by }),
    statements: [...inOrder(before), said(`${says}${nothingReceived(openings)}`, fact)],
    after: [],
    perhaps: guessed(signs, perhaps),
  };
}

/** How an attempt failed. */
export function failureOf(opening: Opening, fact: Fact): End {
  const took = inSeconds(opening.asked?.place, fact.place);
  return {
    fact,
    openings: [opening],
    headline: OPENING.failedHeadline,
    says: took === undefined ? OPENING.failedSays : `${OPENING.failedSays} after ${seconds(took)}`,
    perhaps: OPENING.perhaps,
  };
}

/** A sign that nothing came of. */
export function storyAlone(sign: Sign): Story {
  return { headline: sign.alone ?? sign.says, connections: [], statements: [signTold(sign)], after: [], perhaps: [] };
}

/** Whether a sign is told with the end before it, where times say when it was. */
export function isSoonAfter({ statements }: Story, { fact }: Sign): boolean {
  return (inSeconds(statements.at(-1)?.place, fact.place) ?? 0) <= AFTERWARDS;
}

export function tellAfter(story: Story, signs: readonly Sign[]): void {
  const end = story.statements.at(-1)?.place;
  story.after = inOrder(
    signs.slice(0, MOST_SIGNS).map((sign) => {
      const later = sign.isTimed ? inSeconds(end, sign.fact.place) : undefined;
      return said(later === undefined ? textOf(sign) : `${textOf(sign)}, ${seconds(later)} later`, sign.fact);
    }),
  );
}
