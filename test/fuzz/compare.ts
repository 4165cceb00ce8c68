/** Whether two runs of a program came to the same. */
import { concatenated } from '../../src/arbitraries/bytes.js';
import type { DataMessage, Message, TokenizerState } from '../../src/index.js';
import { textOf } from '../latin1.js';
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
  let pieces: Event[] = [];
  const close = (): void => {
    const [first, ...more] = pieces;
    if (first && more.length === 0) out.push(first);
    else if (first) out.push(whole(first, pieces));
    pieces = [];
  };
  for (const event of events) {
    const last = pieces.at(-1);
    if (last && (!isData(event) || last.end !== event.start)) close();
    if (isData(event)) pieces.push(event);
    else out.push(event);
  }
  close();
  return out;
}

function whole(first: Event, pieces: readonly Event[]): Event {
  const bytes = concatenated(pieces.map(({ message }) => (message as DataMessage).bytes));
  const end = pieces.at(-1)?.end ?? first.end;
  return { message: { ...(first.message as DataMessage), bytes }, start: first.start, end };
}

const isData = ({ message }: Event): boolean => message.type === 'data';

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
  return JSON.stringify(message, (_, value) => (value instanceof Uint8Array ? textOf(value) : value));
}

/** What differs: in a few words, by which findings are told apart, and in full. */
export interface Difference {
  readonly kind: string;
  readonly detail: string;
}

/** How much is held back may depend on the cuts. */
function stateDifference(a: TokenizerState, b: TokenizerState): Difference | undefined {
  if (sameFields({ ...a, held: 0 }, { ...b, held: 0 })) return undefined;
  const field = Object.keys(a).find(
    (key) => key !== 'held' && !sameValue((a as unknown as Fields)[key], (b as unknown as Fields)[key]),
  );
  return { kind: `another ${field} in state()`, detail: `${JSON.stringify(a)} and ${JSON.stringify(b)}` };
}

function eventDifference(a: readonly Event[], b: readonly Event[]): Difference | undefined {
  const [left, right] = [a, b].map((events) => (events.some(isData) ? joined(events) : events)) as [Event[], Event[]];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [x, y] = [left[i], right[i]];
    if (sameEvent(x, y)) continue;
    return { kind: `${shown(y)} instead of ${shown(x)}`, detail: `message ${i}: ${spanned(x)} and ${spanned(y)}` };
  }
  return undefined;
}

/** `states`: those that must agree. */
export function difference(a: Observation, b: Observation, states: ReadonlySet<number>): Difference | undefined {
  const events = eventDifference(a.events, b.events);
  if (events) return events;
  for (const [i, state] of a.states.entries()) {
    const other = b.states[i];
    const found = other && states.has(i) && stateDifference(state, other);
    if (found) return { ...found, detail: `after step ${i}: ${found.detail}` };
  }
  const remarks = [a, b].map(({ diagnostics }) => JSON.stringify(diagnostics));
  return remarks[0] === remarks[1] ? undefined : { kind: 'other diagnostics', detail: remarks.join(' and ') };
}
