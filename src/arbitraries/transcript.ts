import * as fc from 'fast-check';
import { concatenated, toBytes } from './bytes.js';
import type { SpeltMessage } from './form.js';
import type { CommandTable, FormTable, Tables } from './tables.js';
import { joinedLines, type Line, led, type Wire } from './wire.js';

/** A session: what host and module sent, in order; `bytes` is the module's part, `messages` what it decodes to. */
export interface Transcript<M> extends Wire<M> {
  /** Whether the module sends commands back. Where it does not, only the steps tell which is in flight. */
  readonly echo: boolean;
  readonly steps: readonly { readonly direction: 'tx' | 'rx'; readonly bytes: Uint8Array }[];
}

/** What a transcript draws on. `lines` gives spelt messages of a form, as they decode with that command in flight. */
export interface Session {
  readonly tables: Tables;
  readonly lines: (form: FormTable, inFlight: string) => fc.Arbitrary<SpeltMessage>;
}

/** A command with what may answer it. */
interface Dialogue {
  readonly command: string;
  readonly urcs: readonly FormTable[];
  readonly answers: readonly FormTable[];
  readonly ends: readonly FormTable[];
  /** What may still come behind the first of the ends. */
  readonly owes: readonly FormTable[];
}

interface Exchange {
  readonly command: string;
  /** URCs before the host has sent the command, and between that and its echo. */
  readonly before: readonly Line[];
  readonly between: readonly Line[];
  readonly answer: readonly Line[];
}

/** What stands in front of the parameters: forms that share it could be taken for one another. */
function name(form: FormTable): string {
  const [first] = form.variants[0] ?? [];
  return Array.isArray(first) ? String(first[0]).replace(/[:,].*$/s, '') : '';
}

const always = (form: FormTable): boolean => form.whileInFlight === undefined && form.kind !== 'echo';
const boundTo = ({ whileInFlight: on }: FormTable): readonly string[] => (Array.isArray(on) ? on.map(String) : []);
const aliveIn = (form: FormTable, command: string): boolean =>
  form.whileInFlight === 'any' || boundTo(form).some((head) => command.startsWith(head));

function longestHead(commands: readonly CommandTable[], command: string): CommandTable | undefined {
  const length = (entry: CommandTable): number =>
    Math.max(0, ...entry.heads.filter((head) => command.startsWith(head)).map((head) => head.length));
  return commands.filter((entry) => length(entry) > 0).sort((a, b) => length(b) - length(a))[0];
}

function dialogue({ forms, commands }: Tables, command: string): Dialogue {
  const entry = longestHead(commands, command);
  const byTypes = (types: readonly string[]): FormTable[] =>
    types.flatMap((type) => forms.filter((form) => form.type === type));
  const staying = (form: FormTable): boolean => !form.beginsTransparent && form.kind !== 'prompt';
  const ends =
    entry === undefined ? forms.filter((form) => form.kind === 'final' && always(form)) : byTypes(entry.ends);
  // A form that needs a command goes before those that look like it, also while the last command still owes something.
  const bound = new Set(forms.filter((form) => boundTo(form).length > 0).map(name));
  const free = forms.filter((form) => always(form) && staying(form) && !bound.has(name(form)) && !ends.includes(form));
  const alive = forms.filter((form) => aliveIn(form, command) && !ends.includes(form));
  return {
    command,
    urcs: free.filter((form) => form.kind === 'urc'),
    answers: [...free.filter((form) => form.kind === 'response'), ...alive],
    ends: ends.filter(staying),
    owes: byTypes(entry?.owes ?? []).filter(staying),
  };
}

/** Every command the grammar speaks of. */
function commandsOf({ forms, commands }: Tables): string[] {
  const asked = forms.flatMap(boundTo);
  return [...new Set(['AT', ...commands.flatMap((command) => command.heads), ...asked])];
}

function exchange(session: Session, { command, urcs, answers, ends, owes }: Dialogue): fc.Arbitrary<Exchange> {
  const oneOf = (forms: readonly FormTable[]): fc.Arbitrary<SpeltMessage> =>
    fc.oneof(...forms.map((form) => session.lines(form, command)));
  const some = (forms: readonly FormTable[], maxLength: number): fc.Arbitrary<Line[]> =>
    forms.length === 0 ? fc.constant([]) : fc.array(led(oneOf(forms)), { maxLength });
  const parts = fc.record({
    before: some(urcs, 1),
    between: some(urcs, 1),
    rows: some([...answers, ...urcs], 3),
    end: led(oneOf(ends)),
    cutIn: some(urcs, 1),
    owed: some(owes, 2),
  });
  return parts.map(({ before, between, rows, end, cutIn, owed }) => {
    const follows = end.message.type === ends[0]?.type ? [...cutIn, ...owed] : cutIn;
    return { command, before, between, answer: [...rows, end, ...follows] };
  });
}

const messagesOf = (lines: readonly Line[]): unknown[] => lines.map((line) => line.message);

function spoken({ command, before, between, answer }: Exchange, echo: boolean): Omit<Transcript<unknown>, 'echo'> {
  const early = toBytes(joinedLines(before));
  const line = `${command}\r`;
  const answered = toBytes(joinedLines(between) + (echo ? line : '') + joinedLines(answer));
  const echoed = { type: 'echo', kind: 'echo', bytes: toBytes(command) };
  const steps = [
    { direction: 'rx', bytes: early },
    { direction: 'tx', bytes: toBytes(line) },
    { direction: 'rx', bytes: answered },
  ] as const;
  return {
    steps: steps.filter((step) => step.bytes.length > 0),
    bytes: concatenated([early, answered]),
    messages: [...messagesOf(before), ...messagesOf(between), ...(echo ? [echoed] : []), ...messagesOf(answer)],
  };
}

/**
 * A plausible session in command mode: commands, echoed or not, their answers and results, URCs cutting in between the
 * lines. Prompts and transparent mode do not come in it.
 */
export function transcript<M>(session: Session): fc.Arbitrary<Transcript<M>> {
  const dialogues = commandsOf(session.tables).map((command) => dialogue(session.tables, command));
  const exchanges = dialogues.filter(({ ends }) => ends.length > 0).map((d) => exchange(session, d));
  return fc
    .tuple(fc.array(fc.oneof(...exchanges), { maxLength: 5 }), fc.constantFrom(true, false))
    .map(([all, echo]) => {
      const spokenParts = all.map((one) => spoken(one, echo));
      return {
        echo,
        steps: spokenParts.flatMap((part) => part.steps),
        bytes: concatenated(spokenParts.map((part) => part.bytes)),
        messages: spokenParts.flatMap((part) => part.messages as M[]),
      };
    });
}
