/**
 * A nearley grammar of the same lines, character by character: written from the model alone, with nothing of the
 * automaton in it, so that the two can be compared. Fallback forms are left out. A start symbol a state of the line, and
 * one for the lines of the host.
 */
import { commandLike, formOfShape, frontOf } from '../../model/command-forms.js';
import { knownNames } from '../../model/known-names.js';
import type {
  Atom,
  Command,
  CommandShape,
  FieldAtom,
  FieldType,
  Form,
  Model,
  TextType,
  Variant,
} from '../../model/model.js';
import { partsOf } from '../../model/parts.js';
import { isSized } from '../../model/sized.js';
import { characterClass, members, textPattern } from '../../model/text-pattern.js';
import { banner } from '../banner.js';

/** Where a line begins: in no state, or while a command is in flight that forms are bound to. */
interface ReferenceState {
  readonly start: string;
  readonly command: string | undefined;
  /** What forms are bound to, as the notation has it. */
  readonly pattern: string | undefined;
}

const PREAMBLE = `@{%
const joined = (d) => d.join('');
const flat = (d) => (Array.isArray(d) ? d.map(flat).join('') : d === null ? '' : d);
const number = (min, max) => (d, _, reject) => {
  const spelt = flat(d);
  const value = Number(spelt);
  const fits = spelt.replace('-', '').length <= 10 && value >= min && value <= max && !(spelt.startsWith('-') && value === 0);
  return fits ? value : reject;
};
const octet = (d, _, reject) => (Number(flat(d)) <= 255 ? flat(d) : reject);
const ipv4 = (d, _, reject) => (flat(d).length <= 15 ? flat(d).split('.').map(Number).join('.') : reject);
const text = (pattern, lines, not) => (d, _, reject) => {
  const spelt = flat(d);
  return pattern.test(spelt) && spelt.split('\\n').length - 1 <= lines && !not.includes(spelt) ? spelt : reject;
};
const byte = ([before, high, low]) => before + String.fromCharCode(parseInt(high + low, 16));
const missing = () => undefined;
const before = (ends, made) => (d, _, reject) => (ends.test(flat(d[d.length - 1])) ? reject : made(d, _, reject));
const form = (type, bound, names, length, sizes) => (d, _, reject) => {
  const fields = Object.fromEntries(names.flatMap((name, i) => (name === '' || d[i] === undefined ? [] : [[name, d[i]]])));
  if (length !== '' && fields.payload.length !== fields[length]) return reject;
  // A line end is part of a text only if it has as many bytes as are said of it.
  if (Object.entries(sizes).some(([name, size]) => /[\\r\\n]/.test(fields[name] ?? '') && fields[name].length !== fields[size])) return reject;
  return { type, bound, fields };
};
%}
`;

/** What goes on is joined byte by byte: a list in a list for each would be walked anew at every byte. */
const FIXED = `eol -> "\\r\\n" | "\\n" | "\\r\\r\\n"
digits -> [0-9] {% joined %} | digits [0-9] {% joined %}
signed -> digits | "-" digits
octet -> digits {% octet %}
ipv4 -> octet "." octet "." octet "." octet {% ipv4 %}
bytes -> null {% joined %} | bytes [\\x00-\\xff] {% joined %}
hex -> null {% joined %} | hex [0-9A-Fa-f] [0-9A-Fa-f] {% byte %}
`;

/** Rules made on the way, one for each distinct right-hand side. */
class Rules {
  readonly #names = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  readonly lines: string[] = [];

