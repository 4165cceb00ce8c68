import * as fc from 'fast-check';
import { concatenated, toBytes } from './bytes.js';
import { type SpeltCommand, speltCommand } from './command.js';
import { type Dialogue, dialogues } from './dialogue.js';
import type { FormSpelling, SpeltMessage } from './form.js';
import { lazily } from './lazy.js';
import { promptData } from './payload.js';
import type { FormTable, Tables } from './tables.js';
import { joinedLines, type Line, led, type Wire } from './wire.js';

export interface Step {
  readonly direction: 'tx' | 'rx';
  readonly bytes: Uint8Array;
}

/** A session: what host and module sent, in order; `bytes` is the module's part, `messages` what it decodes to. */
export interface Transcript<M> extends Wire<M> {
  /** Whether the module sends back what the host writes. Where it does not, only the steps tell what is in flight. */
  readonly echo: boolean;
  readonly steps: readonly Step[];
}

/** What a transcript draws on. `lines` gives spelt messages of a form, as they decode with that command in flight. */
export interface Session {
  readonly tables: Tables;
  readonly lines: (form: FormTable, inFlight: string) => fc.Arbitrary<SpeltMessage>;
  readonly spelling: FormSpelling;
}

/** The module asks for data, and the host writes it. */
interface Data {
  readonly prompt: SpeltMessage;
  readonly bytes: Uint8Array;
}

interface Exchange {
  readonly command: SpeltCommand;
  /** URCs before the host has sent the command, and between that and its echo. */
  readonly before: readonly Line[];
  readonly between: readonly Line[];
  readonly data?: Data | undefined;
  readonly answer: readonly Line[];
}

/** All but the command and its data. */
type Answer = Omit<Exchange, 'command' | 'data'>;

/** Where nothing appears before it, such a line is read as a piece of the command's echo, also where `>` cuts in: `A>`. */
function isPieceOf(front: string, wire: string): boolean {
  const line = wire.replaceAll(/[\r\n]/g, '').toUpperCase();
  const cutIn = line.indexOf('>');
  return front.startsWith(line) || (cutIn > 0 && front.startsWith(line.slice(0, cutIn)));
}

/** The CR of an echo is followed by the CR LF of an answer: a row that begins with AT does not end so. */
const isLikeEcho = (wire: string): boolean => /^[\r\n]* *at[^\r\n]*\r\r/i.test(wire);

/** How much oftener a row is an answer than a URC that cuts in. */
const ANSWER_WEIGHT = 4;

class Exchanges {
  private readonly session: Session;
  private readonly dialogue: Dialogue;

  constructor(session: Session, dialogue: Dialogue) {
    this.session = session;
    this.dialogue = dialogue;
  }

  /** With data, where the module asks for some. */
  any(): fc.Arbitrary<Exchange> {
    const ways = (this.dialogue.command.data ?? []).map((end) => this.withData(end));
    return fc.oneof({ withCrossShrink: true }, this.plain(), ...ways);
  }

  private plain(): fc.Arbitrary<Exchange> {
    const { command, answers } = this.dialogue;
    const spelt = speltCommand(command, this.session.spelling);
    return fc.tuple(spelt, this.answer(this.rows(answers))).map(([line, answer]) => ({ command: line, ...answer }));
  }

  /** `end`: the field that counts the data, or `ctrl-z`. */
  private withData(end: string): fc.Arbitrary<Exchange> {
    const { command, prompts, urcs } = this.dialogue;
    const { spelling } = this.session;
    const counted = end !== 'ctrl-z';
    return promptData(spelling.payloads, counted).chain((bytes) => {
      const spelt = speltCommand(command, spelling, counted ? { field: end, length: bytes.length } : undefined);
      return fc.tuple(spelt, this.oneOf(prompts), this.answer(this.some(urcs, 3))).map(([line, prompt, answer]) => {
        return { command: line, data: { prompt, bytes }, ...answer };
      });
    });
  }

  /** Rows, then the result of the command, and perhaps late ones. */
  private answer(rows: fc.Arbitrary<Line[]>): fc.Arbitrary<Answer> {
    const { urcs, restarts, results, lateResults } = this.dialogue;
    const parts = fc.record({
      before: this.some([...urcs, ...restarts], 1),
      between: this.some(urcs, 1),
      rows,
      end: led(this.oneOf(results)),
      cutIn: this.some(urcs, 1),
      late: this.some(lateResults, 2),
    });
    return parts.map(({ before, between, rows, end, cutIn, late }) => {
      const follows = end.message.type === results[0]?.type ? [...cutIn, ...late] : cutIn;
      return { before, between, answer: [...rows, end, ...follows] };
    });
  }

