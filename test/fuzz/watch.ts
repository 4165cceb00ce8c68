/** Ends a run that hangs: a thread of its own looks whether executions go on, for what hangs cannot look itself. */
import { Worker } from 'node:worker_threads';

/** Nothing that is asked takes this much of a processor. Not of the clock: others may run beside it. */
const HANGS_MS = 60_000;

/** The same seed makes the same executions: its number is all that is needed to find the input again. */
const GUARD = `
const { workerData: { shared, name, limit } } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const executions = new Int32Array(shared);
const used = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
let last = -1;
let since = used();
setInterval(() => {
  if (executions[0] !== last) { last = executions[0]; since = used(); }
  if (used() - since < limit) return;
  writeSync(2, 'HANGS: ' + name + ', after ' + last + ' executions\\n');
  process.kill(process.pid, 'SIGKILL');
}, limit / 10);
`;

export class Watch {
  private readonly executions: Int32Array;
  private readonly guard: Worker;

  constructor(name: string, limit: number = HANGS_MS) {
    const shared = new SharedArrayBuffer(4);
    this.executions = new Int32Array(shared);
    this.guard = new Worker(GUARD, { eval: true, workerData: { shared, name, limit } });
    this.guard.unref();
  }

  alive(executions: number): void {
    this.executions[0] = executions;
  }

  async end(): Promise<void> {
    await this.guard.terminate();
  }
}
