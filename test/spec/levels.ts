/** Which of the three levels a case needs: the first on which its messages come out. README.md in cases/ explains them. */
import { messageText } from './message-text.js';
import { type Case, type Level, received } from './read-cases.js';
import { recognised } from './recogniser-only.js';
import { replay } from './replay.js';

const isLines = ({ steps, options }: Case): boolean =>
  steps.every(({ kind }) => kind === 'rx') && Object.keys(options).length === 0;

/** What the host has sent is not said. */
const withoutDialogue = (of: Case): Case => ({ ...of, steps: of.steps.filter(({ kind }) => kind !== 'tx') });

/** The messages of a case on a level, as text; undefined where the level has no notion of what happens in it. */
function textAt(of: Case, level: Level): string | undefined {
  if (level === 2) return messageText(replay(of, []));
  if (level === 1) return messageText(replay(withoutDialogue(of), []));
  const messages = isLines(of) ? recognised(received(of)) : undefined;
  return messages && messageText(messages);
}

const LEVELS: readonly Level[] = [0, 1, 2];

/** Undefined: the messages come out on none. */
export function levelOf(of: Case): Level | undefined {
  const expected = messageText(of.messages);
  return LEVELS.find((level) => textAt(of, level) === expected);
}
