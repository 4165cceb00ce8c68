/** The command line as it was built, with the most memory that it had, and the lines it printed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

const REPORT_MEMORY = `import { writeSync } from 'node:fs';
process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));`;

export interface Outcome {
  readonly code: number | null;
  readonly lines: number;
  /** What was said on stderr. */
  readonly said: string;
  /** Bytes. */
  readonly memory: number;
  readonly seconds: number;
}

/** How many lines have been printed by now. */
export type Printed = () => number;

class LineCount {
  lines = 0;

  async read(stdout: Readable): Promise<void> {
    for await (const chunk of stdout as AsyncIterable<Buffer>) {
      for (let p = chunk.indexOf(10); p >= 0; p = chunk.indexOf(10, p + 1)) this.lines++;
    }
  }
}

async function textOf(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}

/** `feed`: what is to happen meanwhile, writing to its standard input perhaps. */
export async function measured(
  cli: string,
  args: readonly string[],
  feed: (child: ChildProcess, printed: Printed) => Promise<void> = async () => {},
): Promise<Outcome> {
  const hook = `data:text/javascript,${encodeURIComponent(REPORT_MEMORY)}`;
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', hook, cli, ...args], { stdio: ['pipe', 'pipe', 'pipe', 'pipe'] });
  const [, stdout, stderr, memory] = child.stdio as Readable[];
  if (!stdout || !stderr || !memory) throw new Error('no pipes');
  const closed = once(child, 'close');
  const count = new LineCount();
  const fed = feed(child, () => count.lines);
  const [said, rss] = await Promise.all([textOf(stderr), textOf(memory), count.read(stdout), fed]);
  const [code] = (await closed) as [number | null];
  return { code, lines: count.lines, said, memory: Number(rss) * 1024, seconds: (performance.now() - started) / 1000 };
}
