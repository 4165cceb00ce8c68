/** What a host does and what happens to its module meanwhile, one after the other: what the driver is fuzzed with. */
import { FAULT_KINDS, type FaultKind } from '../../src/module.js';
import type { Random } from './random.js';

/** `what`: one of `WHATS`; `amount`: a signal, a number of bytes or of milliseconds. */
export interface Act {
  readonly what: (typeof WHATS)[number];
  readonly amount: number;
}

export interface Dialogue {
  readonly seed: number;
  /** How often out of 100. */
  readonly rates: Readonly<Partial<Record<FaultKind, number>>>;
  readonly acts: readonly Act[];
}

export const WHATS = ['signal', 'connect', 'send', 'close', 'text', 'peer sends', 'ring', 'message', 'wait'] as const;

/**
 * What no reader can tell from the truth is left out: damage in the middle of a number, and an OK that comes again when the
 * next command has been written.
 */
export const KINDS: readonly FaultKind[] = FAULT_KINDS.filter(
  (kind) => !['doubled-answer', 'lost-byte', 'doubled-byte', 'flipped-bit', 'lost-run', 'overrun'].includes(kind),
);

const LONGEST = 30;
const RATES = [0, 1, 5, 20, 50, 100];
const AMOUNTS = [0, 1, 2, 31, 100, 1460, 3000, 20_000];

const act = (random: Random): Act => ({ what: random.pick(WHATS), amount: random.pick(AMOUNTS) });

const rates = (random: Random, most: number): Dialogue['rates'] =>
  Object.fromEntries(Array.from({ length: random.below(most + 1) }, () => [random.pick(KINDS), random.pick(RATES)]));

export function dialogue(random: Random): Dialogue {
  const acts = Array.from({ length: 1 + random.below(LONGEST / 2) }, () => act(random));
  return { seed: random.next(), rates: rates(random, 4), acts };
}

function changedActs(acts: readonly Act[], random: Random, other: readonly Act[]): readonly Act[] {
  const at = random.below(acts.length + 1);
  const [before, after] = [acts.slice(0, at), acts.slice(at)];
  switch (random.below(4)) {
    case 0:
      return [...before, act(random), ...after];
    case 1:
      return [...before, ...after.slice(1)];
    case 2:
      return [...before, ...other.slice(random.below(other.length + 1))];
    default:
      return [...before, act(random), ...after.slice(1)];
  }
}

/** The same with another seed, other faults or other acts. */
export function mutatedDialogue(one: Dialogue, random: Random, other: Dialogue): Dialogue {
  if (random.oneIn(4)) return { ...one, seed: random.next() };
  if (random.oneIn(4)) return { ...one, rates: { ...one.rates, ...rates(random, 2) } };
  return { ...one, acts: changedActs(one.acts, random, other.acts).slice(0, LONGEST) };
}

/** Without acts and faults that are not needed. */
export async function minimisedDialogue(
  one: Dialogue,
  stillShown: (one: Dialogue) => Promise<boolean>,
): Promise<Dialogue> {
  let least = one;
  const attempt = async (smaller: Dialogue): Promise<void> => {
    if (await stillShown(smaller)) least = smaller;
  };
  for (const kind of Object.keys(one.rates) as FaultKind[]) {
    const { [kind]: _, ...others } = least.rates;
    await attempt({ ...least, rates: others });
  }
  for (let at = one.acts.length - 1; at >= 0; at--)
    await attempt({ ...least, acts: [...least.acts.slice(0, at), ...least.acts.slice(at + 1)] });
  return least;
}
