/** Listens to a log, and tells what went wrong in it. */
import type { Entry } from '../decode/entry.js';
import { type ConnectionEvent, Connections, type Opening } from './connections.js';
import { MOMENTARY, NEVER_ANSWERED, START } from './rules.js';
import { type Sign, Signs } from './signs.js';
import { Starting } from './starting.js';
import { type End, failureOf, isAfter, isSoonAfter, type Story, storyAlone, storyOf, tellAfter } from './story.js';

const isUnanswered = ({ opened, sent, received, doubtful }: Opening): boolean =>
  opened !== undefined && sent.bytes > 0 && received.bytes === 0 && doubtful === 0;

export class Teller {
  private readonly connections = new Connections((event) => this.take(event));
  private readonly signs = new Signs();
  private readonly told: Story[] = [];
  /** The last end: what comes after it may still be told with it. */
  private last: Story | undefined;
  private readonly starting = new Starting();
  private hasTold = false;
  messages = 0;

  add(entry: Entry): void {
    this.hasTold = false;
    this.messages++;
    this.starting.add(entry, this.messages === 1);
    const start = this.starting.startOf(entry);
    if (start !== undefined) {
      if (start.isExpected) this.signs.keep(START, entry);
      else this.connections.endAll(entry, start.rule);
    } else {
      this.connections.add(entry);
      this.signs.add(entry, this.hasTold);
    }
  }

  /** In the order in which they ended. */
  stories(): Story[] {
    this.settle(() => true);
    const end = ({ statements }: Story): number => statements.at(-1)?.place.offset ?? 0;
    return this.told.sort((a, b) => end(a) - end(b));
  }

  private take(event: ConnectionEvent): void {
    if (event.kind === 'failed') this.tell(failureOf(event.opening, event.fact));
    else if (event.kind === 'opened') this.opened(event.opening);
    else if (event.kind === 'ended') this.ended(event);
  }

  private opened(opening: Opening): void {
    this.starting.started();
    this.settle(({ topic }) => MOMENTARY.has(topic), opening);
  }

  private ended({ openings, rule, fact }: ConnectionEvent & { readonly kind: 'ended' }): void {
    const { by, headline, says, alone, perhaps = [] } = rule;
    if (rule.off) this.starting.expect();
    const end: End = { fact, openings, headline, says, by, perhaps };
    if (openings.length === 0) {
      if (alone !== undefined) this.tell({ ...end, headline: alone });
      return;
    }
    if (by !== 'host') {
      this.tell(end);
      return;
    }
    this.hasTold = true;
    const unanswered = openings.filter(isUnanswered);
    if (unanswered.length > 0) this.tell({ ...end, openings: unanswered, headline: NEVER_ANSWERED });
  }

  /** What was before the attempt is told with the end before it, if there is one. */
  private tell(end: End): void {
    this.hasTold = true;
    const signs = this.signs.take();
    const { last } = this;
    const asked = end.openings.length === 1 ? end.openings[0]?.asked?.place : undefined;
    const isOfLast = (sign: Sign): boolean => asked !== undefined && !isAfter(sign.fact.place, asked);
    const [before, own] =
      last === undefined ? [[], signs] : [signs.filter(isOfLast), signs.filter((s) => !isOfLast(s))];
    this.close(before);
    this.last = storyOf(end, own);
    this.told.push(this.last);
  }

  /** A connection is open, or the log is over: signs go to the end before, or are stories of their own. */
  private settle(isWanted: (sign: Sign) => boolean, opening?: Opening): void {
    const { last } = this;
    const asked = opening?.asked?.place;
    this.close(
      this.signs.takeSome((sign) => (last !== undefined && isSoonAfter(last, sign)) || isWanted(sign)),
      asked,
    );
  }

  private close(signs: readonly Sign[], asked?: { readonly offset: number }): void {
    const { last } = this;
    const isOfLast = (sign: Sign): boolean =>
      last !== undefined && isSoonAfter(last, sign) && (asked === undefined || !isAfter(sign.fact.place, asked));
    if (last !== undefined) tellAfter(last, signs.filter(isOfLast));
    for (const sign of signs) if (!isOfLast(sign) && sign.alone !== undefined) this.told.push(storyAlone(sign));
    this.last = undefined;
  }
}
