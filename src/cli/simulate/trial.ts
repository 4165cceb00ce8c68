/** One run of a driver against a module of its own. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Observed } from '../../module.js';
import { Unreadable } from '../fault.js';
import { recordTo } from './record.js';
import { type Line, type ModuleChoice, moduleLine } from './simulate.js';
import { type OnBytes, pty, type Transport, tcp } from './transport.js';

export interface TrialChoice extends ModuleChoice {
  readonly on: 'tcp' | 'pty' | 'stdio';
  /** Seconds: a driver that takes longer hangs. */
  readonly timeout: number;
  /** Asked once the driver is content; it finds the record in SIM800_RECORD. */
  readonly oracle?: string;
  readonly record?: string;
}

export interface Trial {
  /** The faults that happened. */
  readonly faults: readonly string[];
  /** Nothing: the driver did well. */
  readonly failure?: string;
}

const PLACE = '{port}';
/** So much of what a driver says is shown. */
const LAST_WORDS = 2000;

function start(driver: readonly string[], place: string, isPiped: boolean): ChildProcess {
  const [command = '', ...args] = driver.map((part) => part.replaceAll(PLACE, place));
  const pipes = isPiped ? 'pipe' : 'ignore';
  return spawn(command, args, {
    // A group of its own, so that what it has started ends with it.
    detached: true,
    stdio: [pipes, 'pipe', 'pipe'],
    env: { ...process.env, SIM800_PORT: place },
  });
}

/** What became of it, and what it said last. */
async function outcome(child: ChildProcess, seconds: number): Promise<string | undefined> {
  let words = '';
  const hear = (bytes: Buffer): void => {
    words = (words + bytes.toString()).slice(-LAST_WORDS);
  };
  child.stderr?.on('data', hear);
  let isHanging = false;
  const timer = setTimeout(() => {
    isHanging = true;
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }, seconds * 1000);
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    if (isHanging) return `hangs: nothing after ${seconds} s\n${words}`;
    return code === 0 ? undefined : `${code === null ? `ended by ${signal}` : `exit code ${code}`}\n${words}`;
  } catch (error) {
    throw new Unreadable(`${child.spawnfile}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    clearTimeout(timer);
  }
}

function ask(oracle: string, record: string): string | undefined {
  const { status, stderr } = spawnSync('sh', ['-c', oracle], { env: { ...process.env, SIM800_RECORD: record } });
  return status === 0 ? undefined : `the oracle says no\n${stderr.toString().slice(-LAST_WORDS)}`;
}

/** The driver on its own standard input and output, or on a port. */
async function drive(
  driver: readonly string[],
  choice: TrialChoice,
  folder: string,
  ends: Ends,
): Promise<string | undefined> {
  if (choice.on === 'stdio') {
    const child = start(driver, '-', true);
    child.stdin?.on('error', () => undefined);
    child.stdout?.on('data', (bytes: Buffer) => ends.fromHost(bytes));
    ends.connect((bytes) => void child.stdin?.write(bytes));
    return outcome(child, choice.timeout);
  }
  const transport: Transport = await (choice.on === 'pty' ? pty(join(folder, 'tty')) : tcp(0));
  transport.listen((bytes) => ends.fromHost(bytes));
  ends.connect((bytes) => transport.write(bytes));
  const child = start(driver, transport.place, false);
  child.stdout?.resume();
  try {
    return await outcome(child, choice.timeout);
  } finally {
    await transport.close();
  }
}

interface Ends {
  readonly fromHost: OnBytes;
  readonly connect: (write: OnBytes) => void;
}

export async function trial(driver: readonly string[], choice: TrialChoice): Promise<Trial> {
  const folder = mkdtempSync(join(tmpdir(), 'sim800-fuzz-'));
  const path = choice.record ?? join(folder, 'record.ndjson');
  const record = recordTo(path);
  const faults: string[] = [];
  let write: OnBytes = () => {};
  const onEvent = (event: Observed): void => {
    record.event(event);
    if (event.what === 'fault') faults.push(event.name);
  };
  const toHost: OnBytes = (bytes) => {
    record.wire(bytes);
    write(bytes);
  };
  const line: Line = moduleLine(choice, toHost, onEvent);
  const fromHost: OnBytes = (bytes) => {
    record.host(bytes);
    line.write(bytes);
  };
  const connect = (writeToHost: OnBytes): void => {
    write = writeToHost;
    line.start();
  };
  try {
    const failure = await drive(driver, choice, folder, { fromHost, connect });
    line.stop();
    record.close();
    const doubt = failure ?? (choice.oracle === undefined ? undefined : ask(choice.oracle, path));
    return { faults, ...(doubt !== undefined && { failure: doubt }) };
  } finally {
    line.stop();
    record.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
