/** Keeps what could explain an end: the newest first to go where there are too many of one kind. */
import { cmeErrors, cmsErrors } from '../../index.js';
import type { Entry } from '../decode/entry.js';
import { type Fact, factOf, fieldsOf, filled, matches } from './fact.js';
import { CALMS, MOST_SIGNS, SIGNAL, SIGNS, type SignRule, type Topic } from './rules.js';

export interface Sign {
  readonly topic: Topic;
  /** Of those with the same key only the first is kept, with their number. */
  readonly key: string;
  readonly says: string;
  readonly fact: Fact;
  readonly alone?: string | undefined;
  readonly isTimed?: true | undefined;
  count: number;
  readonly reason?: string | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** What an error's number means, if it has one; a text speaks for itself. */
function reasonOf({ message }: Entry): string | undefined {
  const { code } = fieldsOf(message);
  if (typeof code !== 'number') return undefined;
  if (message.type === 'cme-error') return cmeErrors.text(code);
  return message.type === 'cms-error' ? cmsErrors.text(code) : undefined;
}

/** A fall of the signal from its best value. */
class Signal {
  private best: { readonly value: number; readonly fact: Fact } | undefined;
  private last: { readonly value: number; readonly fact: Fact } | undefined;

  add(entry: Entry): void {
    if (!(SIGNAL.types as readonly string[]).includes(entry.message.type)) return;
    const value = fieldsOf(entry.message)[SIGNAL.field];
    if (typeof value !== 'number' || value === SIGNAL.unknown) return;
    this.last = { value, fact: factOf(entry) };
    if (this.best === undefined || value >= this.best.value) this.best = this.last;
  }

  get sign(): Sign | undefined {
    const { best, last } = this;
    if (best === undefined || last === undefined) return undefined;
    const { line, offset } = best.fact.place;
    const where = line === undefined ? `offset ${offset}` : `line ${line}`;
    const hasFallen = best.value - last.value >= SIGNAL.fall;
    if (!hasFallen && last.value >= SIGNAL.weak) return undefined;
    const says = hasFallen
      ? `the signal has fallen from ${best.value} (${where}) to ${last.value}, of 31`
      : `the signal is weak, ${last.value} of 31`;
    return { topic: hasFallen ? 'signal' : 'weak', key: 'signal', says, fact: last.fact, count: 1 };
  }
}

export class Signs {
  private readonly asked = new Map<string, Fields>();
  private signal = new Signal();
  private list: Sign[] = [];

  /** `isTold`: the message has its place in a story already. */
  add(entry: Entry, isTold: boolean): void {
    for (const command of entry.commands ?? []) this.asked.set(command.type, fieldsOf(command));
    this.signal.add(entry);
    this.calm(entry);
    const rule = SIGNS.find((one) => matches(one, entry));
    if (isTold) return;
    if (rule !== undefined) this.keep(rule, entry);
    else this.command(entry);
  }

  keep(rule: SignRule, entry: Entry): void {
    const { topic, alone, isTimed } = rule;
    const fields = { ...this.asked.get(entry.answering?.type ?? ''), ...fieldsOf(entry.message) };
    const says = filled(rule.says, fields);
    this.push({ topic, key: says, says, fact: factOf(entry), alone, isTimed, count: 1 });
  }

  /** All of them so far, with that of the signal; they are forgotten. */
  take(): Sign[] {
    const { sign } = this.signal;
    this.signal = new Signal();
    const taken = this.takeSome(() => true);
    return sign === undefined ? taken : [...taken, sign];
  }

  /** Those that are wanted; they are forgotten. */
  takeSome(isWanted: (sign: Sign) => boolean): Sign[] {
    const taken = this.list.filter(isWanted);
    this.list = this.list.filter((sign) => !taken.includes(sign));
    return taken;
  }

  /** A command that failed, or took too long. */
  private command(entry: Entry): void {
    const { answering, answerTo } = entry;
    if (answering === undefined || answerTo === undefined) return;
    const { text } = answering;
    const { seconds, limit } = answerTo;
    const fact = factOf(entry);
    const sign = { topic: 'command', fact, count: 1 } as const;
    if (answering.failed) {
      const says = `${text} fails`;
      this.push({
        ...sign,
        key: `${says} ${fact.wire}`,
        says,
        alone: says.replace(/s$/, 'ed'),
        reason: reasonOf(entry),
      });
    } else if (seconds !== undefined && limit !== undefined && seconds > limit) {
      const says = `${text} has taken ${seconds.toFixed(3)} s, the manual says ${limit} s at most`;
      this.push({ ...sign, key: says, says, alone: `${text} took too long` });
    }
  }

  private calm(entry: Entry): void {
    const calm = CALMS.filter((one) => matches(one, entry)).map(({ topic }) => topic);
    if (calm.length > 0) this.list = this.list.filter(({ topic }) => !calm.includes(topic));
  }

  private push(sign: Sign): void {
    const same = this.list.find(({ key }) => key === sign.key);
    if (same !== undefined) {
      same.count++;
      return;
    }
    this.list.push(sign);
    if (this.list.length > 4 * MOST_SIGNS) this.list.shift();
  }
}

/** Its text, with how often it was. */
export function textOf({ says, count, reason }: Sign): string {
  const times = count > 1 ? `, ${count} times in all` : '';
  return `${says}${times}${reason === undefined ? '' : ` (${reason})`}`;
}
