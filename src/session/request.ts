/** A command as it is to be written, with its data; refused before anything is. */
import { type Answers, type DataEnd, EncodeError } from '../runtime.js';
import type { WaitOptions } from './answered.js';
import type { AnyCommand, AnyMessage, SessionGrammar } from './grammar.js';
import type { Request } from './turn.js';

export interface CommandOptions extends WaitOptions {
  /** What is written once the module asks for data. */
  readonly data?: Uint8Array;
  /**
   * What ends the data, where the command leaves that open: of `AT+CIPSEND=5` with one connection the number of bytes, with
   * several (it is connection 5) Ctrl-Z. Default: their number, if there are as many as the command says.
   */
  readonly end?: 'ctrl-z';
}

function endOf({ length, ctrlZ }: { length?: number; ctrlZ: boolean }, data: Uint8Array, end?: 'ctrl-z'): DataEnd {
  if (length !== undefined && end === undefined && (!ctrlZ || length === data.length)) return { length };
  return { end: 'ctrl-z' };
}

export function requestOf<M extends AnyMessage, C extends AnyCommand>(
  { encodeCommand, encodeData, answersTo }: SessionGrammar<M, C>,
  command: C,
  { data, end, timeout, signal }: CommandOptions,
  patience: number,
): Request<M> {
  const bytes = encodeCommand(command);
  const answers: Answers<M['type']> = answersTo(command);
  const { promptData } = answers;
  if (promptData && !data)
    throw new EncodeError(command.type, 'data', data, 'bytes to send when the module asks for them');
  if (data && !promptData) throw new EncodeError(command.type, 'data', data, 'nothing: the command asks for no data');
  return {
    command,
    bytes,
    data: data && promptData && encodeData(data, endOf(promptData, data, end)),
    answers,
    timeout: timeout ?? answers.timeout ?? patience,
    ...(signal && { signal }),
  };
}
