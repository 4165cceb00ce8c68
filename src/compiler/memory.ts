/** What was found right and need not be looked at again while nothing of it changes. */
import { type Shown, shownBy } from './automaton/check.js';
import type { Group } from './automaton/groups/groups.js';

/** Of a part of a grammar without findings. */
export interface Known {
  /** Ways in which a form can appear that are told apart, in so many states. */
  readonly lines: number;
  readonly states: number;
  /** The types of forms that its lines are read as. */
  readonly chosen: readonly string[];
}

/** Keeps what checks of a grammar found right, from one check to the next. */
export interface Memory {
  /** What was kept of the part with this text, which says all there is to say of it. */
  recall(text: string): Known | undefined;
  keep(text: string, known: Known): void;
}

export const FORGETFUL: Memory = { recall: () => undefined, keep: () => undefined };

/** What a group of lines shows, and how much it takes. */
export interface Examined extends Shown {
  readonly lines: number;
  readonly states: number;
}

const isRight = ({ found }: Shown): boolean => found.every(({ size }) => size === 0);

export function examined(group: Group, memory: Memory, remedy?: string): Examined {
  const text = group.text;
  const known = memory.recall(text);
  if (known) return { ...known, chosen: new Set(known.chosen), found: [] };
  const { automaton } = group;
  const shown = shownBy(automaton, remedy);
  const size = { lines: automaton.lines.length, states: automaton.raw.states.length };
  if (isRight(shown)) memory.keep(text, { ...size, chosen: [...shown.chosen] });
  return { ...shown, ...size };
}
