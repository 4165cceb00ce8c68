/** A grammar with some of its forms only: for firmware that asks for no more. */
import type { Answering, Atom, Command, Form, Model } from '../model/model.js';

export interface Selection {
  /** Types of forms, beginnings of types (`cip*`), or chapters, as their files are called (`tcpip`). None: all. */
  readonly forms?: readonly string[];
  readonly without?: readonly string[];
  /** The same of commands: `cipstart`, `cip*`, or a chapter: `commands-tcpip`, or `tcpip` for short. None: all. */
  readonly commands?: readonly string[];
  /** Only what the manual prints: no tolerated literals, no second spellings. */
  readonly strict?: boolean;
}

export interface Selected {
  readonly model: Model;
  /** What was left out because it refers to forms that are not there. */
  readonly remarks: readonly string[];
}

export class SelectionError extends Error {
  override readonly name = 'SelectionError';
}

const chapterOf = ({ location }: Form | Command): string => location.file.replace(/^.*\//, '').replace(/\.at$/, '');

function isNamed(form: Form, name: string): boolean {
  if (name.endsWith('*')) return form.type.startsWith(name.slice(0, -1));
  return form.type === name || chapterOf(form) === name;
}

/** A form is meant before a chapter of the same name. */
function named(forms: readonly Form[], name: string): readonly Form[] {
  const exact = forms.filter(({ type }) => type === name);
  const found = exact.length > 0 ? exact : forms.filter((form) => isNamed(form, name));
  if (found.length > 0) return found;
  const chapters = [...new Set(forms.map(chapterOf))].join(', ');
  throw new SelectionError(
    `no form and no chapter is called '${name}': expected a type, as 'csq', a beginning, as 'cip*', or one of the chapters ${chapters}`,
  );
}

/** As the files of commands are called. */
const PREFIX = 'commands-';

function isCommandNamed(command: Command, name: string): boolean {
  if (name.endsWith('*')) return command.name.startsWith(name.slice(0, -1));
  const chapter = chapterOf(command);
  return command.name === name || chapter === name || chapter === PREFIX + name;
}

function commandsNamed(commands: readonly Command[], name: string): readonly Command[] {
  const exact = commands.filter((command) => command.name === name);
  const found = exact.length > 0 ? exact : commands.filter((command) => isCommandNamed(command, name));
  if (found.length > 0) return found;
  const chapters = [...new Set(commands.map(chapterOf))].join(', ');
  throw new SelectionError(
    `no command and no chapter is called '${name}': expected a command, as 'cipstart', a beginning, as 'cip*', or one of the chapters ${chapters}`,
  );
}

function chosenCommands({ commands }: Model, names: readonly string[] | undefined): readonly Command[] {
  if (names === undefined) return commands;
  const chosen = new Set(names.flatMap((name) => commandsNamed(commands, name)));
  return commands.filter((command) => chosen.has(command));
}

export function select(model: Model, selection: Selection): Selected {
  const { forms, without = [], strict = false } = selection;
  const wanted = forms === undefined ? model.forms : forms.flatMap((name) => named(model.forms, name));
  const unwanted = new Set(without.flatMap((name) => named(model.forms, name)));
  const chosen = new Set(wanted.filter((form) => !unwanted.has(form)));
  if (chosen.size === 0) throw new SelectionError('no form is left: choose at least one');
  const kept = model.forms.filter((form) => chosen.has(form));
  const types = new Set(kept.map(({ type }) => type));
  const remarks: string[] = [];
  const wantedCommands = chosenCommands(model, selection.commands);
  const commands = wantedCommands.map((command) => commandWith(command, types));
  for (const [i, command] of wantedCommands.entries()) {
    const gone = typesOf(command).filter((type) => !types.has(type));
    if (gone.length > 0 && typesOf(commands[i] as Command).length > 0)
      remarks.push(`command ${command.name}: without ${[...new Set(gone)].join(', ')}`);
  }
  const spelled = strict ? kept.map(canonical) : kept;
  return {
    model: {
      ...model,
      forms: spelled.map((form) => withoutTrailer(form, types, remarks)),
      commands: commands.filter((command) => typesOf(command).length > 0),
      defaults: answeringWith(model.defaults, types),
    },
    remarks,
  };
}

const typesIn = ({ answers, results, lateResults }: Answering): readonly string[] => [
  ...answers,
  ...results,
  ...lateResults,
];

function typesOf({ answering, shapes }: Command): string[] {
  return [answering, ...shapes].flatMap(typesIn);
}

function answeringWith<A extends Answering>(answering: A, types: ReadonlySet<string>): A {
  const here = (names: readonly string[]): readonly string[] => names.filter((name) => types.has(name));
  return {
    ...answering,
    answers: here(answering.answers),
    results: here(answering.results),
    successes: here(answering.results.slice(0, answering.successes)).length,
    lateResults: here(answering.lateResults),
    lateSuccesses: here(answering.lateResults.slice(0, answering.lateSuccesses)).length,
  };
}

function commandWith(command: Command, types: ReadonlySet<string>): Command {
  return {
    ...command,
    answering: answeringWith(command.answering, types),
    shapes: command.shapes.map((shape) => answeringWith(shape, types)),
  };
}

function withoutTrailer(form: Form, types: ReadonlySet<string>, remarks: string[]): Form {
  const { ending } = form;
  if (ending.kind !== 'payload' || ending.trailer === undefined || types.has(ending.trailer)) return form;
  remarks.push(`form ${form.type}: what follows its payload, ${ending.trailer}, is not there`);
  return { ...form, ending: { ...ending, trailer: undefined } };
}

function canonical(form: Form): Form {
  return { ...form, variants: form.variants.map(({ atoms }) => ({ atoms: atoms.map(canonicalAtom) })) };
}

function canonicalAtom(atom: Atom): Atom {
  return atom.kind === 'literal' ? { kind: 'literal', canonical: atom.canonical, accepts: [atom.canonical] } : atom;
}
