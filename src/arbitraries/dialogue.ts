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

/** A form that needs a command goes before those that look like it, and also while a late result of that command may come. */
function namesTaken({ forms, entries }: Tables, front: string): Set<string> {
  const withLateResults = entries.filter(({ lateResults }) => lateResults.length > 0).flatMap(({ heads }) => heads);
  const taken = forms.filter((form) => isBound(form, front) || withLateResults.some((head) => isBound(form, head)));
  return new Set(taken.map(name));
}

/** A test ends so. */
const TEST = '=?';

/** Commands while which lines are read otherwise than by their looks. */
const readingsOf = ({ forms }: Tables): readonly string[] => forms.flatMap(({ readings = [] }) => readings);

/** Whether a line of the form would be read as something else while this command is in flight: a page, or its own test. */
function isReadOtherwise(form: FormTable, readings: readonly string[], front: string): boolean {
  const isTest = readings.includes(TEST) && front.endsWith(TEST);
  if (isTest && front.slice('AT'.length, -TEST.length) === name(form)) return true;
  return readings.some((head) => head.startsWith('AT') && front.startsWith(head));
}

function dialogue(tables: Tables, command: CommandTable, readings: readonly string[]): Dialogue {
  const { forms, entries } = tables;
  const entry = entries[command.entry];
  const front = frontOf(command);
  const byTypes = (types: readonly string[] = []): FormTable[] =>
    types.flatMap((type) => forms.filter((form) => form.type === type));
  const results = byTypes(entry?.results);
  const taken = namesTaken(tables, front);
  const free = forms.filter(
    (form) => always(form) && staying(form) && !taken.has(name(form)) && !results.includes(form),
  );
  const heard = free.filter((form) => !isReadOtherwise(form, readings, front));
  const alive = forms.filter(
    (form) => (form.whileInFlight === 'any' || isBound(form, front)) && !results.includes(form),
  );
  // Of a command whose answers the grammar does not list, anything may be one.
  const isUnknown = command.form === undefined && !alive.some((form) => isBound(form, front));
  const information = isUnknown ? free.filter((form) => form.kind === 'response') : byTypes(entry?.answers);
  return {
    command,
    front,
    restarts: free.filter((form) => form.restarts),
    urcs: heard.filter((form) => form.kind === 'urc' && !form.restarts),
    answers: [...information.filter((form) => free.includes(form)), ...alive.filter(staying)],
    results: results.filter(staying),
    lateResults: byTypes(entry?.lateResults).filter(staying),
    prompts: [...byTypes(entry?.answers), ...alive].filter(isPrompt),
  };
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

/** Every command that a line stays a line of commands after. */
export function dialogues(tables: Tables): Dialogue[] {
  const { commands, entries } = tables;
  const readings = readingsOf(tables);
  const usable = commands.filter(({ atOnce, entry }) => !atOnce && !entries[entry]?.changesLine);
  return [...usable, ...commandsOfForms(tables)]
    .map((one) => dialogue(tables, one, readings))
    .filter(({ results }) => results.length > 0);
}
