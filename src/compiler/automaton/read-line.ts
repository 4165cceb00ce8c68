/** What a line is read as, told by the automaton before it is determined: for examples, of which each is read once. */
import { framedTo } from '../../runtime/contract/recognise.js';
import { latin1Bytes } from '../../runtime/values/latin1.js';
import type { FieldType, Form } from '../model/model.js';
import { type Candidate, chooseLine } from './choose.js';
import type { Line, Nfa, Step } from './nfa.js';
import { apply, holds, stepped, type Walker, walkerAt } from './walker.js';

/** Lines, and all ways through them. */
export interface Paths {
  readonly lines: readonly Line[];
  readonly nfa: Nfa;
}

type Values = ReadonlyMap<string, number | string>;

/** A line that can end at `end`, with its fields. */
interface Match {
  readonly line: number;
  readonly end: number;
  readonly values: Values;
}
export interface LineReading {
  readonly line: Line;
  readonly end: number;
  readonly values: Values;
}

function typeIn({ variants }: Line, name: string): FieldType | undefined {
  const atoms = variants.flatMap((variant) => variant.atoms);
  return atoms.flatMap((atom) => (atom.kind === 'field' && atom.name === name ? [atom.type] : []))[0];
}

function fieldValue(type: FieldType, slot: number, { start, end, number }: Walker, text: string): number | string {
  const value = number.get(slot) ?? 0;
  switch (type.kind) {
    case 'number':
      return type.min < 0 && text[start.get(slot) ?? -1] === '-' ? -value : value;
    case 'words':
      return type.words[value] ?? '';
    case 'ipv4':
      return [24, 16, 8, 0].map((shift) => ((end.get(slot) ?? 0) >>> shift) & 0xff).join('.');
    case 'text':
      return text.slice(start.get(slot), end.get(slot));
  }
}

function valuesOf(line: Line, walker: Walker, text: string): Values {
  const values = new Map<string, number | string>();
  for (const [name, slot] of line.slots) {
    const type = typeIn(line, name);
    const isThere = !line.optional.has(name) || walker.marks.has(slot);
    if (type !== undefined && isThere) values.set(name, fieldValue(type, slot, walker, text));
  }
  return values;
}

const SETS = new WeakMap<readonly number[], ReadonlySet<number>>();

/** Sets of bytes are lists, of which many steps share one. */
function isIn(bytes: readonly number[], byte: number): boolean {
  if (bytes.length < 8) return bytes.includes(byte);
  const known = SETS.get(bytes) ?? new Set(bytes);
  SETS.set(bytes, known);
  return known.has(byte);
}

/** A text that is as large as it should be may hold line ends; the line end after the whole is not in it. */
function framed(walker: Walker, { operations }: Step, text: string): Walker {
  const frame = operations.find((o) => o.do === 'frame');
  if (frame === undefined) return walker;
  const bytes = latin1Bytes(`${text}\r\n`);
  const [start = 0, size = 0] = [walker.start.get(frame.slot), walker.number.get(frame.length)];
  return { ...walker, framedTo: framedTo(bytes, start, bytes.length, size, frame.most, 1) };
}

function successors({ nfa }: Paths, walkers: readonly Walker[], position: number, text: string): Walker[] {
  const byte = text.charCodeAt(position);
  return walkers.flatMap((walker) => {
    if (position < (walker.framedTo ?? 0)) return [walker];
    return (nfa.steps[walker.node] ?? []).flatMap((step) => {
      const next = isIn(step.bytes, byte) ? stepped(walker, step, position, byte) : undefined;
      return next ? [framed(next, step, text)] : [];
    });
  });
}

/** How many bytes of the text a line of this form could begin with. */
export function readableBy(paths: Paths, form: Form, text: string): number {
  const { nfa, lines } = paths;
  let walkers = lines.flatMap((line, i) => (line.form === form ? [walkerAt(nfa.starts[i] ?? 0)] : []));
  for (let position = 0; position < text.length; position++) {
    walkers = successors(paths, walkers, position, text);
    if (walkers.length === 0) return position;
  }
  return text.length;
}

/** All lines that can end where `mayEnd` lets them. */
export function matchesOf(paths: Paths, text: string, mayEnd: (line: Line, end: number) => boolean): readonly Match[] {
  const { nfa, lines } = paths;
  const matches: Match[] = [];
  let walkers = nfa.starts.map(walkerAt);
  for (let position = 0; walkers.length > 0; position++) {
    for (const walker of walkers) {
      if (position < (walker.framedTo ?? 0)) continue;
      for (const { line, guards, operations } of nfa.arrivals[walker.node] ?? []) {
        const described = lines[line] as Line;
        if (!holds(walker, guards, position) || !mayEnd(described, position)) continue;
        const arrived = apply(walker, operations, position, -1);
        matches.push({ line, end: position, values: valuesOf(described, arrived, text) });
      }
    }
    if (position === text.length) break;
    walkers = successors(paths, walkers, position, text);
  }
  return matches;
}

/** The line that holds of those that match: `isInFlight` says whether one of these commands is in flight. */
export function readLine(
  paths: Paths,
  matches: readonly Match[],
  isInFlight: (heads: readonly string[]) => boolean,
): LineReading | undefined {
  const numbers = matches.map(({ line }) => line);
  const isAlive = ({ heads }: Candidate): boolean => heads === undefined || isInFlight(heads);
  const chosen = chooseLine(paths.lines, numbers).find(isAlive);
  const match = matches.find(({ line }) => line === chosen?.line);
  return match && { line: paths.lines[match.line] as Line, end: match.end, values: match.values };
}
