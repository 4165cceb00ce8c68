/** Whether two runs of a program came to the same. */
import type { Message, TokenizerState } from '../../src/index.js';
import type { Event, Observation } from './observe.js';

type Fields = Readonly<Record<string, unknown>>;

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function sameValue(a: unknown, b: unknown): boolean {
  if (a instanceof Uint8Array && b instanceof Uint8Array) return sameBytes(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => x === b[i]);
  return Object.is(a, b);
}

/** The same fields with the same values. */
export function sameFields(a: object, b: object): boolean {
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => sameValue((a as Fields)[key], (b as Fields)[key]))
  );
}

/** Neighbouring pieces of data as one: how many there are depends on the cuts. */
export function joined(events: readonly Event[]): Event[] {
  const out: Event[] = [];
  for (const event of events) {
    const last = out.at(-1);
    if (event.message.type === 'data' && last?.message.type === 'data' && last.end === event.start) {
      const bytes = Uint8Array.from([...last.message.bytes, ...event.message.bytes]);
      out[out.length - 1] = { message: { ...last.message, bytes }, start: last.start, end: event.end };
    } else out.push(event);
  }
  return out;
}

function sameEvent(a: Event | undefined, b: Event | undefined): boolean {
  return (
    a !== undefined && b !== undefined && a.start === b.start && a.end === b.end && sameFields(a.message, b.message)
  );
}

function shown(event: Event | undefined): string {
  return event === undefined ? 'nothing' : event.message.type;
}

function spanned(event: Event | undefined): string {
  if (event === undefined) return 'nothing';
  return `${event.start}..${event.end} ${printed(event.message)}`;
}

export function printed(message: Message): string {
  return JSON.stringify(message, (_, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
}

/** What differs: in a few words, by which findings are told apart, and in full. */
export interface Difference {
  readonly kind: string;
  readonly detail: string;
}

function stateDifference(a: TokenizerState, b: TokenizerState): Difference | undefined {
  if (sameFields(a, b)) return undefined;
  const field = Object.keys(a).find((key) => !sameValue((a as unknown as Fields)[key], (b as unknown as Fields)[key]));
  return { kind: `another ${field} in state()`, detail: `${JSON.stringify(a)} and ${JSON.stringify(b)}` };
}

function eventDifference(a: readonly Event[], b: readonly Event[]): Difference | undefined {
  const [left, right] = [joined(a), joined(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [x, y] = [left[i], right[i]];
    if (sameEvent(x, y)) continue;
    return { kind: `${shown(y)} instead of ${shown(x)}`, detail: `message ${i}: ${spanned(x)} and ${spanned(y)}` };
  }
  return undefined;
}

export function difference(a: Observation, b: Observation): Difference | undefined {
  const events = eventDifference(a.events, b.events);
  if (events) return events;
  for (const [i, state] of a.states.entries()) {
    const other = b.states[i];
    const found = other && stateDifference(state, other);
    if (found) return { ...found, detail: `after step ${i}: ${found.detail}` };
  }
  const remarks = [a, b].map(({ diagnostics }) => JSON.stringify(diagnostics));
  return remarks[0] === remarks[1] ? undefined : { kind: 'other diagnostics', detail: remarks.join(' and ') };
}
