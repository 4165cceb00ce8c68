/** What can go wrong, or other than a driver expects: seeded, and each by a name of its own, so that it can be left out. */
import type { Random } from './random.js';

/** By the level from which on it happens, with how often out of one. */
const LEVELS = [
  // What a module that is right may do.
  {
    piece: 0.3, // what it writes comes in pieces
    slow: 0.03, // an answer takes seconds
    'event-early': 0.3, // an event does not wait for the end of a line or a command
    'stray-event': 0.06, // something happens that nobody asked for
  },
  // What happens in the field.
  {
    refused: 0.02, // a command that was right is answered with an error
    'send-fails': 0.03,
    'peer-closes': 0.02, // in the middle of a send
    'bearer-lost': 0.01,
    restart: 0.005,
  },
  // What a line does to bytes.
  {
    'lost-answer': 0.01,
    'doubled-answer': 0.01,
    'lost-byte': 0.005,
    'doubled-byte': 0.005,
    'flipped-bit': 0.005,
    overrun: 0.005, // bytes of the host are lost
  },
] as const;

type OfLevel = (typeof LEVELS)[number];
export type FaultKind = OfLevel extends infer L ? (L extends unknown ? keyof L : never) : never;

export const FAULT_KINDS: readonly FaultKind[] = LEVELS.flatMap((level) => Object.keys(level) as FaultKind[]);
export const MOST_CHAOS = LEVELS.length;

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
  const all = LEVELS.slice(0, level).flatMap((one): [string, number][] => Object.entries(one));
  return new Map([...all, ...Object.entries(rates)]);
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
