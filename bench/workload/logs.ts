/** Logs of one session in several dresses, and its bytes as they went over the line: a session that never repeats. */
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Dress, made, TOOLS } from '../../src/arbitraries/log-dresses.js';
import { type Entry, lineEntries, writeEntries } from '../../src/arbitraries/log-parts.js';
import type { Step } from '../../src/arbitraries/transcript.js';
import { encode, type Message } from '../../src/index.js';
import { lines } from './lines.js';
import { cacheDirectory, makeCacheDirectory } from './make.js';
import { SEED } from './pool.js';
import { Random } from './random.js';

/** `2024-03-05 10:11:12.345 TX: AT+CSQ`: a time, a tag, text, of both sides. */
const TAGGED: Dress = { ...made({ time: 5, component: 0, tags: 0, ends: 0, spelling: -1 }), name: 'time and tag' };
const NAMED = ['Tera Term', 'syslog, RFC 3164', 'Node-RED', 'Python logging', 'docker'];

export const DRESSES: readonly Dress[] = [TAGGED, ...TOOLS.filter(({ name }) => NAMED.includes(name))];

/** Milliseconds between two lines, at most. */
const PAUSE = 40;

/** The host writes what comes back. */
function stepsOf(messages: readonly Message[]): Step[] {
  return messages.flatMap((message): Step[] => {
    const received: Step = { direction: 'rx', bytes: encode(message) };
    if (message.type !== 'echo') return [received];
    return [{ direction: 'tx', bytes: Uint8Array.of(...message.bytes, 13) }, received];
  });
}

function textOf(dress: Dress, steps: readonly Step[], clock: (entry: Entry) => Entry): string {
  const shown = dress.sides === 'both' ? steps : steps.filter(({ direction }) => direction === 'rx');
  const entries = dress.holds === 'lines' ? lineEntries(shown) : writeEntries(shown);
  return entries.map((entry) => `${dress.line(clock(entry))}\n`).join('');
}

function make(size: number, folder: string): void {
  const random = new Random(SEED);
  const raw: Uint8Array[] = [];
  const logs = DRESSES.map((): string[] => []);
  let at = 0;
  const clock = (entry: Entry): Entry => {
    at += random.between(0, PAUSE);
    return { ...entry, at };
  };
  for (let length = 0; length < size; ) {
    const steps = stepsOf(lines(random));
    for (const { direction, bytes } of steps) if (direction === 'rx') raw.push(bytes);
    for (const [i, dress] of DRESSES.entries()) logs[i]?.push(textOf(dress, steps, clock));
    length += logs[0]?.at(-1)?.length ?? 0;
  }
  for (const [i, parts] of logs.entries())
    writeFileSync(join(folder, `log-${size}-${i}.txt`), parts.join(''), 'latin1');
  writeFileSync(join(folder, `log-${size}.new`), Buffer.concat(raw));
}

export interface LogFile {
  readonly dress: string;
  readonly path: string;
}

/** The first dress's log has `size` bytes, and a line more. */
export function logFiles(size: number): { readonly raw: string; readonly logs: readonly LogFile[] } {
  const folder = cacheDirectory();
  const raw = join(folder, `log-${size}.bin`);
  if (!existsSync(raw)) {
    makeCacheDirectory();
    make(size, folder);
    renameSync(join(folder, `log-${size}.new`), raw);
  }
  return { raw, logs: DRESSES.map(({ name }, i) => ({ dress: name, path: join(folder, `log-${size}-${i}.txt`) })) };
}
