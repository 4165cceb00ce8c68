/**
 * A part of a grammar: some of its chapters, of its forms, of its commands. What refers to something that is not there goes too,
 * with a remark: a form whose field has no type, the name of an absent form among the answers to a command.
 */

import { CLASSES } from './model/classes.js';
import { BUILT_IN } from './model/types.js';
import type { Clause, Entry, Name, ShapeNode, Type } from './notation/ast.js';
import type { Finding } from './notation/errors.js';
import { fieldsIn } from './notation/walk.js';

/**
 * A name is that of a form or a command, a pattern in which `*` stands for any letters, or a chapter, as its file is called
 * (`tcpip`; of commands also `commands-tcpip`). What has just this name goes before the rest.
 */
export interface Selection {
  /** The forms to keep. Default: all. */
  readonly forms?: readonly string[] | undefined;
  /** The forms to leave out. */
  readonly without?: readonly string[] | undefined;
  /** The commands to keep. Default: all. */
  readonly commands?: readonly string[] | undefined;
  /**
   * Hears what was dropped because it refers to something that is not there. Where it is missing, and nothing is left out
   * by name, such a reference is an error.
   */
  readonly onRemark?: ((remark: Finding) => void) | undefined;
}

const isPartial = ({ forms, without, onRemark }: Selection): boolean =>
  forms !== undefined || without !== undefined || onRemark !== undefined;

/** What the caller has named is not in the grammar, or leaves nothing of it. */
export class SelectionError extends RangeError {
  override readonly name: string = 'SelectionError';
}

/** The caller has named a form that the grammar does not have. */
export class UnknownFormError extends SelectionError {
  override readonly name = 'UnknownFormError';
  /** The name, or the pattern that no name matches. */
  readonly form: string;

  constructor(form: string, chapters: readonly string[]) {
    super(
      `no form and no chapter is called ${JSON.stringify(form)}: expected a type, as 'csq', a pattern, as 'cip*', or one of the chapters ${chapters.join(', ')}`,
    );
    this.form = form;
  }
}

/** For callers without types. Throws RangeError that names what there is. */
export function requireOneOf(what: string, name: string, known: readonly string[]): void {
  if (!known.includes(name))
    throw new RangeError(`no ${what} is called ${JSON.stringify(name)}: expected one of ${known.join(', ')}`);
}

function unknownCommand(name: string, chapters: readonly string[]): SelectionError {
  return new SelectionError(
    `no command and no chapter is called ${JSON.stringify(name)}: expected a command, as 'cipstart', a pattern, as 'cip*', or one of the chapters ${chapters.join(', ')}`,
  );
}

function patternOf(name: string): RegExp {
  const parts = name.split('*').map((part) => part.replace(/[^a-z0-9-]/gi, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

const chapterOf = ({ name }: Entry): string => name.location.file.replace(/^.*\//, '').replace(/\.at$/, '');

/** As the files of commands are called. */
const OF_COMMANDS = 'commands-';

/** Those that a name means. */
function named(entries: readonly Entry[], name: string): readonly Entry[] {
  const exact = entries.filter((entry) => entry.name.text === name);
  if (exact.length > 0) return exact;
  const pattern = patternOf(name);
  return entries.filter((entry) => {
    const chapter = chapterOf(entry);
    return pattern.test(entry.name.text) || chapter === name || chapter === OF_COMMANDS + name;
  });
}

type Unknown = (name: string, chapters: readonly string[]) => Error;

/** Those that some name means; throws what `unknown` says of a name that means none. */
function allNamed(entries: readonly Entry[], names: readonly string[], unknown: Unknown): ReadonlySet<Entry> {
  const found = names.map((name) => named(entries, name));
  const idle = found.findIndex((some) => some.length === 0);
  if (idle >= 0) throw unknown(names[idle] ?? '', [...new Set(entries.map(chapterOf))]);
  return new Set(found.flat());
}

const isForm = (entry: Entry): boolean => entry.node === 'form';

function chosenForms(all: readonly Entry[], { forms, without = [] }: Selection): ReadonlySet<Entry> {
  const unknown: Unknown = (name, chapters) => new UnknownFormError(name, chapters);
  const wanted = forms === undefined ? all : [...allNamed(all, forms, unknown)];
  const unwanted = allNamed(all, without, unknown);
  const kept = wanted.filter((entry) => !unwanted.has(entry));
  if (all.length > 0 && kept.length === 0) throw new SelectionError('no form is left: choose at least one');
  return new Set(kept);
}

function chosenCommands(all: readonly Entry[], { commands }: Selection): ReadonlySet<Entry> {
  return commands === undefined ? new Set(all) : allNamed(all, commands, unknownCommand);
}

function chosen(entries: readonly Entry[], selection: Selection): Entry[] {
  const forms = chosenForms(entries.filter(isForm), selection);
  const commands = chosenCommands(
    entries.filter(({ node }) => node === 'command'),
    selection,
  );
  return entries.filter((entry) => {
    if (isForm(entry)) return forms.has(entry);
    return entry.node === 'command' ? commands.has(entry) : true;
  });
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
  const kept = chosen(entries, selection);
  if (!isPartial(selection)) return kept;
  const remark = selection.onRemark ?? (() => undefined);
  const typed = withTypes(kept, remark);
  const references = new References(typed, remark);
  return withEnds(
    typed.map((entry) => references.of(entry)),
    remark,
  );
}