  /** Answers, and URCs cutting in now and then. */
  private rows(answers: readonly FormTable[]): fc.Arbitrary<Line[]> {
    const { urcs } = this.dialogue;
    if (answers.length === 0 || urcs.length === 0) return this.some([...answers, ...urcs], 3);
    const weighed = [
      { arbitrary: led(this.oneOf(answers)), weight: ANSWER_WEIGHT },
      { arbitrary: led(this.oneOf(urcs)), weight: 1 },
    ];
    return fc.array(fc.oneof({ withCrossShrink: true }, ...weighed), { maxLength: 3 });
  }

  private oneOf(forms: readonly FormTable[]): fc.Arbitrary<SpeltMessage> {
    const { front } = this.dialogue;
    const lines = forms.map((form) => this.session.lines(form, front));
    return fc.oneof(...lines).filter(({ wire }) => !isPieceOf(front, wire) && !isLikeEcho(wire));
  }

  private some(forms: readonly FormTable[], maxLength: number): fc.Arbitrary<Line[]> {
    return forms.length === 0 ? fc.constant([]) : fc.array(led(this.oneOf(forms)), { maxLength });
  }
}

interface Spoken {
  readonly steps: readonly Step[];
  readonly messages: readonly unknown[];
}

const echoOf = (bytes: Uint8Array): object => ({ type: 'echo', kind: 'echo', bytes });
const messagesOf = (lines: readonly Line[]): unknown[] => lines.map((line) => line.message);
const tx = (bytes: Uint8Array): Step => ({ direction: 'tx', bytes });
const rx = (text: string): Step => ({ direction: 'rx', bytes: toBytes(text) });
const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

/** Without echo nothing of the data may look like what comes: it begins with a byte that no line begins with. */
function written({ bytes }: Data, echo: boolean): Uint8Array {
  return echo ? bytes : Uint8Array.of(0xff, ...bytes.subarray(1));
}

/** How much oftener a command with data comes than any other: few have some, and they are what goes wrong. */
const DATA_WEIGHT = 12;

/** A line end appears after the data, echoed or not. */
const afterData = ([first, ...others]: readonly Line[]): Line[] =>
  first === undefined ? [] : [{ ...first, lead: '\r\n' }, ...others];

function dataSpoken(data: Data, answer: readonly Line[], echo: boolean): Spoken {
  const bytes = written(data, echo);
  const back = echo ? latin1(bytes) : '';
  return {
    steps: [tx(bytes), rx(back + joinedLines(afterData(answer)))],
    messages: [...(echo ? [echoOf(bytes)] : []), ...messagesOf(answer)],
  };
}

/** A prompt's blank would be taken for the one that prompt data begins with. */
const promptText = ({ prompt, bytes }: Data): string =>
  `\r\n${prompt.wire === '>' && bytes[0] === 0x20 ? '> ' : prompt.wire}`;

function spoken({ command, before, between, data, answer }: Exchange, echo: boolean): Spoken {
  const line = `${command.line}\r`;
  const opening = joinedLines(between) + (echo ? line : '') + (data === undefined ? '' : promptText(data));
  const rest = data === undefined ? undefined : dataSpoken(data, answer, echo);
  return {
    steps: [
      rx(joinedLines(before)),
      tx(toBytes(line)),
      rx(rest === undefined ? opening + joinedLines(answer) : opening),
      ...(rest?.steps ?? []),
    ],
    messages: [
      ...messagesOf(before),
      ...messagesOf(between),
      ...(echo ? [echoOf(toBytes(command.line))] : []),
      ...(data === undefined ? messagesOf(answer) : [data.prompt.message, ...(rest?.messages ?? [])]),
    ],
  };
}

function whole<M>(parts: readonly Spoken[], echo: boolean): Transcript<M> {
  const steps = parts.flatMap((part) => part.steps).filter((step) => step.bytes.length > 0);
  return {
    echo,
    steps,
    bytes: concatenated(steps.filter((step) => step.direction === 'rx').map((step) => step.bytes)),
    messages: parts.flatMap((part) => part.messages as M[]),
  };
}

/**
 * A plausible session in command mode: commands with the answers the grammar allows them, the data that a prompt asks
 * for, echoed or not, URCs cutting in between the lines. Transparent mode does not come in it.
 */
export function transcript<M>(session: Session): fc.Arbitrary<Transcript<M>> {
  const exchanges = dialogues(session.tables).map(({ command, dialogue }) => ({
    weight: command.data === undefined ? 1 : DATA_WEIGHT,
    arbitrary: lazily(() => new Exchanges(session, dialogue()).any()),
  }));
  return fc
    .tuple(fc.array(fc.oneof({ withCrossShrink: true }, ...exchanges), { maxLength: 5 }), fc.constantFrom(true, false))
    .map(([all, echo]) =>
      whole<M>(
        all.map((one) => spoken(one, echo)),
        echo,
      ),
    );
}
