/** What a grammar allows as the answer to each command. */
import type { CommandTable, EntryTable, FormTable, Tables } from './tables.js';

/** A command with what may answer it. */
export interface Dialogue {
  readonly command: CommandTable;
  /** What every line of it begins with. */
  readonly front: string;
  readonly urcs: readonly FormTable[];
  /** URCs after which nothing is in flight. */
  readonly restarts: readonly FormTable[];
  readonly answers: readonly FormTable[];
  readonly results: readonly FormTable[];
  /** What may still come after the first of the results. */
  readonly lateResults: readonly FormTable[];
  /** What asks for data. */
  readonly prompts: readonly FormTable[];
}

/** What appears before the parameters: forms that share it could be taken for one another. */
function name(form: FormTable): string {
  const [first] = form.variants[0] ?? [];
  return Array.isArray(first) ? String(first[0]).replace(/[:,].*$/s, '') : '';
}

function frontOf({ variants }: CommandTable): string {
  const [first] = variants[0] ?? [];
  return Array.isArray(first) ? String(first[0]) : '';
}

const always = (form: FormTable): boolean => form.whileInFlight === undefined && form.kind !== 'echo';
const boundTo = ({ whileInFlight: on }: FormTable): readonly string[] => (Array.isArray(on) ? on.map(String) : []);
const isBound = (form: FormTable, line: string): boolean => boundTo(form).some((head) => line.startsWith(head));
const isPrompt = (form: FormTable): boolean => form.kind === 'prompt';
const staying = (form: FormTable): boolean => !form.beginsTransparent && !isPrompt(form);

/** The entry that the longest head of a line belongs to. */
function entryFor(entries: readonly EntryTable[], line: string): number {
  const length = ({ heads }: EntryTable): number =>
    Math.max(0, ...heads.filter((head) => line.startsWith(head)).map((head) => head.length));
  const lengths = entries.map(length);
  return lengths.indexOf(Math.max(...lengths));
}

/** A test ends so. */
const TEST = '=?';

/** Whether a line of the form would be read as something else while this command is in flight: a page, or its own test. */
function isReadOtherwise(form: FormTable, readings: readonly string[], front: string): boolean {
  const isTest = readings.includes(TEST) && front.endsWith(TEST);
  if (isTest && front.slice('AT'.length, -TEST.length) === name(form)) return true;
  return readings.some((head) => head.startsWith('AT') && front.startsWith(head));
}

/** What is asked of a grammar's tables for every command, found once. */
class Dialogues {
  readonly #tables: Tables;
  readonly #names: ReadonlyMap<FormTable, string>;
  /** Forms of URCs and answers that leave the line one of commands. */
  readonly #staying: readonly FormTable[];
  /** Forms that may also appear after the command that they need, while a late result of it may. */
  readonly #late: readonly FormTable[];
  /** Commands while which lines are read otherwise than by their looks. */
  readonly #readings: readonly string[];

  constructor(tables: Tables) {
    const { forms, entries } = tables;
    this.#tables = tables;
    this.#names = new Map(forms.map((form) => [form, name(form)]));
    this.#staying = forms.filter((form) => always(form) && staying(form));
    const withLateResults = entries.filter(({ lateResults }) => lateResults.length > 0).flatMap(({ heads }) => heads);
    this.#late = forms.filter((form) => withLateResults.some((head) => isBound(form, head)));
    this.#readings = forms.flatMap(({ readings = [] }) => readings);
  }

  of(command: CommandTable): Dialogue {
    const entry = this.#tables.entries[command.entry];
    const front = frontOf(command);
    const results = this.#byTypes(entry?.results);
    const bound = this.#tables.forms.filter((form) => isBound(form, front));
    const free = this.#free(bound, results);
    const heard = free.filter((form) => !isReadOtherwise(form, this.#readings, front));
    const alive = this.#alive(bound, results);
    // Of a command whose answers the grammar does not list, anything may be one.
    const isUnknown = command.form === undefined && !alive.some((form) => bound.includes(form));
    const information = isUnknown ? free.filter((form) => form.kind === 'response') : this.#byTypes(entry?.answers);
    return {
      command,
      front,
      restarts: free.filter((form) => form.restarts),
      urcs: heard.filter((form) => form.kind === 'urc' && !form.restarts),
      answers: [...information.filter((form) => free.includes(form)), ...alive.filter(staying)],
      results: results.filter(staying),
      lateResults: this.#byTypes(entry?.lateResults).filter(staying),
      prompts: [...this.#byTypes(entry?.answers), ...alive].filter(isPrompt),
    };
  }

  #byTypes(types: readonly string[] = []): FormTable[] {
    return types.flatMap((type) => this.#tables.forms.filter((form) => form.type === type));
  }

  /** A form that needs a command goes before those that look like it. */
  #free(bound: readonly FormTable[], results: readonly FormTable[]): FormTable[] {
    const taken = new Set([...bound, ...this.#late].map((form) => this.#names.get(form)));
    return this.#staying.filter((form) => !taken.has(this.#names.get(form)) && !results.includes(form));
  }

  #alive(bound: readonly FormTable[], results: readonly FormTable[]): FormTable[] {
    const { forms } = this.#tables;
    return forms.filter((form) => (form.whileInFlight === 'any' || bound.includes(form)) && !results.includes(form));
  }
}

/** Commands that forms wait for and that no shape begins with. */
function commandsOfForms({ forms, commands, entries }: Tables): CommandTable[] {
  const heads = [...new Set(forms.flatMap(boundTo))].filter((head) => !commands.some((c) => frontOf(c) === head));
  return heads.map((head) => {
    const asksForData = forms.some((form) => isPrompt(form) && isBound(form, head));
    const data = asksForData ? { data: ['ctrl-z'] } : {};
    return { type: head, entry: entryFor(entries, head), variants: [[[head]]], ...data };
  });
}

/** A command, and what may answer it once that is asked for: it takes its time. */
export interface Answered {
  readonly command: CommandTable;
  readonly dialogue: () => Dialogue;
}

/** Every command that a line stays a line of commands after. */
export function dialogues(tables: Tables): Answered[] {
  const { commands, entries, forms } = tables;
  const all = new Dialogues(tables);
  const ends = ({ entry }: CommandTable): boolean =>
    forms.some((form) => entries[entry]?.results.includes(form.type) && staying(form));
  const usable = commands.filter(({ atOnce, entry }) => !atOnce && !entries[entry]?.changesLine);
  return [...usable, ...commandsOfForms(tables)]
    .filter(ends)
    .map((command) => ({ command, dialogue: () => all.of(command) }));
}
