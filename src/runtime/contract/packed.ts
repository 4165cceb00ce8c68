/**
 * Tables of a grammar, as generated code writes them: text, because a bundle carries every byte of them. Each is unpacked
 * once, when the module is loaded. Every function here is pure, so that a bundler drops the tables that nothing uses.
 */
import { FIELD, LINE } from './field-places.js';
import type { CommandEntry, CommandHead, PromptDataEnd, Setting } from './machine.js';

/** `7 -1 0*4 3+3`, separated by blanks, is 7, -1, four times 0, and three numbers from 3 up: 3 4 5. */
function unpack(text: string): number[] {
  const numbers: number[] = [];
  for (const part of text === '' ? [] : text.split(' ')) {
    const [first = 0, times = 1] = part.split(/[*+]/).map(Number);
    const step = part.includes('+') ? 1 : 0;
    for (let i = 0; i < times; i++) numbers.push(first + step * i);
  }
  return numbers;
}

export const uint8 = (text: string): Uint8Array => Uint8Array.from(unpack(text));
export const uint16 = (text: string): Uint16Array => Uint16Array.from(unpack(text));

/** Texts without blanks, separated by blanks. */
export const names = (text: string): string[] => (text === '' ? [] : text.split(' '));

/** Of some things one for each number. */
export const chosen = <T>(things: readonly T[], text: string): T[] => unpack(text).map((i) => things[i] as T);

/**
 * A command: in the lists of forms the place of its answers, of its results and of its late results; what it sets, its
 * timeout in milliseconds, how its prompt data end, and how many of its results and of its late results are successes.
 */
export type PackedCommand = readonly [
  answers: number,
  results: number,
  lateResults: number,
  sets?: readonly Setting[],
  timeout?: number,
  data?: PromptDataEnd | undefined,
  successes?: readonly [results: number, lateResults: number],
];

const NO_SETTINGS: readonly Setting[] = [];
const THE_FIRST = [1, 1] as const;

/** `lists`: numbers of forms. All entries have the same members, so that V8 knows one shape of them. */
export function commandEntries(lists: readonly string[], packed: readonly PackedCommand[]): CommandEntry[] {
  const forms = lists.map(unpack);
  const list = (at: number): readonly number[] => forms[at] as number[];
  return packed.map(([answers, results, late, sets = NO_SETTINGS, timeout, promptData, successes = THE_FIRST]) => ({
    answers: list(answers),
    results: list(results),
    successes: successes[0],
    lateResults: list(late),
    lateSuccesses: successes[1],
    sets,
    timeout: timeout === 0 ? undefined : timeout,
    promptData,
  }));
}

/** What a command line begins with; the number of its command, or -1; the patterns it matches. */
export type PackedHead = readonly [text: string, command: number, patterns?: readonly number[]];

const NO_PATTERNS: readonly number[] = [];

export function commandHeads(commands: readonly CommandEntry[], packed: readonly PackedHead[]): CommandHead[] {
  return packed.map(([text, command, patterns = NO_PATTERNS]) => ({ text, command: commands[command], patterns }));
}

/**
 * `FieldTables.places`. By line: where its row begins among the fields, and its form. By field: the line whose it is, and
 * which of the `kinds` it has: pairs of what `places` says of it and where its words begin.
 */
export function fieldPlaces(rows: string, forms: string, owners: string, kindOf: string, kinds: string): Int32Array {
  const [starts, formOf, lines] = [unpack(rows), unpack(forms), unpack(owners)];
  const [kind, pairs] = [unpack(kindOf), unpack(kinds)];
  const first = LINE * starts.length;
  const heads = starts.flatMap((start, code) => [first + FIELD * start, formOf[code] as number]);
  const fields = lines.flatMap((line, i) => {
    const at = 2 * (kind[i] as number);
    return [line, pairs[at] as number, pairs[at + 1] as number];
  });
  return Int32Array.from([...heads, ...fields]);
}
