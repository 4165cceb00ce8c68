/** What the decoder has to say of a text: containers know the syntax of logs, and of the module's lines nothing. */
import { decode, type Message } from '../../index.js';
import { bytesOf } from '../read/text.js';

/** Types that nearly any text can be read as: no evidence that the module has sent it. */
const LOOSE: ReadonlySet<Message['type']> = new Set(['text', 'information', 'test-response']);

/** How much a message says for a reading of a log, -1..1, to be weighed by its bytes. */
export function weightOf({ type, kind }: Message): number {
  if (kind === 'unrecognized') return -1;
  if (type === 'text') return -0.25;
  return kind === 'echo' || kind === 'data' || LOOSE.has(type) ? 0 : 1;
}

/** The type of the one message that a line is: `echo`, or a form; undefined for any other text. */
export function formOf(line: string): Message['type'] | undefined {
  const [message, ...more] = decode(bytesOf(`${line}\r\n`));
  if (message === undefined || more.length > 0 || message.kind === 'prompt') return undefined;
  return message.kind === 'echo' || weightOf(message) > 0 ? message.type : undefined;
}
