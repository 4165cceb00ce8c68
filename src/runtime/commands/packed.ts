/**
 * The commands of a grammar as generated code writes them: a text a command, because a bundle carries every byte of them.
 * They are unpacked when a command is first written or read.
 *
 *     chf|t|r|w<mode:0..1>,{0}<state:0..4>|+1
 *
 * is AT+CHF=?, AT+CHF?, and AT+CHF= with a mode, a comma, blanks as list 0 of spellings has them, and a state, or (`+`) the
 * first of these pieces and no more. Between `|`:
 *
 *     name            the type; with a head of its own `echo-control=AT+ECHO`, with ! before the = no CR follows
 *     t r w x PIECES  a way to write the form: test, read, write, execute
 *     +N PIECES       another way: the first N pieces (in base 36) are those of the way before
 *
 *     <name:1..3>     a number; a minimum of 0 is left out
 *     <name:#2>       a field of type 2 of the list
 *     {1}             a text in one of the spellings of list 1
 *     [PIECES]        an optional part
 *     \3C             the character with this code; others are as they are written
 */
import type { PieceSpec, TypeSpec, VariantSpec } from '../values/spec.js';
import type { CommandSpec, CommandSpecs, Form, WaySpec } from './spec.js';

export interface PackedCommands {
  readonly commands: readonly string[];
  /** Types that are no numbers. */
  readonly types: readonly TypeSpec[];
  readonly spellings: readonly (readonly string[])[];
}

const FORMS: Readonly<Record<string, Form>> = { t: 'test', r: 'read', w: 'write', x: 'execute' };

const TOKEN = /<([^:]+):([^>]*)>|\{(\d+)\}|([[\]])|((?:\\[0-9A-F]{2}|[^<{[\]\\])+)/g;

const plain = (text: string): string =>
  text.replace(/\\(..)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

function typeOf(text: string, types: readonly TypeSpec[]): TypeSpec {
  if (text.startsWith('#')) return types[Number(text.slice(1))] ?? {};
  const [first = '', last] = text.split('..');
  return last === undefined ? { min: 0, max: Number(first) } : { min: Number(first), max: Number(last) };
}

function piecesOf(text: string, { types, spellings }: PackedCommands): VariantSpec {
  const open: (PieceSpec | VariantSpec)[][] = [[]];
  for (const [, name, type = '', spelling, bracket, literal] of text.matchAll(TOKEN)) {
    const inner = open.at(-1) ?? [];
    if (name !== undefined) inner.push({ [name]: typeOf(type, types) });
    else if (spelling !== undefined) inner.push({ spelt: spellings[Number(spelling)] ?? [] });
    else if (literal !== undefined) inner.push(plain(literal));
    else if (bracket === '[') open.push([]);
    else if (open.pop()) open.at(-1)?.push(inner);
  }
  return open[0] ?? [];
}

/** `w<mode:1>`, `+1`: which form, and its pieces. */
function wayOf(text: string, before: VariantSpec, packed: PackedCommands): VariantSpec {
  if (!text.startsWith('+')) return piecesOf(text.slice(1), packed);
  return [...before.slice(0, Number.parseInt(text.charAt(1), 36)), ...piecesOf(text.slice(2), packed)];
}

/** `first`: how many ways there are before this command. */
function commandOf(text: string, first: number, packed: PackedCommands): [name: string, spec: CommandSpec] {
  const [title = '', ...ways] = text.split('|');
  const [name = '', head] = title.split('=');
  const found: Partial<Record<Form, WaySpec[]>> = {};
  let form: Form = 'execute';
  let pieces: VariantSpec = [];
  for (const [i, way] of ways.entries()) {
    form = FORMS[way.charAt(0)] ?? form;
    pieces = wayOf(way, pieces, packed);
    found[form] = [...(found[form] ?? []), [first + i, pieces]];
  }
  const type = name.replace('!', '');
  const atOnce = type === name ? {} : { atOnce: true as const };
  return [type, { head: head === undefined ? `AT+${type.toUpperCase()}` : plain(head), ...atOnce, ...found }];
}

const unpacked = new WeakMap<PackedCommands, CommandSpecs>();

/** The same object for the same commands. */
export function commandSpecs(packed: PackedCommands): CommandSpecs {
  const known = unpacked.get(packed);
  if (known) return known;
  let ways = 0;
  const all = packed.commands.map((text) => {
    const first = ways;
    ways += text.split('|').length - 1;
    return commandOf(text, first, packed);
  });
  const specs = Object.fromEntries(all);
  unpacked.set(packed, specs);
  return specs;
}
