import { describeType } from '../../model/describe.js';
import { narrowed } from '../../model/meanings.js';
import { type Command, type Ending, type Field, type Form, type Model, OWN_READ, OWN_TEST } from '../../model/model.js';
import { chapterOf } from './links.js';

/** The forms and commands of one grammar file. */
export interface Chapter {
  /** `tcpip` for grammar/tcpip.at; also the anchor in documents. */
  readonly name: string;
  readonly file: string;
  readonly forms: readonly Form[];
  readonly commands: readonly Command[];
}

export function chapters({ forms, commands }: Model): Chapter[] {
  const files = [...new Set([...forms, ...commands].map(({ location }) => location.file))].sort();
  return files.map((file) => ({
    name: chapterOf(file),
    file,
    forms: forms.filter(({ location }) => location.file === file),
    commands: commands.filter(({ location }) => location.file === file),
  }));
}

/** The doc comment of a form or command in two: what it says, and where it is. */
export function splitDoc(form: Pick<Form, 'doc'>): { text: string; source: string } {
  const at = form.doc.findIndex((line) => line.startsWith('Source:'));
  const [text, source] = at < 0 ? [form.doc, []] : [form.doc.slice(0, at), form.doc.slice(at)];
  return { text: text.join(' '), source: source.join(' ').replace(/^Source: */, '') };
}

/** `0..7, optional. The connection that …` */
export function describeField(field: Field): string {
  const types = [...new Set(field.types.map(describeType))].join(' or ');
  const shape = `${types}${field.optional ? ', optional' : ''}`;
  return field.doc.length === 0 ? shape : `${shape}. ${narrowed(field.doc, field.types).join(' ')}`;
}

/** What a form needs or does beyond its line, a sentence each. */
export function notes(form: Form): string[] {
  const { ending, whileInFlight: on, transparent, transparentOf: of, numeric, restarts } = form;
  return [
    ...(form.fallback ? ['Yields to every other form.'] : []),
    ...(on === 'any' ? ['Only while a command is in flight.'] : []),
    ...(Array.isArray(on) ? [whileNote(on.join(' or '), form.yields)] : []),
    ...readingNotes(form),
    ...(transparent === 'begins' ? ['Begins transparent mode.'] : []),
    ...(transparent === 'ends' ? [`Ends transparent mode${of ? ` that ${of.join(' or ')} began` : ''}.`] : []),
    ...(transparent === 'ends-when-asked' ? ['Ends transparent mode once the host has asked to leave.'] : []),
    ...(restarts ? ['No command is in flight after it.'] : []),
    ...(numeric === undefined ? [] : [`With ATV0: ${numeric}.`]),
    ...endingNotes(ending),
  ];
}

/** What is said in the notation as `test` and `read`. */
const OWN: Readonly<Record<string, string>> = {
  [OWN_TEST]: 'its own command is in flight as a test (`AT+X=?`)',
  [OWN_READ]: 'its own command is in flight as a read (`AT+X?`)',
};

/** The readings after the first, by what they are alive in. */
function readingNotes({ variants }: Form): string[] {
  const states = new Set(variants.flatMap(({ whileInFlight: heads }) => (heads ? [heads.join(' or ')] : [])));
  return [...states].map((state) => `More lines are read as it while ${OWN[state] ?? `${state} is in flight`}.`);
}

function whileNote(commands: string, yields: boolean): string {
  return yields
    ? `Goes before a form of the same bytes while ${commands} is in flight, and yields to it otherwise.`
    : `Only while ${commands} is in flight.`;
}

function endingNotes(ending: Ending): string[] {
  if (ending.kind === 'at-once') return ['Known at once, without a line end after it.'];
  if (ending.kind === 'line') return ending.cr ? ['A single CR ends it too.'] : [];
  return [
    `As many bytes as \`${ending.length}\` says follow${ending.unit === 'hex' ? ', two hexadecimal digits each' : ''}.`,
  ];
}
