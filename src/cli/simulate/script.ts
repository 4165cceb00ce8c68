/** The steps of a session: of what --record wrote, or of what `sim800 decode --format ndjson` has made of a log. */
import { readFileSync } from 'node:fs';
import { EncodeError } from '../../index.js';
import type { PlaybackStep } from '../../module.js';
import { messageBytes, parseMessage } from '../encode/line.js';
import { Unreadable } from '../fault.js';
import { latin1 } from '../latin1.js';

type Fields = Readonly<Record<string, unknown>>;

/** `{"what":"host","bytes":"AT\\r"}`; other lines of a record say what really happened. */
function recorded({ what, bytes }: Fields): PlaybackStep[] {
  if (typeof bytes !== 'string' || (what !== 'host' && what !== 'wire')) return [];
  return [{ from: what === 'host' ? 'host' : 'module', bytes: Buffer.from(bytes, 'latin1') }];
}

/** A line of a log: what the host has sent, or a message. */
function decoded(line: string): PlaybackStep {
  const fields = parseMessage(line, { payload: 'text' });
  const { direction, bytes } = fields;
  if (direction === 'tx') return { from: 'host', bytes: bytes instanceof Uint8Array ? bytes : new Uint8Array() };
  return { from: 'module', bytes: messageBytes(fields) };
}

function stepsOf(line: string): PlaybackStep[] {
  const fields = JSON.parse(line) as Fields;
  return 'what' in fields ? recorded(fields) : [decoded(line)];
}

const isEcho = ({ from, bytes }: PlaybackStep): boolean => from === 'module' && /^ *at[^\r]*\r$/i.test(latin1(bytes));

/** A log that holds the module's side alone tells by its echo what the host has written. */
const withHost = (steps: readonly PlaybackStep[]): PlaybackStep[] =>
  steps.some(({ from }) => from === 'host')
    ? [...steps]
    : steps.flatMap((step) => (isEcho(step) ? [{ from: 'host', bytes: step.bytes }, step] : [step]));

export function readScript(path: string): PlaybackStep[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  const steps = lines.flatMap((line, i) => {
    try {
      return line.trim() === '' ? [] : stepsOf(line);
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof EncodeError)) throw error;
      throw new Unreadable(`${path}:${i + 1}: ${error.message}`);
    }
  });
  return withHost(steps);
}
