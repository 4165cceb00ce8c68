/** Which commands the module has not answered yet. What ends a command stands in the grammar. */
import type { CommandEntry, Machine, Setting } from './contract.js';

interface Pending {
  readonly entry: CommandEntry | undefined;
  readonly patterns: readonly number[];
  readonly settings: readonly Setting[];
}

/** More commands than this are never in flight; the oldest is forgotten. */
const MOST = 4;

/** `AT+CIFSR;E0` is `AT+CIFSR` and `ATE0`; `ATE0V1` is `ATE0` and `ATV1` (V.250 section 5.2.4). */
export function commandsOf(line: string): string[] {
  const text = line.trim().toUpperCase();
  if (!text.startsWith('AT')) return text === '' ? [] : [text];
  const commands = splitOutsideQuotes(text.slice(2)).flatMap((part) => {
    const basic = /^\s*((?:&?[A-CE-Z]\d*\s*)*)(.*)$/s.exec(part);
    const heads = basic?.[1]?.match(/&?[A-Z]\d*/g) ?? [];
    return [...heads, ...(basic?.[2] ? [basic[2].trim()] : [])];
  });
  return commands.length === 0 ? ['AT'] : commands.map((c) => `AT${c}`);
}

function splitOutsideQuotes(text: string): string[] {
  return text.match(/(?:"[^"]*"?|[^";])+/g) ?? [];
}

export class InFlight {
  private readonly machine: Machine;
  private readonly flags: Uint8Array;
  private queue: Pending[] = [];
  /** The last command that has had its final result code and still owes results. */
  private owing: Pending | undefined;

  constructor(machine: Machine, flags: Uint8Array) {
    this.machine = machine;
    this.flags = flags;
  }

  get any(): boolean {
    return this.queue.length > 0;
  }

  /** `AT+CIPSEND`, ...: what the grammar calls the commands that wait for an answer. */
  get heads(): readonly string[] {
    return this.queue.flatMap((p) => p.entry?.heads[0] ?? 'AT');
  }

  /** A command line has been sent. `alone`: it takes the place of all before (an echo tells no more than that). Returns what it will change. */
  begin(line: string, alone: boolean): readonly Setting[] {
    const commands = commandsOf(line);
    const last = commands.at(-1);
    if (last === undefined) return [];
    const patterns = this.machine.patterns.flatMap((p, i) => (commands.some((c) => c.startsWith(p)) ? [i + 1] : []));
    const settings = commands.flatMap((c) => this.find(c)?.sets ?? []);
    if (alone) this.queue = [];
    if (this.queue.length === MOST) this.queue.shift();
    this.queue.push({ entry: this.find(last), patterns, settings });
    this.owing = undefined;
    this.show();
    return settings;
  }

  /** A form has come. Returns the settings that take effect if it ends a command, else undefined. */
  answer(form: number): readonly Setting[] | undefined {
    const first = this.queue[0];
    if (!first?.entry?.ends.includes(form)) return undefined;
    this.queue.shift();
    this.owing = first.entry.owes.length > 0 ? first : undefined;
    this.show();
    return first.settings;
  }

  reset(): void {
    this.queue = [];
    this.owing = undefined;
    this.show();
  }

  private find(command: string): CommandEntry | undefined {
    let best: CommandEntry | undefined;
    let length = 0;
    for (const entry of this.machine.commands) {
      for (const head of entry.heads) {
        if (head.length > length && command.startsWith(head)) {
          best = entry;
          length = head.length;
        }
      }
    }
    return best;
  }

  private show(): void {
    this.flags.fill(0);
    this.flags[0] = this.any ? 1 : 0;
    for (const pending of this.owing ? [...this.queue, this.owing] : this.queue) {
      for (const p of pending.patterns) this.flags[p] = 1;
    }
  }
}