  named(stem: string, body: (name: string) => string): string {
    const id = `${stem} ${body('')}`;
    const known = this.#names.get(id);
    if (known !== undefined) return known;
    const count = (this.#counts.get(stem) ?? 0) + 1;
    this.#counts.set(stem, count);
    const name = `${stem}_${count}`;
    this.#names.set(id, name);
    this.lines.push(body(name));
    return name;
  }
}

function spellings(all: readonly string[], rules: Rules): string {
  const spelt = all.map((text) => (text === '' ? 'null' : JSON.stringify(text)));
  return spelt.length === 1 ? `${spelt[0]}` : rules.named('literal', (name) => `${name} -> ${spelt.join(' | ')}`);
}

function text(type: TextType, atom: FieldAtom, rules: Rules, known: readonly string[]): string {
  const union = new Set(type.runs.flatMap((run) => [...members(run, type), ...(type.quotes ? [0x22] : [])]));
  const one = characterClass([...union]);
  const lines = type.lines > 0 ? type.lines : 'Infinity';
  const check = `text(/${textPattern(type, atom)}/, ${lines}, ${type.unknownName ? JSON.stringify(known) : '[]'})`;
  const run = rules.named('run', (name) => `${name} -> null {% joined %} | ${name} ${one} {% joined %}`);
  return rules.named('text', (name) => `${name} -> ${run} {% ${check} %}`);
}

function field(atom: FieldAtom, rules: Rules, known: readonly string[]): string {
  const symbol = symbolOf(atom, rules, known);
  return atom.optional ? rules.named('place', (name) => `${name} -> ${symbol} {% id %} | null {% missing %}`) : symbol;
}

function symbolOf(atom: FieldAtom, rules: Rules, known: readonly string[]): string {
  const type: FieldType = atom.type;
  if (type.kind === 'ipv4') return 'ipv4';
  if (type.kind === 'text') return text(type, atom, rules, known);
  if (type.kind === 'words') {
    const words = type.words.map((word) => `${word === '' ? 'null' : JSON.stringify(word)} {% flat %}`);
    return rules.named('word', (name) => `${name} -> ${words.join(' | ')}`);
  }
  const digits = type.min < 0 ? 'signed' : 'digits';
  return rules.named('number', (name) => `${name} -> ${digits} {% number(${type.min}, ${type.max}) %}`);
}

/** What follows the text: a tolerated literal, or the payload. */
function endOf({ ending }: Form): { symbols: string[]; names: string[]; length: string } {
  if (ending.kind === 'line') return { symbols: [], names: [], length: '' };
  if (ending.kind === 'at-once') {
    return { symbols: ending.tail === '' ? [] : [`${JSON.stringify(ending.tail)}:?`], names: [], length: '' };
  }
  const eol = ending.afterLineEnd;
  return {
    symbols: eol ? ['eol', ending.unit] : [ending.unit],
    names: eol ? ['', 'payload'] : ['payload'],
    length: ending.length,
  };
}

/** By the name of a text the field that says its size. */
function sizesIn({ atoms }: Variant): Readonly<Record<string, string>> {
  return Object.fromEntries(atoms.filter(isSized).map(({ name, type }) => [name, type.sized]));
}

/** What appears before and after the atoms of a variant. */
interface Around {
  readonly front: string;
  /** What ends a line, and is no part of a text without quotation marks. */
  readonly ends?: string | undefined;
}

/** The symbols of a variant, and what is made of them. */
function variantSymbols(form: Form, variant: Variant, rules: Rules, known: readonly string[], around?: Around): string {
  const { front = 'null', ends } = around ?? {};
  const symbolsOf = (atom: Atom): string[] => {
    if (atom.kind === 'line-end') return ['eol'];
    return atom.kind === 'field' ? [field(atom, rules, known)] : partsOf(atom).map((part) => spellings(part, rules));
  };
  // Nothing is no symbol: it has no place among the values of a parse.
  const parts = variant.atoms.map((atom) => ({ atom, symbols: symbolsOf(atom).filter((symbol) => symbol !== 'null') }));
  const end = endOf(form);
  const first = front === 'null' ? [] : [front];
  const symbols = [...first, ...parts.flatMap((part) => part.symbols), ...end.symbols];
  const named = parts.flatMap((part) => part.symbols.map(() => (part.atom.kind === 'field' ? part.atom.name : '')));
  const names = [...first.map(() => ''), ...named, ...end.names];
  const bound = form.whileInFlight !== undefined;
  const made = `form(${JSON.stringify(form.type)}, ${bound}, ${JSON.stringify(names)}, ${JSON.stringify(end.length)}, ${JSON.stringify(sizesIn(variant))})`;
  const result = ends === undefined ? made : `before(${ends}, ${made})`;
  return `${symbols.length === 0 ? 'null' : symbols.join(' ')} {% ${result} %}`;
}

const ruleName = (form: Form): string => `form_${form.type.replaceAll('-', '_')}`;

/** The start symbol of the lines of the host. */
export const COMMANDS = 'command';

const SEPARATED = `${COMMANDS} -> " ":* "AT"i separators one_command separators {% (d) => d[3] %}
separators -> null | separators [ ;]
`;
/** What is to be dialled is all the rest of the line, a semicolon too. */
const DIALLED = `${COMMANDS} -> " ":* "AT"i separators dial_command " ":* {% (d) => d[3] %}
`;

const ENDS: Readonly<Record<string, string>> = { one_command: '/[ ;]$/', dial_command: '/ $/' };

function startOf(front: string, atOnce: boolean): string {
  if (atOnce) return COMMANDS;
  return front.startsWith('ATD') ? 'dial_command' : 'one_command';
}

/** A name in either case. */
const caseless = (name: string): string => (name === '' ? 'null' : `${JSON.stringify(name)}i`);

function shapeRules(command: Command, shape: CommandShape, rules: Rules): string[] {
  const form = formOfShape(command, shape);
  const front = frontOf(command, shape);
  const head = caseless(shape.atOnce ? front : front.replace(/^AT/, ''));
  const start = startOf(front, shape.atOnce);
  const around = { front: head, ends: ENDS[start] };
  return shape.variants.map((variant) => `${start} -> ${variantSymbols(form, variant, rules, [], around)}`);
}

/** Every way to write a command that is described. */
function commandRules({ commands }: Model, rules: Rules): string[] {
  const shapes = commands.flatMap((command) => command.shapes.flatMap((shape) => shapeRules(command, shape, rules)));
  const has = (start: string): boolean => shapes.some((rule) => rule.startsWith(`${start} `));
  const separated = [...(has('one_command') ? [SEPARATED] : []), ...(has('dial_command') ? [DIALLED] : [])];
  return shapes.length === 0 ? [] : ['# the lines of the host', ...separated, ...shapes];
}

/** One state for no command, and one for each command that forms are bound to. */
export function referenceStates(model: Model): ReferenceState[] {
  const bound = model.forms
    .filter((form) => !form.fallback)
    .flatMap(({ whileInFlight: on }) => (Array.isArray(on) ? on : []));
  const commands = [...new Set<string>(bound)];
  const states = commands.map((pattern, at) => ({
    start: `in_flight_${at + 1}`,
    command: commandLike(pattern),
    pattern,
  }));
  return [{ start: 'idle', command: undefined, pattern: undefined }, ...states];
}

const headerOf = ({ variants }: Form): string =>
  JSON.stringify(variants, (key, value: unknown) => (key === 'location' ? undefined : value));

/** Of two forms with the same header the bound one holds, whatever its payload turns out to be. */
function withoutHidden(alive: readonly Form[]): Form[] {
  const hiding = alive
    .filter((form) => form.whileInFlight !== undefined && form.ending.kind === 'payload')
    .map(headerOf);
  return alive.filter((form) => form.whileInFlight !== undefined || !hiding.includes(headerOf(form)));
}

function startRule({ start, command, pattern }: ReferenceState, forms: readonly Form[]): string {
  const alive = forms.filter(({ whileInFlight: on }) => {
    if (on === undefined || pattern === undefined) return on === undefined;
    return on === 'any' || on.includes(pattern);
  });
  const comment = command === undefined ? '' : `# while ${command}\n`;
  return `${comment}${start} -> ${withoutHidden(alive)
    .map((form) => `${ruleName(form)} {% id %}`)
    .join(' | ')}`;
}

/** generated/reference.ne: the model as a nearley grammar, each parse `{ type, bound, fields }`; a command's type is its name and form. */
export function emitReference(model: Model): string {
  const rules = new Rules();
  const known = knownNames(model);
  const forms = model.forms.filter((form) => !form.fallback);
  const starts = referenceStates(model).map((state) => startRule(state, forms));
  const bodies = forms.flatMap((form) =>
    form.variants.map((variant) => `${ruleName(form)} -> ${variantSymbols(form, variant, rules, known)}`),
  );
  const commands = commandRules(model, rules);
  const head = banner(model, (line) => `# ${line}`);
  return [head, PREAMBLE, ...starts, '', FIXED, ...rules.lines, '', ...bodies, '', ...commands, ''].join('\n');
}
