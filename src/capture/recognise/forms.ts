/** What the decoder has to say of a text: containers know the syntax of logs, and of the module's lines nothing. */
import type { Message } from '../../index.js';

/** Types that nearly any text can be read as: no evidence that the module has sent it. */
const LOOSE: ReadonlySet<Message['type']> = new Set(['text', 'information', 'test-response']);

/** How much a message says for a reading of a log, -1..1, to be weighed by its bytes. */
export function weightOf({ type, kind }: Pick<Message, 'type' | 'kind'>): number {
  if (kind === 'unrecognized') return -1;
  if (type === 'text') return -0.25;
  // `> ` begins lines of many tools and of quotations, and any line after it can be an echo.
  if (kind === 'prompt') return -0.5;
  return kind === 'echo' || kind === 'data' || LOOSE.has(type) ? 0 : 1;
}
