/** What can go wrong, or other than a driver expects: seeded, and each by a name of its own, so that it can be left out. */
import type { Random } from './random.js';

/**
 * `level` is that of `Chaos` from which on it happens: 1 what a module that is right may do, 2 what happens in the field, 3 what
 * a line does to bytes. `rate`: how often out of one; those of 0 happen only on request.
 */
const TABLE = [
  { kind: 'piece', level: 1, rate: 0.3, says: 'what it writes comes in pieces' },
  { kind: 'slow', level: 1, rate: 0.03, says: 'an answer takes seconds' },
  {
    kind: 'event-early',
    level: 1,
    rate: 0.3,
    says: 'an event cuts into a line of the host, or comes before the answer',
  },
  {
    kind: 'stray-event',
    level: 1,
    rate: 0.06,
    says: 'a message, a call, a warning or another event that nobody asked for',
  },
  { kind: 'event-in-echo', level: 1, rate: 0.02, says: 'the same between two bytes of an echo' },
  { kind: 'hostile-payload', level: 1, rate: 0, says: 'around what a peer sends there are results and headers' },
  { kind: 'refused', level: 2, rate: 0.02, says: 'a command that was right is answered with an error' },
  { kind: 'send-fails', level: 2, rate: 0.03, says: 'SEND FAIL' },
  { kind: 'peer-closes', level: 2, rate: 0.02, says: 'CLOSED in the middle of a send, after the data' },
  { kind: 'peer-closes-early', level: 2, rate: 0.02, says: 'the same while the host is asked for the data' },
  { kind: 'spelling', level: 2, rate: 0.03, says: 'a line as another firmware spells it' },
  { kind: 'bearer-lost', level: 2, rate: 0.01, says: '+PDP: DEACT' },
  { kind: 'restart', level: 2, rate: 0.005, says: 'it starts anew: at a command, at a prompt, among transparent data' },
  { kind: 'lost-answer', level: 3, rate: 0.01, says: 'a line of an answer does not come' },
  { kind: 'doubled-answer', level: 3, rate: 0.01, says: 'a line of an answer comes twice' },
  { kind: 'lost-byte', level: 3, rate: 0.005, says: 'a byte of the module does not come' },
  { kind: 'doubled-byte', level: 3, rate: 0.005, says: 'a byte of the module comes twice' },
  { kind: 'flipped-bit', level: 3, rate: 0.005, says: 'a byte of the module comes as another' },
  { kind: 'lost-run', level: 3, rate: 0.003, says: "many bytes of the module do not come: the host's buffer is full" },
  { kind: 'overrun', level: 3, rate: 0.005, says: "bytes of the host do not come: the module's buffer is full" },
] as const;

export type FaultKind = (typeof TABLE)[number]['kind'];

export interface FaultInfo {
  readonly kind: FaultKind;
  /** From which level of `Chaos` on it happens. */
  readonly level: number;
  /** How often out of one, unless `rates` says otherwise; 0: only on request. */
  readonly rate: number;
  readonly says: string;
}

/** All that can go wrong. */
export const FAULTS: readonly FaultInfo[] = TABLE;
export const FAULT_KINDS: readonly FaultKind[] = TABLE.map(({ kind }) => kind);
export const MOST_CHAOS = 3;

export interface Chaos {
  /** 0 none, 1 what a module that is right may do, 2 what happens in the field, 3 damage. */
  readonly level?: number;
  /** How often out of one; these come before the level. */
  readonly rates?: Readonly<Partial<Record<FaultKind, number>>>;
  /** Only these of those that would happen: `restart:3`. */
  readonly only?: readonly string[];
}

export interface Faults {
  /** Whether it happens this time. */
  happens(kind: FaultKind): boolean;
  /** A whole number that belongs to the fault that has just happened. */
  pick(kind: FaultKind, least: number, most: number): number;
}

function ratesOf({ level = 0, rates = {} }: Chaos): Map<string, number> {
  const all = FAULTS.filter((fault) => fault.level <= level && fault.rate > 0);
  return new Map([...all.map(({ kind, rate }) => [kind, rate] as const), ...Object.entries(rates)]);
}

/** `onFault` is told the name of each: its kind, and how many times that could have happened before. */
export function seededFaults(chaos: Chaos, random: Random, onFault: (name: string) => void): Faults {
  const rates = ratesOf(chaos);
  const only = chaos.only && new Set(chaos.only);
  const counts = new Map<string, number>();
  return {
    happens: (kind) => {
      const rate = rates.get(kind);
      if (rate === undefined) return false;
      const count = counts.get(kind) ?? 0;
      counts.set(kind, count + 1);
      const name = `${kind}:${count}`;
      const happens = random.draw(`fault ${kind}`) < rate && (only === undefined || only.has(name));
      if (happens) onFault(name);
      return happens;
    },
    pick: (kind, least, most) => random.between(`${kind} ${counts.get(kind)}`, least, most),
  };
}
