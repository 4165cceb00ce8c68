/** Lanes and bars, from the entries of a log. */
import { LogClock } from '../decode/clock.js';
import type { Entry } from '../decode/entry.js';
import { meaningOf } from '../output/meaning.js';
import { type ConnectionEvent, Connections, type Opening } from '../why/connections.js';
import { factOf, fieldsOf } from '../why/fact.js';
import { SIGNAL } from '../why/rules.js';
import type { Bar, TimelineData } from './contract.js';

/** More bars no page draws in a moment. */
const MOST_BARS = 20_000;
const MOST_SIGNALS = 20_000;

const COMMANDS = 'commands';
const EVENTS = 'events';

export class Collector {
  private readonly title: string;
  private readonly clock = new LogClock();
  private readonly lanes: string[] = [COMMANDS, EVENTS];
  private readonly bars: Bar[] = [];
  private readonly signal: [number, number][] = [];
  private readonly connections = new Connections((event) => this.connection(event));
  private readonly begun = new Map<Opening, { asked?: number; opened?: number }>();
  private readonly ended = new Map<number | undefined, number>();
  private begin: string | undefined;
  private left = 0;
  private now = 0;
  /** Without times, x is the offset. */
  private hasTimes: boolean | undefined;
  private offset = 0;

  constructor(title: string) {
    this.title = title;
  }

  add(entry: Entry): void {
    this.move(entry);
    this.connections.add(entry);
    this.command(entry);
    this.event(entry);
    this.measure(entry);
  }

  data(): TimelineData {
    for (const opening of this.connections.openings) this.close(opening, 'still open');
    const { title, begin = '', lanes, bars, left, signal, now } = this;
    const zones = this.clock.zonesSaid;
    const unit = this.hasTimes ? 's' : 'bytes';
    return { title, unit, begin, ...(zones !== undefined && { zones }), end: now, lanes, bars, left, signal };
  }

  /** The first entry says whether the log has times. */
  private move({ at, end }: Entry): void {
    this.hasTimes ??= at !== undefined && this.clock.at(at) !== undefined;
    this.offset = Math.max(this.offset, end);
    if (!this.hasTimes) {
      this.now = this.offset;
      return;
    }
    const seconds = at === undefined ? undefined : this.clock.at(at);
    if (seconds === undefined) return;
    this.begin ??= at;
    this.now = Math.max(this.now, seconds);
  }

  /** A bar from the command to its result; the last result of several. */
  private command(entry: Entry): void {
    const { answering, answerTo } = entry;
    if (answering === undefined || answerTo === undefined || answerTo.more) return;
    const { seconds = 0, limit } = answerTo;
    const from = this.hasTimes ? this.now - seconds : entry.offset;
    const meaning = meaningOf(entry);
    const took = answerTo.seconds === undefined ? '' : `, ${seconds.toFixed(3)} s`;
    this.push({
      lane: this.lane(COMMANDS),
      from,
      to: this.now,
      meaning: meaning === 'failure' ? 'failure' : 'success',
      text: `${answering.text}: ${factOf(entry).wire}${took}${limit === undefined ? '' : `, limit ${limit} s`}`,
      ...(this.hasTimes && limit !== undefined && { limit: from + limit }),
    });
  }

  private event(entry: Entry): void {
    const { message, answering } = entry;
    if (message.kind !== 'urc' || answering !== undefined) return;
    const meaning = meaningOf(entry) === 'ending' ? 'ending' : 'calm';
    this.push({ lane: this.lane(EVENTS), from: this.now, to: this.now, meaning, text: factOf(entry).wire });
  }

  private measure({ message }: Entry): void {
    if (!(SIGNAL.types as readonly string[]).includes(message.type) || this.signal.length >= MOST_SIGNALS) return;
    const value = fieldsOf(message)[SIGNAL.field];
    if (typeof value === 'number' && value !== SIGNAL.unknown) this.signal.push([this.now, value]);
  }

  private connection(event: ConnectionEvent): void {
    if (event.kind === 'asked') this.begun.set(event.opening, { asked: this.now });
    else if (event.kind === 'opened') {
      this.attempt(event.opening, 'attempt', 'asked for');
      this.begun.set(event.opening, { opened: this.now });
    } else if (event.kind === 'failed') {
      this.attempt(event.opening, 'failure', `failed: ${event.fact.wire}`);
      this.begun.delete(event.opening);
      this.ended.set(event.opening.connection, this.now);
    } else if (event.kind === 'ended')
      for (const opening of event.openings) this.close(opening, `ended by ${event.rule.by}: ${event.fact.wire}`);
  }

  /** From the command to the result. */
  private attempt(opening: Opening, meaning: Bar['meaning'], how: string): void {
    const asked = this.begun.get(opening)?.asked;
    if (asked === undefined) return;
    const text = `${this.nameOf(opening)}, ${how}`;
    this.push({ lane: this.lane(this.nameOf(opening)), from: asked, to: this.now, meaning, text });
  }

  private close(opening: Opening, how: string): void {
    const { sent, received, opened, asked } = opening;
    if (opened === undefined && asked !== undefined) this.attempt(opening, 'failure', how);
    else {
      // What was open before the log begins, or was opened unseen, begins where the one before it ended.
      const from = this.begun.get(opening)?.opened ?? this.ended.get(opening.connection) ?? 0;
      const text = `${this.nameOf(opening)}, ${sent.bytes} bytes sent, ${received.bytes} received, ${how}`;
      this.push({ lane: this.lane(this.nameOf(opening)), from, to: this.now, meaning: 'open', text });
    }
    this.begun.delete(opening);
    this.ended.set(opening.connection, this.now);
  }

  private nameOf({ connection }: Opening): string {
    return connection === undefined ? 'the connection' : `connection ${connection}`;
  }

  private lane(name: string): number {
    const index = this.lanes.indexOf(name);
    return index >= 0 ? index : this.lanes.push(name) - 1;
  }

  private push(bar: Bar): void {
    if (this.bars.length < MOST_BARS) this.bars.push(bar);
    else this.left++;
  }
}
