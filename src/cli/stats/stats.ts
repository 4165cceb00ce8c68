import { secondsBetween } from '../decode/clock.js';
import type { Entry } from '../decode/entry.js';
import { type CommandCount, CommandCounter, type LateCommand } from './command-stats.js';
import { type Course, CourseCounter } from './course.js';
import { type OpeningCount, OpeningCounter } from './openings.js';
import type { Place } from './place.js';

export interface TypeCount {
  readonly type: string;
  readonly kind: string;
  messages: number;
}

/** Of one connection, or of all messages that name none. */
export interface ConnectionCount {
  readonly connection: string | undefined;
  messages: number;
  /** Bytes of payload. */
  bytes: number;
  readonly first: Place;
  last: Place;
}

export interface Gap {
  readonly seconds: number;
  readonly after: Place;
}

export interface Stats {
  readonly messages: number;
  readonly bytes: number;
  readonly unrecognized: { readonly messages: number; readonly bytes: number };
  readonly sent: { readonly writes: number; readonly bytes: number };
  readonly first: Place | undefined;
  readonly last: Place | undefined;
  readonly longestGap: Gap | undefined;
  /** Zones that times name: `Z`, `+02:00`. */
  readonly zones: readonly string[];
  readonly types: readonly TypeCount[];
  readonly connections: readonly ConnectionCount[];
  /** Each life of a connection, its attempts included; the first of them, where they are many. */
  readonly openings: readonly OpeningCount[];
  readonly commands: readonly CommandCount[];
  /** The first of those that took longer than the manual says. */
  readonly late: readonly LateCommand[];
  readonly course?: Course;
}

const placeOf = ({ offset, at }: Entry): Place => ({ offset, ...(at !== undefined && { at }) });

/** The most frequent first. */
export const sortedTypes = (types: ReadonlyMap<string, TypeCount>): TypeCount[] =>
  [...types.values()].sort((a, b) => b.messages - a.messages || byKey(a.type, b.type));

const byKey = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

interface Carried {
  readonly connection?: number;
  readonly payload?: Uint8Array;
}

/** What was received, and on which connection. */
function carried(message: Entry['message']): Carried {
  return message.kind === 'data' ? { payload: message.bytes } : (message as Carried);
}

/** Counts entries as they pass; knows no form, only the fields that forms share. */
export class Counter {
  private messages = 0;
  private bytes = 0;
  private readonly unrecognized = { messages: 0, bytes: 0 };
  private readonly sent = { writes: 0, bytes: 0 };
  private first: Place | undefined;
  private last: Place | undefined;
  private longestGap: Gap | undefined;
  private readonly types = new Map<string, TypeCount>();
  private readonly connections = new Map<string, ConnectionCount>();
  private readonly openings = new OpeningCounter();
  private readonly commands = new CommandCounter();
  private readonly course = new CourseCounter();

  add(entry: Entry): void {
    const { message, offset, end } = entry;
    const place = placeOf(entry);
    this.time(place);
    this.commands.add(entry, place);
    this.openings.add(entry);
    this.course.add(entry);
    if (message.kind === 'sent') {
      this.sent.writes++;
      this.sent.bytes += message.bytes.length;
      return;
    }
    this.messages++;
    this.bytes += end - offset;
    this.countType(message);
    this.countConnection(message, place);
    if (message.kind !== 'unrecognized') return;
    this.unrecognized.messages++;
    this.unrecognized.bytes += end - offset;
  }

  stats(): Stats {
    const { messages, bytes, unrecognized, sent, first, last, longestGap } = this;
    const types = sortedTypes(this.types);
    const connections = [...this.connections].sort(([a], [b]) => byKey(a, b)).map(([, count]) => count);
    const { commands, late } = this.commands;
    const { openings } = this.openings;
    const { course, zones } = this.course;
    const counts = { messages, bytes, unrecognized, sent, first, last, longestGap, zones, types, connections };
    return { ...counts, openings, commands, late, ...(course && { course }) };
  }

  private time(place: Place): void {
    const { last } = this;
    if (last?.at !== undefined && place.at !== undefined && last.at !== place.at) {
      const seconds = secondsBetween(last.at, place.at);
      if (seconds !== undefined && seconds > (this.longestGap?.seconds ?? 0))
        this.longestGap = { seconds, after: last };
    }
    this.first ??= place;
    this.last = place;
  }

  private countType({ type, kind }: { readonly type: string; readonly kind: string }): void {
    const count = this.types.get(type);
    if (count) count.messages++;
    else this.types.set(type, { type, kind, messages: 1 });
  }

  private countConnection(message: Entry['message'], place: Place): void {
    const { connection, payload } = carried(message);
    if (connection === undefined && payload === undefined) return;
    const key = connection === undefined ? '' : String(connection);
    const count = this.connections.get(key) ?? this.begun(key, place);
    count.messages++;
    count.bytes += payload?.length ?? 0;
    count.last = place;
  }

  private begun(key: string, place: Place): ConnectionCount {
    const connection = key === '' ? undefined : key;
    const count: ConnectionCount = { connection, messages: 0, bytes: 0, first: place, last: place };
    this.connections.set(key, count);
    return count;
  }
}
