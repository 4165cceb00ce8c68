/**
 * A part of a grammar: some of its chapters, or some of its forms. What refers to something that is not there goes too,
 * with a remark: a form whose field has no type, the name of an absent form among the answers to a command.
 */

import { CLASSES } from './model/classes.js';
import { BUILT_IN } from './model/types.js';
import type { Clause, Entry, Name, ShapeNode, Type } from './notation/ast.js';
import type { Finding } from './notation/errors.js';
import { fieldsIn } from './notation/walk.js';

export interface Selection {
  /** The forms to keep, by name; `*` in it stands for any letters. Default: all. */
  readonly forms?: readonly string[] | undefined;
  /** The forms to leave out, in the same way. */
  readonly without?: readonly string[] | undefined;
  /**
   * Hears what was dropped because it refers to something that is not there. Where it is missing, and nothing is left out
   * by name, such a reference is an error.
   */
  readonly onRemark?: ((remark: Finding) => void) | undefined;
}

const isPartial = ({ forms, without, onRemark }: Selection): boolean =>
  forms !== undefined || without !== undefined || onRemark !== undefined;

function patternOf(name: string): RegExp {
  const parts = name.split('*').map((part) => part.replace(/[^a-z0-9-]/gi, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

/** The caller has named a form that the grammar does not have. */
export class UnknownFormError extends RangeError {
  override readonly name = 'UnknownFormError';
  /** The name, or the pattern that no name matches. */
  readonly form: string;

  constructor(form: string) {
    super(`no form of the grammar is called ${JSON.stringify(form)}`);
    this.form = form;
  }
}

/** Throws UnknownFormError for a name that no form has. */
function matcher(names: readonly string[], forms: readonly string[]): (form: string) => boolean {
  const patterns = names.map(patternOf);
  const idle = names.find((_, i) => !forms.some((form) => patterns[i]?.test(form)));
  if (idle !== undefined) throw new UnknownFormError(idle);
  return (form) => patterns.some((pattern) => pattern.test(form));
}

const isForm = (entry: Entry): boolean => entry.node === 'form';

function chosen(entries: readonly Entry[], { forms, without = [] }: Selection): Entry[] {
  const names = entries.filter(isForm).map((entry) => entry.name.text);
  const wanted = forms === undefined ? () => true : matcher(forms, names);
  const unwanted = matcher(without, names);
  return entries.filter((entry) => !isForm(entry) || (wanted(entry.name.text) && !unwanted(entry.name.text)));
}

function typesOf(entry: Entry): Type[] {
  if (entry.node === 'field-type') return [entry.type];
  if (entry.node === 'form') return fieldsIn(entry.elements).map((field) => field.type);
  return entry.node === 'command' ? entry.shapes.flatMap((shape) => fieldsIn(shape.elements).map((f) => f.type)) : [];
}

const referencesOf = (entry: Entry): Name[] =>
  typesOf(entry).flatMap(({ core }) => (core.node === 'reference' ? [core.name] : []));

/** Without entries whose types are not there: what named those may be missing its own then. */
function withTypes(entries: readonly Entry[], remark: (remark: Finding) => void): readonly Entry[] {
  const declared = entries
    .filter(({ node }) => node === 'field-type' || node === 'broken')
    .map(({ name }) => name.text);
  const known = new Set([...declared, ...BUILT_IN.keys(), ...CLASSES.keys()]);
  const kept = entries.filter((entry) => {
    const missing = referencesOf(entry).find((name) => !known.has(name.text));
    if (missing === undefined) return true;
    const message = `\`${entry.name.text}\` is left out: there is no field type \`${missing.text}\``;
    remark({ location: missing.location, message });
    return false;
  });
  return kept.length === entries.length ? kept : withTypes(kept, remark);
}

class References {
  private readonly forms: ReadonlySet<string>;
  private readonly remark: (remark: Finding) => void;

  constructor(entries: readonly Entry[], remark: (remark: Finding) => void) {
    this.forms = new Set(entries.filter((e) => isForm(e) || e.node === 'broken').map(({ name }) => name.text));
    this.remark = remark;
  }

  private has({ text, location }: Name): boolean {
    if (this.forms.has(text)) return true;
    this.remark({ location, message: `\`${text}\` is left out here: there is no such form` });
    return false;
  }

  /** A clause of which nothing is left says nothing. */
  private clauses(clauses: readonly Clause[]): Clause[] {
    return clauses.flatMap((clause): Clause[] => {
      if (!('names' in clause)) return [clause];
      const names = clause.names.filter((name) => this.has(name));
      if (names.length === 0) return [];
      if (clause.node === 'answers') return [{ ...clause, names }];
      const succeeds = new Set(clause.names.slice(0, clause.successes));
      return [{ ...clause, names, successes: names.filter((name) => succeeds.has(name)).length }];
    });
  }

  private shape(shape: ShapeNode): ShapeNode {
    return { ...shape, clauses: this.clauses(shape.clauses) };
  }

  of(entry: Entry): Entry {
    if (entry.node === 'default') return { ...entry, clauses: this.clauses(entry.clauses) };
    if (entry.node === 'command') {
      const shapes = entry.shapes.map((shape) => this.shape(shape));
      return { ...entry, clauses: this.clauses(entry.clauses), shapes };
    }
    if (entry.node !== 'form' || entry.ending?.node !== 'payload' || entry.ending.trailer === undefined) return entry;
    return this.has(entry.ending.trailer) ? entry : { ...entry, ending: { ...entry.ending, trailer: undefined } };
  }
}

const saysWhatEnds = (entry: Entry): boolean =>
  entry.node === 'default' && entry.clauses.some((clause) => clause.node === 'ends');

/** Where nothing says what ends a command, only those stay that say it themselves. */
function withEnds(entries: readonly Entry[], remark: (remark: Finding) => void): Entry[] {
  if (entries.some(saysWhatEnds)) return [...entries];
  return entries.filter((entry) => {
    if (entry.node !== 'command') return true;
    const said = [entry.clauses, ...entry.shapes.map((shape) => shape.clauses)];
    if (said.some((clauses) => clauses.some((clause) => clause.node === 'ends'))) return true;
    remark({ location: entry.name.location, message: `\`${entry.name.text}\` is left out: nothing ends it` });
    return false;
  });
}

/** The entries that are wanted, and of those what can stand without the others. */
export function selected(entries: readonly Entry[], selection: Selection): readonly Entry[] {
  if (!isPartial(selection)) return entries;
  const remark = selection.onRemark ?? (() => undefined);
  const typed = withTypes(chosen(entries, selection), remark);
  const references = new References(typed, remark);
  return withEnds(
    typed.map((entry) => references.of(entry)),
    remark,
  );
}
