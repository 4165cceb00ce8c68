/** What a line of text is to the grammar. Learning asks this of every place in a line where the text could begin. */
import { Decoder, type Message, parseCommandLine } from '../../index.js';
import { afterAttention } from '../../runtime/commands/split.js';
import { latin1 } from '../../runtime/values/latin1.js';
import { bytesOf } from '../read/text.js';
import { FormCheck } from './form-check.js';
import { weightOf } from './forms.js';

/**
 * `form`: the module's; `command`: the host's, or its echo; `loose`: a form that fits nearly any text; `prompt`: `>`,
 * which an application writes too.
 */
export type Sort = 'form' | 'command' | 'loose' | 'prompt' | 'blank' | 'unknown';

export interface Judgement {
  readonly sort: Sort;
  /** The message's type, or the command as it appears. */
  readonly type: string;
  /** More than words that appear in any text: `OK` is weak, `+CSQ: 14,0` strong. */
  readonly strong: boolean;
  /** Ends a command. */
  readonly final: boolean;
}

const none = (sort: Sort): Judgement => ({ sort, type: sort, strong: false, final: false });
const BLANK = none('blank');
const UNKNOWN = none('unknown');
const PROMPT = none('prompt');
/** A header, and its payload has not come, or not all of it. */
const PAYLOAD: Judgement = { sort: 'form', type: 'payload', strong: true, final: false };

/**
 * `+CSQ`, `+CMGF=1`, `&F`, `E0`, `D*99#`: what may follow the AT; S has a number (a word like `ATs` is none); a blank is in
 * quotes, or after a comma.
 */
const COMMAND =
  /^AT(?:$|[+*^%$#&][A-Za-z]\w*(?:\??$|\??;[^\s<'"]*$|=(?:[^\s"]|"[^"]*"|, )*$)|(?:[A-Z]\d+)*(?:[A-RT-Z]\d*|S\d+[=?]\d*)(?:$|;)|D[\w*#+,; ]*;?$)/i;
/** A line end that is spelled, and so is none of the command's: `AT+CSQ\r`, `AT+CSQ<CR>`, `AT+CSQ^M`. */
const SPELLED_END = /(?:\\(?:[rn]|x0[ad])|<(?:CR|LF|0[AD])>|\^M)['"`]?$/i;
/** Letters and spaces only. */
const WORDS = /^[A-Za-z ]+$/;
const LONGEST = 600;
const MOST_REMEMBERED = 1 << 14;

function commandOf(line: string): Judgement | undefined {
  if (!/^(?:AT|at.)/.test(line) || SPELLED_END.test(line)) return undefined;
  const known = (): boolean => parseCommandLine(bytesOf(line)).every(({ type }) => type !== 'unknown-command');
  if (!COMMAND.test(line) && !(/^at[+*^&%$]/i.test(line) && known())) return undefined;
  return { sort: 'command', type: line, strong: true, final: false };
}

function sortOf(message: Message): Sort {
  if (message.kind === 'prompt') return 'prompt';
  if (weightOf(message) > 0) return 'form';
  return message.kind === 'unrecognized' || message.type === 'text' || message.kind === 'echo' ? 'unknown' : 'loose';
}

/** Judges lines, one by one; the same line is judged once. */
export class Judge {
  private readonly seen = new Map<string, Judgement>();
  private readonly messages: Message[] = [];
  private readonly check = new FormCheck(LONGEST);
  private readonly decoder = new Decoder((message) => this.messages.push(message));

  /** Whether a line is the module's or the host's, more than text that could be any. */
  knows(text: string): boolean {
    const { sort } = this.of(text);
    return sort === 'form' || sort === 'command';
  }

  /** Whether a line is the module's with the blanks at its end: `+CME ERROR: K `, where a text goes up to the end of the line. */
  knowsUntrimmed(text: string): boolean {
    if (text.length > LONGEST) return false;
    return this.remembered(`${text}\n`, () => this.formOf(text, this.decoder)).sort === 'form';
  }

  /** True only where `knows` says so: of bytes without blanks around them. No text is made of what is no command. */
  isKnown(b: Uint8Array, from: number, to: number): boolean {
    if (to - from > LONGEST) return false;
    return afterAttention(b, from, to) < 0 ? this.check.isForm(b, from, to) : this.knows(latin1(b, from, to));
  }

  /** A line without its line end; blanks around it count for nothing. */
  of(text: string): Judgement {
    const line = text.trim();
    if (line === '') return BLANK;
    if (line.length > LONGEST) return this.ofLong(line);
    return this.remembered(line, () => commandOf(line) ?? this.formOf(line, this.decoder));
  }

  /** Of a long line it is looked whether a payload begins in it: `+IPD,1460:` and what looks like anything. */
  private ofLong(line: string): Judgement {
    this.messages.length = 0;
    this.decoder.write(bytesOf(line.slice(0, LONGEST)));
    const { mode } = this.decoder.state();
    this.decoder.reset();
    return this.messages.length === 0 && (mode === 'payload' || mode === 'hex-payload') ? PAYLOAD : UNKNOWN;
  }

  /** The same, with a command in flight: some forms are answers to it alone, and some commands are answered by any text. */
  after(text: string, command: string): Judgement {
    const line = text.trim();
    if (line === '' || line.length > LONGEST) return BLANK;
    return this.remembered(`${command}\n${line}`, () => {
      const decoder = new Decoder((message) => this.messages.push(message), { inFlight: command });
      const found = this.formOf(line, decoder, true);
      return commandOf(line) ?? found;
    });
  }

  private remembered(key: string, judge: () => Judgement): Judgement {
    const known = this.seen.get(key);
    if (known !== undefined) return known;
    if (this.seen.size >= MOST_REMEMBERED) this.seen.clear();
    const judgement = judge();
    this.seen.set(key, judgement);
    return judgement;
  }

  private formOf(line: string, decoder: Decoder, takesText = false): Judgement {
    this.messages.length = 0;
    decoder.write(bytesOf(`${line}\r\n`));
    const [message, ...more] = this.messages;
    // A header, and what belongs to it has not come: `+CIPRXGET: 2,0,30,0`, `+CDS: 19`.
    const { mode, held } = decoder.state();
    const waits = message === undefined && (mode === 'lines' ? held > 0 : mode !== 'echo');
    decoder.reset();
    if (waits) return PAYLOAD;
    if (message === undefined || more.length > 0) return UNKNOWN;
    const sort = takesText && message.type === 'text' ? 'loose' : sortOf(message);
    if (sort === 'unknown') return UNKNOWN;
    if (sort === 'prompt') return line.length <= 2 ? PROMPT : UNKNOWN;
    return { sort, type: message.type, strong: sort === 'form' && !WORDS.test(line), final: message.kind === 'final' };
  }
}
