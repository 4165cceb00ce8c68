/**
 * The commands that the grammar names, as lines of the echo: one recogniser tells that a line is an echo and which
 * command it holds. A line of several commands, or of one that has no entry, is the echo's own line.
 */
import { lineOf } from '../automaton/build.js';
import type { Line } from '../automaton/nfa.js';
import { CLASSES } from '../model/classes.js';
import type { Form, Model, Run, TextType } from '../model/model.js';
import { type CommandRow, commandRows, followedBy } from './command-rows.js';

/** What a command line begins with, and what the grammar says of such a command. */
export interface Head {
  readonly text: string;
  /** Index of the row that tells what ends it; undefined: none does. */
  readonly command: number | undefined;
  /** Indices of the patterns that such a command matches. */
  readonly patterns: readonly number[];
}

export function headsOf(model: Model, patterns: readonly string[]): readonly Head[] {
  const { rows } = commandRows(model);
  // A command of which the grammar says nothing by itself is known for one by its `+`.
  const texts = [...new Set([...rows.flatMap(({ heads }) => heads), ...patterns, 'AT+'])];
  const known = texts.filter((text) => text.startsWith('AT') && !text.includes(';'));
  const heads = known.map((text) => ({ text, command: rowOf(rows, text), patterns: matched(patterns, text) }));
  const events = new Set(model.forms.filter(({ kind }) => kind === 'urc').map(({ type }) => type));
  return withoutNeedless(heads, rows, events);
}

/**
 * Whether an echo that begins so may be taken for one of which less is known: it ends, and is followed, in the same way. That the
 * other one has more results does no harm where they only come as such: `+PDP: DEACT`, which ends AT+CIPPING="a.b", comes by itself
 * while AT+CIPPING=? waits.
 */
function goesLike(row: CommandRow, general: CommandRow, events: ReadonlySet<string>): boolean {
  const [one, other] = [row, general].map((each) => followedBy({ ...each, results: each.results.slice(0, 1) }));
  const more = general.results.filter((type) => !row.results.includes(type));
  return (
    one === other &&
    row.results.every((type) => general.results.includes(type)) &&
    !more.some((type) => events.has(type))
  );
}

/**
 * Most commands are followed like every other: they need no line of their own to be told apart by. Those with a shorter
 * beginning among the others come first, so that a beginning is compared with what stays.
 */
function withoutNeedless(heads: readonly Head[], rows: readonly CommandRow[], events: ReadonlySet<string>): Head[] {
  const kept: Head[] = [];
  for (const head of [...heads].sort((a, b) => a.text.length - b.text.length)) {
    const shorter = kept.filter(({ text }) => head.text.startsWith(text)).at(-1);
    const [row, general] = [head, shorter].map((each) => rows[each?.command ?? -1]);
    const samePatterns = head.patterns.join() === (shorter?.patterns ?? []).join();
    // Its line is that of all the commands which need none of their own.
    const isGeneral = head.text === 'AT+';
    if (isGeneral || !row || !general || !samePatterns || !goesLike(row, general, events)) kept.push(head);
  }
  return kept;
}

/** The row with the longest head that the text begins with. */
function rowOf(rows: readonly CommandRow[], text: string): number | undefined {
  const lengths = rows.map(({ heads }) =>
    Math.max(0, ...heads.filter((head) => text.startsWith(head)).map((head) => head.length)),
  );
  const longest = Math.max(0, ...lengths);
  return longest === 0 ? undefined : lengths.indexOf(longest);
}

const matched = (patterns: readonly string[], text: string): readonly number[] =>
  patterns.flatMap((pattern, i) => (text.startsWith(pattern) ? [i] : []));

const bothCases = (c: string): readonly number[] =>
  [...new Set([c.toUpperCase(), c.toLowerCase()])].map((letter) => letter.charCodeAt(0)).sort((a, b) => a - b);

/** `#` in what `while` names stands for a number. */
const one = (c: string): Run =>
  c === '#'
    ? { notation: 'digit', bytes: CLASSES.get('digit') ?? [], min: 1, max: 9 }
    : { notation: c, bytes: bothCases(c), min: 1, max: 1 };

/** A parameter may have them in front: `AT+FTPEXTPUT=02` is `AT+FTPEXTPUT=2`. */
const ZEROS: Run = { notation: '"0"', bytes: [0x30], min: 0, max: 9 };

const runsOf = (head: string): Run[] =>
  Array.from(head).flatMap((c, i) => (/\d/.test(c) && /[=,]/.test(head.charAt(i - 1)) ? [ZEROS, one(c)] : [one(c)]));

/** V.250 sections 5.3 and 6.3.1: a letter and digits are a command; others go on to a semicolon, D to the end. */
function parameters(head: string, free: Run): Run {
  const basic = /^AT(?:&?[A-CE-Z]?\d*|S\d+=)$/.test(head);
  const others = head.startsWith('ATD') ? free.bytes : free.bytes.filter((byte) => byte !== 0x3b);
  const bytes = basic ? (CLASSES.get('digit') ?? []) : others;
  return { ...free, bytes: head === 'AT' ? [] : bytes };
}

/** The echo's text, the head in the place of its `AT`; undefined where it has none. */
function beginningWith(head: string, type: TextType): TextType | undefined {
  const free = type.runs.at(-1);
  const at = type.runs.findIndex((run) => run.min === 1 && run.bytes.includes(0x41));
  if (!free || at < 0 || at !== type.runs.length - 3) return undefined;
  const rest = parameters(head, free);
  const max = rest.bytes.length === 0 ? 0 : free.max - (head.length - 2);
  return { ...type, runs: [...type.runs.slice(0, at), ...runsOf(head), { ...rest, min: 0, max }] };
}

function headLine(form: Form, head: Head, index: number): Line[] {
  const [variant] = form.variants;
  const [atom] = variant?.atoms ?? [];
  if (atom?.kind !== 'field' || atom.type.kind !== 'text' || variant?.atoms.length !== 1) return [];
  const type = beginningWith(head.text, atom.type);
  return type ? [{ ...lineOf(form, [{ atoms: [{ ...atom, type }] }]), head: index }] : [];
}

/** Longest heads first: that one holds. */
export function echoLines(form: Form, heads: readonly Head[]): readonly Line[] {
  const order = heads.map((_, i) => i).sort((a, b) => (heads[b]?.text.length ?? 0) - (heads[a]?.text.length ?? 0));
  return order.flatMap((i) => headLine(form, heads[i] as Head, i));
}
