/** The table of commands as the runtime has it: what a line begins with, and what answers it. */
import { frontOf, SIGNS } from '../model/command-forms.js';
import {
  type Answering,
  COMMAND_FORMS,
  type Command,
  type CommandShape,
  type FieldType,
  type Model,
  type NumberType,
  type PromptDataEnd,
  type Variant,
} from '../model/model.js';
import { DEFAULT_DATA_END, promptDataOf } from '../model/prompt-data.js';

/** What the tokenizer and drivers know of a command. */
interface Behaviour extends Answering {
  readonly promptData: PromptDataEnd | undefined;
}

export interface CommandRow extends Behaviour {
  readonly name: string;
  /** The longest one that a command begins with decides. */
  readonly heads: readonly string[];
}
export interface CommandRows {
  readonly rows: readonly CommandRow[];
  /** Of a shape, or of a command without shapes. */
  readonly rowOf: ReadonlyMap<CommandShape | Command, number>;
}

/** The beginning of a command line, and how the commands that begin so behave. */
interface Beginning {
  readonly head: string;
  readonly answering: Behaviour;
  readonly shape?: CommandShape;
}

const isOne = (type: FieldType): type is NumberType => type.kind === 'number' && type.min === type.max;

/** Letters and digits that appear at the beginning of a variant whatever its fields are. */
function certainText({ atoms }: Variant): string {
  let text = '';
  for (const atom of atoms) {
    if (atom.kind === 'literal' && atom.accepts.length === 1) text += atom.canonical;
    else if (atom.kind === 'field' && !atom.optional && isOne(atom.type)) text += String(atom.type.min);
    else break;
  }
  return /^[0-9A-Za-z]*/.exec(text)?.[0].toUpperCase() ?? '';
}

function sharedBeginning(texts: readonly string[]): string {
  const [first = '', ...others] = texts;
  let length = first.length;
  while (others.some((text) => !text.startsWith(first.slice(0, length)))) length--;
  return first.slice(0, length);
}

/** What every line of the shape begins with: `AT+CIPSERVER=1`. */
export function headOf(command: Command, shape: CommandShape): string {
  return frontOf(command, shape) + sharedBeginning(shape.variants.map(certainText));
}

/** Only such a command can be tested, read and written; what its name begins with can be another one. */
const isExtended = (head: string): boolean => /^AT[+*]/.test(head);

function behaviourOf(
  { answers, results, successes, lateResults, lateSuccesses, sets, within }: Answering,
  promptData?: PromptDataEnd,
): Behaviour {
  return { answers, results, successes, lateResults, lateSuccesses, sets, within, promptData };
}

function ofShapes(command: Command, defaults: Answering): Beginning[] {
  const [head = ''] = command.heads;
  const heads = command.shapes.map((shape) => headOf(command, shape));
  const shapes = command.shapes.map((shape, i) => {
    const alike = command.shapes.filter((_, other) => heads[other] === heads[i]);
    return { head: heads[i] as string, answering: behaviourOf(shape, promptDataOf(alike)), shape };
  });
  const missing = COMMAND_FORMS.filter((form) => !command.shapes.some((shape) => shape.form === form));
  const others = missing.map((form) => ({ head: head + SIGNS[form], answering: behaviourOf(defaults) }));
  return isExtended(head) ? [...shapes, ...others] : shapes;
}

/** The clauses of a command do not hold for its test and read forms: those behave by default. */
function withoutShapes({ heads, answering }: Command, defaults: Answering, prompts: ReadonlySet<string>): Beginning[] {
  const own = behaviourOf(
    answering,
    answering.answers.some((type) => prompts.has(type)) ? DEFAULT_DATA_END : undefined,
  );
  const names = heads.filter(isExtended).map((head) => head.replace(/[=?].*$/s, ''));
  const tested = [...new Set(names)].flatMap((name) => [name + SIGNS.test, name + SIGNS.read]);
  return [
    ...heads.map((head) => ({ head, answering: own })),
    ...tested.filter((head) => !heads.includes(head)).map((head) => ({ head, answering: behaviourOf(defaults) })),
  ];
}

const keyOf = (answering: Behaviour): string => JSON.stringify(answering);

/** What the tokenizer goes by, as text to compare. */
export const followedBy = ({
  results,
  lateResults,
  sets,
  promptData,
}: Answering & { readonly promptData?: PromptDataEnd | undefined }): string =>
  JSON.stringify({ results, lateResults, sets, promptData });

/** The behaviour by beginning; of several shapes with the same one, that of the first. */
function behaviours(beginnings: readonly Beginning[]): Map<string, Behaviour> {
  return new Map([...beginnings].reverse().map(({ head, answering }) => [head, answering]));
}

/** A beginning says nothing new to the tokenizer if the longest one before it says the same. */
function isNew(head: string, known: ReadonlyMap<string, Behaviour>): boolean {
  const shorter = [...known].filter(([other]) => other !== head && head.startsWith(other));
  const longest = shorter.sort(([a], [b]) => b.length - a.length)[0];
  return longest === undefined || followedBy(longest[1]) !== followedBy(known.get(head) ?? longest[1]);
}

interface RowsOfCommand {
  readonly rows: readonly CommandRow[];
  readonly shapes: readonly (readonly [CommandShape, number])[];
}

function rowsOf(all: readonly Beginning[], name: string): RowsOfCommand {
  const known = behaviours(all);
  const heads = [...known.keys()].filter((head) => isNew(head, known)).sort((a, b) => a.length - b.length);
  const distinct = new Map(all.map(({ answering }) => [keyOf(answering), answering]));
  const keys = [...distinct.keys()];
  return {
    rows: [...distinct].map(([key, answering]) => ({
      name,
      heads: heads.filter((head) => keyOf(known.get(head) ?? answering) === key),
      ...answering,
    })),
    shapes: all.flatMap(({ shape, answering }) =>
      shape === undefined ? [] : [[shape, keys.indexOf(keyOf(answering))]],
    ),
  };
}

/** What ends a command and is a response, is its answer too: the address after AT+CIFSR. */
function answered(row: CommandRow, responses: ReadonlySet<string>): CommandRow {
  return { ...row, answers: [...new Set([...row.answers, ...row.results.filter((type) => responses.has(type))])] };
}

/** Asked for by many, and a hundred milliseconds of work for four hundred commands. */
const made = new WeakMap<Model, CommandRows>();

export function commandRows(model: Model): CommandRows {
  const rows = made.get(model) ?? makeRows(model);
  made.set(model, rows);
  return rows;
}

function makeRows({ commands, defaults, forms }: Model): CommandRows {
  const responses = new Set(forms.filter((form) => form.kind === 'response').map((form) => form.type));
  const prompts = new Set(forms.filter((form) => form.kind === 'prompt').map((form) => form.type));
  const rows: CommandRow[] = [];
  const rowOf = new Map<CommandShape | Command, number>();
  for (const command of commands) {
    const all = command.shapes.length > 0 ? ofShapes(command, defaults) : withoutShapes(command, defaults, prompts);
    const own = rowsOf(all, command.name);
    rowOf.set(command, rows.length);
    for (const [shape, at] of own.shapes) rowOf.set(shape, rows.length + at);
    rows.push(...own.rows.map((row) => answered(row, responses)));
  }
  return { rows, rowOf };
}
