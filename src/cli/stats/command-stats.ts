import type { AnswerTo, LineName } from '../decode/answers.js';
import type { Entry } from '../decode/entry.js';
import type { Place } from './place.js';

/** Command lines of one name and form, and what became of them. */
export interface CommandCount extends LineName {
  readonly count: number;
  /** By type of message: how often it was the result. */
  readonly results: Readonly<Record<string, number>>;
  /** How many have none. */
  readonly unanswered: number;
  /** Seconds to the result, exact to a millisecond, where the log has times. */
  readonly median?: number;
  readonly longest?: number;
  /** How many took longer than the manual says. */
  readonly late: number;
}

export interface LateCommand extends LineName {
  readonly seconds: number;
  readonly limit: number;
  /** Of the result. */
  readonly result: Place;
}

/** So many are named; all are counted. */
const MOST_LATE = 20;

/** As many numbers as there are different milliseconds, however many times there are. */
class Durations {
  private readonly counts = new Map<number, number>();
  private total = 0;
  longest = 0;

  add(seconds: number): void {
    const milliseconds = Math.round(seconds * 1000);
    this.counts.set(milliseconds, (this.counts.get(milliseconds) ?? 0) + 1);
    this.total++;
    this.longest = Math.max(this.longest, seconds);
  }

  /** Undefined where there is none. Of two in the middle, the shorter. */
  get median(): number | undefined {
    let before = 0;
    for (const milliseconds of [...this.counts.keys()].sort((a, b) => a - b)) {
      before += this.counts.get(milliseconds) ?? 0;
      if (2 * before >= this.total) return milliseconds / 1000;
    }
    return undefined;
  }
}

const keyOf = ({ type, form = '' }: LineName): string => `${type} ${form}`;

class Row {
  private readonly name: LineName;
  private count = 0;
  private answered = 0;
  private late = 0;
  private readonly results = new Map<string, number>();
  private readonly durations = new Durations();

  constructor(name: LineName) {
    this.name = name;
  }

  begin(): void {
    this.count++;
  }

  /** Whether it came too late. */
  end(result: string, { seconds, limit = Number.POSITIVE_INFINITY }: AnswerTo): boolean {
    this.answered++;
    this.results.set(result, (this.results.get(result) ?? 0) + 1);
    if (seconds === undefined) return false;
    this.durations.add(seconds);
    if (seconds <= limit) return false;
    this.late++;
    return true;
  }

  counted(): CommandCount {
    const { name, count, answered, late, results, durations } = this;
    const { median, longest } = durations;
    const sorted = [...results].sort(([, a], [, b]) => b - a);
    return {
      ...name,
      count,
      results: Object.fromEntries(sorted),
      unanswered: Math.max(0, count - answered),
      ...(median !== undefined && { median, longest }),
      late,
    };
  }
}

/** Counts commands and their answers as they pass. */
export class CommandCounter {
  private readonly rows = new Map<string, Row>();
  private readonly named: LateCommand[] = [];

  add({ message, answered = [], answerTo }: Entry, place: Place): void {
    for (const name of answered) this.row(name).begin();
    if (answerTo === undefined || answerTo.more) return;
    const { type, form, seconds, limit } = answerTo;
    const name: LineName = form === undefined ? { type } : { type, form };
    const isLate = this.row(name).end(message.type, answerTo);
    if (!isLate || seconds === undefined || limit === undefined || this.named.length >= MOST_LATE) return;
    this.named.push({ ...name, seconds, limit, result: place });
  }

  /** The most frequent first. */
  get commands(): CommandCount[] {
    const counts = [...this.rows.values()].map((row) => row.counted());
    return counts.sort((a, b) => b.count - a.count || (keyOf(a) < keyOf(b) ? -1 : 1));
  }

  get late(): readonly LateCommand[] {
    return this.named;
  }

  private row(name: LineName): Row {
    const key = keyOf(name);
    const row = this.rows.get(key) ?? new Row(name);
    this.rows.set(key, row);
    return row;
  }
}
