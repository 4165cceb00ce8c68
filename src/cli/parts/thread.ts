/** A job as a thread of its own: it is sent ranges, and sends back what they print. */
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { type LineWork, textsOf } from '../lines/direct.js';
import { LinePrinter } from '../lines/line-printer.js';
import type { Job } from './jobs.js';
import { type Grain, PartPrinter, type Printed, type Range } from './part-printer.js';
import { FileSource } from './source.js';

/** What a thread is to do. */
export interface Work {
  readonly path: string;
  readonly lines: LineWork;
  readonly grain: Grain;
}

interface Request {
  readonly range: Range;
  readonly goOn: boolean;
}

export class ThreadJob implements Job {
  private readonly worker: Worker;

  /** `program`: what a thread runs, which has to call `serve`. */
  constructor(program: URL, work: Work) {
    this.worker = new Worker(program, { workerData: work });
  }

  print(range: Range): Promise<Printed> {
    return this.ask({ range, goOn: false });
  }

  goOn(range: Range): Promise<Printed> {
    return this.ask({ range, goOn: true });
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }

  private ask(request: Request): Promise<Printed> {
    const { worker } = this;
    return new Promise((resolve, reject) => {
      worker.once('message', (printed: Printed) => {
        worker.off('error', reject);
        resolve(printed);
      });
      worker.once('error', reject);
      worker.postMessage(request);
    });
  }
}

/** What a thread does: see `ThreadJob`. */
export function serve(): void {
  const { path, lines, grain } = workerData as Work;
  const texts = textsOf(lines);
  const source = new FileSource(path);
  const printer = new LinePrinter(texts, 0);
  let part: PartPrinter | undefined;
  parentPort?.on('message', ({ range, goOn }: Request) => {
    if (!goOn || part === undefined) part = new PartPrinter(source, printer, range.from, grain);
    const printed = goOn ? part.goOn(range) : part.print(range);
    const { text, marks } = printed;
    parentPort?.postMessage(printed, [text.buffer as ArrayBuffer, marks.buffer as ArrayBuffer]);
  });
}
