/** One way through the nodes of an automaton before it is determined, with what it has captured by then. */
import { TOO_LARGE } from '../../runtime/contract/registers.js';
import type { Guard, Operation, Step } from './steps.js';

export interface Walker {
  readonly node: number;
  /** By slot, as are the next three. */
  readonly start: ReadonlyMap<number, number>;
  readonly end: ReadonlyMap<number, number>;
  readonly number: ReadonlyMap<number, number>;
  readonly marks: ReadonlySet<number>;
  /** The bytes up to here are of a text that is framed by its size: they lead nowhere. */
  readonly framedTo?: number;
}

const NONE: ReadonlyMap<number, number> = new Map();

export const walkerAt = (node: number): Walker => ({ node, start: NONE, end: NONE, number: NONE, marks: new Set() });

export function holds({ start, number }: Walker, guards: readonly Guard[], position: number): boolean {
  return guards.every(({ on, slot, min, max }) => {
    const value = on === 'length' ? position - (start.get(slot) ?? 0) : (number.get(slot) ?? 0);
    return value >= min && value <= max;
  });
}

/** What the walker holds once the operations of a step or an arrival at this byte are done. */
export function apply(walker: Walker, operations: readonly Operation[], position: number, byte: number): Walker {
  if (operations.length === 0) return walker;
  const start = new Map(walker.start);
  const end = new Map(walker.end);
  const number = new Map(walker.number);
  const marks = new Set(walker.marks);
  for (const o of operations) {
    const before = number.get(o.slot) ?? 0;
    if (o.do === 'open') start.set(o.slot, position);
    else if (o.do === 'close') end.set(o.slot, position);
    else if (o.do === 'mark') marks.add(o.slot);
    else if (o.do === 'first') number.set(o.slot, byte - 0x30);
    else if (o.do === 'next') number.set(o.slot, Math.min(TOO_LARGE, before * 10 + byte - 0x30));
    else if (o.do === 'set') number.set(o.slot, o.value);
    else if (o.do === 'count') number.set(o.slot, before + 1);
    else if (o.do === 'frame') start.set(o.slot, position + 1);
    else end.set(o.slot, (((end.get(o.slot) ?? 0) << 8) | before) >>> 0);
  }
  return { node: walker.node, start, end, number, marks };
}

/** Undefined where the guards of the step forbid it. */
export function stepped(walker: Walker, step: Step, position: number, byte: number): Walker | undefined {
  if (!holds(walker, step.guards, position)) return undefined;
  return { ...apply(walker, step.operations, position, byte), node: step.to };
}
