/** A grammar with some of its forms only: for firmware that asks for no more. */
import type { Answering, Atom, Command, Form, Model } from '../model/model.js';

export interface Selection {
  /** Types of forms, beginnings of types (`cip*`), or chapters, as their files are called (`tcpip`). None: all. */
  readonly forms?: readonly string[];
  readonly without?: readonly string[];
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

const chapterOf = ({ location }: Form): string => location.file.replace(/^.*\//, '').replace(/\.at$/, '');

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

export function select(model: Model, { forms, without = [], strict = false }: Selection): Selected {
  const wanted = forms === undefined ? model.forms : forms.flatMap((name) => named(model.forms, name));
  const unwanted = new Set(without.flatMap((name) => named(model.forms, name)));
  const chosen = new Set(wanted.filter((form) => !unwanted.has(form)));
  if (chosen.size === 0) throw new SelectionError('no form is left: choose at least one');
  const kept = model.forms.filter((form) => chosen.has(form));
  const types = new Set(kept.map(({ type }) => type));
  const remarks: string[] = [];
  const commands = model.commands.map((command) => commandWith(command, types));
  for (const [i, command] of model.commands.entries()) {
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
