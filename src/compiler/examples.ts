/** The examples of a grammar's forms, read as a decoder would read them: what comes out otherwise is a finding. */
import type { Group } from './automaton/groups/groups.js';
import type { Line } from './automaton/nfa.js';
import { type LineReading, matchesOf, readableBy, readLine } from './automaton/read-line.js';
import type { Known, Memory } from './memory.js';
import { endsAtOnce } from './model/endings.js';
import { type Example, type Form, type Model, OWN_READ, OWN_TEST } from './model/model.js';
import { type ExampleReading, printReading } from './model/printed.js';
import { type Finding, quote } from './notation/errors.js';
import type { Parts } from './parts.js';

type Values = Example['values'];

const LINE_ENDS = ['\r\n', '\n', '\r\r\n'];

/** What follows the header, or undefined where it does not end at `end`. */
function afterHeader({ form }: Line, text: string, end: number): string | undefined {
  const rest = text.slice(end);
  if (endsAtOnce(form)) return rest;
  if (form.ending.kind === 'line') return rest === '' || LINE_ENDS.includes(rest) ? '' : undefined;
  const found = LINE_ENDS.find((lineEnd) => rest.startsWith(lineEnd));
  return found === undefined ? undefined : rest.slice(found.length);
}

/** Whether what follows is all that the form says: nothing, the blank of a prompt, or a payload. */
function isWhole(line: Line, text: string, end: number): boolean {
  const rest = afterHeader(line, text, end);
  if (rest === undefined) return false;
  const { ending } = line.form;
  return ending.kind === 'payload' || rest === '' || (ending.kind === 'at-once' && rest === ending.tail);
}

function bytesOfHex(digits: string): string {
  return digits.replaceAll(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)));
}

/** As many bytes as the header says; `truncated` where there are fewer, as a decoder has it, `left` where there are more. */
function payloadOf(form: Form, values: Values, rest: string): ReadonlyMap<string, number | string> {
  const { ending } = form;
  if (ending.kind !== 'payload') return new Map();
  const size = Number(values.get(ending.length)) * (ending.unit === 'hex' ? 2 : 1);
  const own = rest.slice(0, size);
  return new Map<string, number | string>([
    ['payload', ending.unit === 'hex' ? bytesOfHex(own) : own],
    ...(rest.length < size ? [['truncated', 1] as const] : []),
    ...(rest.length > size ? [['left', rest.slice(size)] as const] : []),
  ]);
}

function readingOf({ line, end, values }: LineReading, text: string): ExampleReading {
  const rest = afterHeader(line, text, end) ?? '';
  return { type: line.form.type, values: new Map([...values, ...payloadOf(line.form, values, rest)]) };
}

/** `#` in what `while` names is a number. */
const patternOf = (head: string): RegExp => new RegExp(`^${head.replace(/[^#\w]/g, '\\$&').replaceAll('#', '\\d+')}`);

/** `+CREG: 1` begins with the name of `AT+CREG?`. */
function isOwn(command: string, sign: string, text: string): boolean {
  const name = command.endsWith(sign) ? command.slice('AT'.length, -sign.length) : '';
  return name !== '' && new RegExp(`^${name.replace(/\W/g, '\\$&')}\\b`).test(text);
}

function isInFlight(heads: readonly string[], { command, text }: Example): boolean {
  if (command === undefined) return false;
  return heads.some((head) => {
    if (head === OWN_TEST || head === OWN_READ) return isOwn(command, head, text);
    return head === 'any' || patternOf(head).test(command);
  });
}

/** In the order in which the tokenizer asks them. */
const groupsIn = ({ readings, primary, fallback }: Parts): Group[] => [...readings, ...primary, ...fallback];

/** What these lines read the example as; undefined: it is none of them. */
function read({ paths }: Group, example: Example): ExampleReading | undefined {
  const matches = matchesOf(paths, example.text, (line, end) => isWhole(line, example.text, end));
  const reading = readLine(paths, matches, (heads) => isInFlight(heads, example));
  return reading && readingOf(reading, example.text);
}

const sorted = (values: Values): [string, number | string][] =>
  [...values].sort(([a], [b]) => (a < b ? -1 : Number(a > b)));

const isSame = (reading: ExampleReading, form: Form, { values }: Example): boolean =>
  reading.type === form.type && JSON.stringify(sorted(reading.values)) === JSON.stringify(sorted(values));

/** How many bytes of the text a line of this form could begin with. */
function readableIn(groups: readonly Group[], form: Form, text: string): number {
  const own = groups.filter(({ lines }) => lines.some((line) => line.form === form));
  return Math.max(...own.map(({ paths }) => readableBy(paths, form, text)));
}

function findingOf(groups: readonly Group[], form: Form, example: Example, reading?: ExampleReading): Finding {
  const { location, text, values } = example;
  const expected = printReading({ type: form.type, values });
  if (reading !== undefined)
    return { location, message: 'the example is read otherwise', expected, read: printReading(reading) };
  const readable = readableIn(groups, form, text);
  const message =
    readable < text.length
      ? `the example is no line of the grammar: \`${form.type}\` does not go on so after ${quote(text.slice(0, readable))}`
      : 'the example is no whole line of the grammar';
  return { location, message, expected };
}

/** All that decides what it is read as: the groups that were asked, down to the one that reads it. */
function textOf({ type }: Form, { text, command, values }: Example, asked: readonly Group[]): string {
  return `${JSON.stringify([type, text, command, ...values])} ${asked.map((group) => group.text).join('\n\n')}`;
}

const RIGHT: Known = { lines: 0, states: 0, chosen: [] };

/** `groups`: all of them, in the order in which they are asked. */
function examined(groups: readonly Group[], form: Form, example: Example, memory: Memory): Finding[] {
  const candidates = groups.filter((group) => group.mayBe(example.text));
  const texts = candidates.map((_, i) => textOf(form, example, candidates.slice(0, i + 1)));
  if (texts.some((text) => memory.recall(text))) return [];
  for (const [i, group] of candidates.entries()) {
    const reading = read(group, example);
    if (reading === undefined) continue;
    if (!isSame(reading, form, example)) return [findingOf(groups, form, example, reading)];
    memory.keep(texts[i] ?? '', RIGHT);
    return [];
  }
  return [findingOf(groups, form, example)];
}

export function exampleFindings({ forms }: Model, parts: Parts, memory: Memory): Finding[] {
  const groups = groupsIn(parts);
  return forms.flatMap((form) => form.examples.flatMap((example) => examined(groups, form, example, memory)));
}
