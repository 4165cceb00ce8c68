/** Turns what the module says into bytes, and says it. */
import { decode, encode, type Message, type ParsedCommand } from '../../index.js';
import { bytesOf, joined } from '../bytes.js';
import type { Faults } from '../faults/faults.js';
import type { Observed } from '../observed.js';
import { OK, type Outgoing } from '../outgoing.js';
import type { LineModes } from './modes.js';
import { respelled } from './respelled.js';
import { numberOf } from './results.js';

export interface WriterParts {
  readonly modes: LineModes;
  readonly faults: Faults;
  readonly output: (bytes: Uint8Array) => void;
  readonly observe: (event: Observed) => void;
  readonly isOn: () => boolean;
  /** The command line that is or was carried out last. */
  readonly lastLine: () => Uint8Array;
}

const NOTHING = new Uint8Array();
const LINE_END = bytesOf('\r\n');

const OK_BYTES = encode(OK as Message);

/** The result of nearly every command is not made anew each time. */
const bytesOfMessage = (message: Outgoing): Uint8Array =>
  // The kind of a message follows from its type: encode() finds it by itself.
  message === OK ? OK_BYTES.slice() : encode(message as Message);

/** What ATQ1 keeps back. */
function isResult(bytes: Uint8Array): boolean {
  const kind = decode(bytes)[0]?.kind;
  return kind === 'final' || kind === 'intermediate';
}

export class Writer {
  private readonly parts: WriterParts;

  constructor(parts: WriterParts) {
    this.parts = parts;
  }

  /** A message that nothing follows and no fault changes. */
  write(message: Outgoing): void {
    this.emit(message, this.encoded(message));
  }

  emit(message: Outgoing, bytes: Uint8Array, answers?: readonly ParsedCommand[]): void {
    const { isOn, modes, observe, output } = this.parts;
    if (!isOn() || (modes.quiet && isResult(bytes))) return;
    observe({ what: 'message', message, ...(answers && { answers }) });
    output(bytes);
  }

  /** An answer, which may come twice or not at all. */
  answer(message: Outgoing, answers: readonly ParsedCommand[], rest?: Uint8Array): void {
    const { faults } = this.parts;
    const bytes = this.spelt(message, rest);
    if (faults.happens('lost-answer')) return;
    this.emit(message, bytes, answers);
    if (faults.happens('doubled-answer')) this.emit(message, bytes, answers);
  }

  /** Bytes that no header comes before. */
  data(bytes: Uint8Array): void {
    this.parts.observe({ what: 'data', bytes });
    this.parts.output(bytes);
  }

  /** The same as a line. */
  answerData(bytes: Uint8Array): void {
    this.data(joined(LINE_END, bytes, LINE_END));
  }

  encoded(message: Outgoing, rest: Uint8Array = NOTHING): Uint8Array {
    const number = this.parts.modes.numeric ? numberOf(message.type) : undefined;
    const bytes = number === undefined ? bytesOfMessage(message) : bytesOf(`${number}\r`);
    return rest.length === 0 ? bytes : joined(bytes, rest);
  }

  /** The same, perhaps as another firmware spells it. */
  spelt(message: Outgoing, rest: Uint8Array = NOTHING): Uint8Array {
    const bytes = this.encoded(message);
    const { faults, modes, lastLine } = this.parts;
    const isOther = !modes.numeric && faults.happens('spelling');
    const own = isOther ? respelled(bytes, lastLine(), (least, most) => faults.pick('spelling', least, most)) : bytes;
    return rest.length === 0 ? own : joined(own, rest);
  }
}
