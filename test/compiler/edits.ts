/** Edits as authors of a grammar make them: some leave it right, most do not. */
import fc from 'fast-check';
import type { Source } from '../../src/compiler.js';

/** A form with its examples: what begins at the left margin, and what is indented under it. */
interface Written {
  readonly first: number;
  /** Of the line after it. */
  readonly end: number;
}

const BEGINS_FORM = /^(final|intermediate|response|urc|echo) /;

function formsIn(lines: readonly string[]): Written[] {
  return lines.flatMap((line, first) => {
    if (!BEGINS_FORM.test(line)) return [];
    const rest = lines.slice(first + 1);
    const more = rest.findIndex((each) => !each.startsWith(' '));
    return [{ first, end: more < 0 ? lines.length : first + 1 + more }];
  });
}

const LITERAL = /"(?:[^"\\]|\\.)+"/g;

/** The match whose turn it is, replaced. */
function replaceOne(text: string, pattern: RegExp, turn: number, by: (found: string) => string): string {
  const found = [...text.matchAll(pattern)];
  const one = found[turn % Math.max(1, found.length)];
  return one ? text.slice(0, one.index) + by(one[0]) + text.slice(one.index + one[0].length) : text;
}

const named = (entry: string, name: string): string => entry.replace(/^(\w+ +)([\w-]+)/, `$1${name}`);

type Change = (entry: string, turn: number, other: string) => string;

const headOf = (entry: string): string => entry.split('\n')[0] ?? '';

/** By what the author does. `other`: another form. */
const CHANGES: Readonly<Record<string, Change>> = {
  'deletes a form': () => '',
  'writes a form twice': (entry) => `${entry}\n${entry}`,
  'copies a form under another name': (entry) => `${entry}\n${named(headOf(entry), 'copied')}`,
  'copies a form that a command decides': (entry) => `${entry}\n${named(headOf(entry), 'copied')} while "AT+COPY"`,
  'renames a form': (entry) => named(entry, 'renamed'),
  'changes a letter of a text': (entry, turn) =>
    replaceOne(entry, LITERAL, turn, (text) => replaceOne(text, /[A-Z]/g, turn, (c) => (c === 'X' ? 'Y' : 'X'))),
  'begins a form like another': (entry, _, other) =>
    replaceOne(entry, LITERAL, 0, (own) => other.match(LITERAL)?.[0] ?? own),
  'copies the beginning of another form': (entry, turn, other) =>
    `${entry}\n${named(
      headOf(other)
        .split(/ {2,}|(?<=") /)
        .slice(0, 3 + (turn % 3))
        .join(' '),
      'begun',
    )}`,
  'moves a bound': (entry, turn) => replaceOne(entry, /\.\.\d+/g, turn, (bound) => `${bound}0`),
  'renames a field': (entry, turn) => replaceOne(entry, /\b[a-z]\w*(?=:)/g, turn, (name) => `${name}Renamed`),
  'makes a part optional': (entry) => entry.replace(/ (\w+:\S+)(\n|$)/, ' [$1]$2'),
  'changes what an example says': (entry, turn) => replaceOne(entry, /: \d+(?=[ ,])/g, turn, (value) => `${value}1`),
  'adds a text of any bytes': (entry) => `${entry}\nurc added "+" t:print 1..40`,
};

export interface Edit {
  readonly what: string;
  readonly form: number;
  readonly other: number;
  readonly turn: number;
}

export const edit: fc.Arbitrary<Edit> = fc.record({
  what: fc.constantFrom(...Object.keys(CHANGES)),
  form: fc.nat(10_000),
  other: fc.nat(10_000),
  turn: fc.nat(20),
});

/** The sources after an edit of one form. */
export function edited(sources: readonly Source[], { what, form, other, turn }: Edit): Source[] {
  const texts = sources.map(({ text }) => text.split('\n'));
  const all = texts.flatMap((lines, file) => formsIn(lines).map((written) => ({ ...written, file })));
  const entryOf = (index: number): string => {
    const { file, first, end } = all[index % all.length] as (typeof all)[number];
    return (texts[file] ?? []).slice(first, end).join('\n');
  };
  const { file, first, end } = all[form % all.length] as (typeof all)[number];
  const changed = CHANGES[what]?.(entryOf(form), turn, entryOf(other)) ?? '';
  return sources.map((source, index) => {
    if (index !== file) return source;
    const lines = texts[file] ?? [];
    return { ...source, text: [...lines.slice(0, first), changed, ...lines.slice(end)].join('\n') };
  });
}
