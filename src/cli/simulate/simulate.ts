import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Chaos,
  type FaultKind,
  type Latency,
  Module,
  type Observed,
  Playback,
  scriptedPeers,
  systemClock,
} from '../../module.js';
import { type Io, remark } from '../io.js';
import { latin1 } from '../latin1.js';
import { printable } from '../output/harmless.js';
import { type Happening, schedule } from './happenings.js';
import type { LineEnds } from './modem-lines.js';
import { NO_RECORD, type Recording, recordTo } from './record.js';
import { readScript } from './script.js';
import { socketPeers } from './socket-peers.js';
import { type OnBytes, pty, serial, stdio, type Transport, tcp } from './transport.js';

/** What the module is like; `fuzz` has these too. */
export interface ModuleChoice {
  readonly seed: number;
  readonly chaos: number;
  readonly fault?: Readonly<Partial<Record<FaultKind, number>>>;
  readonly only?: readonly string[];
  readonly net?: boolean;
  readonly allow?: readonly string[];
  readonly latency: Latency;
  readonly speed: number;
  readonly baud: number;
  readonly pin?: string;
  readonly when?: readonly Happening[];
}

export interface SimulateChoice extends ModuleChoice {
  readonly tcp?: number;
  readonly stdio?: boolean;
  readonly pty?: string;
  readonly serial?: string;
  readonly boot?: boolean;
  readonly record?: string;
  readonly script?: string;
}

export interface Line {
  /** What the host writes. */
  readonly write: OnBytes;
  readonly start: () => void;
  /** Nothing more comes. */
  readonly stop: () => void;
  /** Of a module: what a real port has besides. */
  readonly lines?: LineEnds;
}

const chaosOf = ({ chaos, fault, only }: ModuleChoice): Chaos => ({
  level: chaos,
  ...(fault && { rates: fault }),
  ...(only && { only }),
});

/** A module in the time of the day. */
export function moduleLine(
  choice: ModuleChoice,
  onBytes: OnBytes,
  onEvent: (event: Observed) => void,
  isBooting = false,
): Line {
  const { seed, latency, speed, baud, pin, net, allow = [], when = [] } = choice;
  const clock = systemClock(speed);
  const peers = net ? socketPeers(allow) : scriptedPeers(clock);
  const line = { clock, peers, seed, latency, baud, chaos: chaosOf(choice), ...(pin !== undefined && { pin }) };
  const module = new Module({ ...line, onBytes, onEvent });
  const start = (): void => {
    schedule(when, clock, module);
    if (isBooting) module.restart();
  };
  return {
    write: (bytes) => module.write(bytes),
    start,
    stop: () => module.switchOff(),
    lines: { dtrDropped: () => module.dropDtr(), isCarrierOn: () => module.isCarrierOn },
  };
}

/** Of a serial port, unless --baud says otherwise. */
const DEFAULT_BAUD = 115_200;

/** Milliseconds. */
const GRACE = 1000;

const shown = (bytes: Uint8Array): string => printable(latin1(bytes));

/** A recorded session in the place of the module. */
function playbackLine(script: string, onBytes: OnBytes, io: Io): Line {
  const playback = new Playback(readScript(script), {
    onBytes,
    onDifference: (expected, got) => remark(io, `expected ${shown(expected)}, got ${shown(got)}`),
    onEnd: () => remark(io, 'the script is at its end'),
  });
  return { write: (bytes) => playback.write(bytes), start: () => playback.start(), stop: () => {} };
}

async function open(choice: SimulateChoice, io: Io): Promise<Transport> {
  if (choice.pty !== undefined) return pty(choice.pty);
  if (choice.serial !== undefined) return serial(choice.serial, choice.baud || DEFAULT_BAUD);
  return choice.tcp === undefined ? stdio(io) : tcp(choice.tcp);
}

function lineOf(choice: SimulateChoice, io: Io, record: Recording, write: OnBytes): Line {
  const onBytes: OnBytes = (bytes) => {
    record.wire(bytes);
    write(bytes);
  };
  if (choice.script !== undefined) return playbackLine(choice.script, onBytes, io);
  return moduleLine(choice, onBytes, (event) => record.event(event), choice.boot);
}

/** Milliseconds between two looks for the parent. */
const LOOK = 250;

/**
 * npm and npx start a shell, which starts this: when they are ended the shell ends as well, and tells nobody. Then this process has
 * another parent. Started by anybody else it may outlive its parent: `sim800 simulate --tcp 7800 &` in a script.
 */
function whenNpmIsGone({ env }: Io, stop: () => void): () => void {
  if (env.npm_command === undefined) return () => {};
  const { ppid } = process;
  const timer = setInterval(() => {
    if (process.ppid !== ppid) stop();
  }, LOOK);
  return () => clearInterval(timer);
}

/** Until the driver is gone (--stdio), or somebody says so: Ctrl-C, SIGTERM, the end of npx. */
async function untilStopped(transport: Transport, io: Io): Promise<void> {
  const stop = (): void => void transport.close();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const unwatch = whenNpmIsGone(io, stop);
  await transport.over;
  unwatch();
  process.off('SIGINT', stop).off('SIGTERM', stop);
}

export async function simulate(choice: SimulateChoice, io: Io): Promise<number> {
  const record = choice.record === undefined ? NO_RECORD : recordTo(choice.record);
  const transport = await open(choice, io);
  // Before anybody can know that it is there, and end it.
  const stopped = untilStopped(transport, io);
  const line = lineOf(choice, io, record, (bytes) => transport.write(bytes));
  transport.listen((bytes) => {
    record.host(bytes);
    line.write(bytes);
  });
  if (!choice.stdio) remark(io, `the module is at ${transport.place}`);
  line.start();
  const unwatch = line.lines && transport.lines?.watch(line.lines);
  await stopped;
  unwatch?.();
  // What was written last is answered still.
  if (choice.stdio) await sleep(GRACE);
  record.close();
  line.stop();
  return 0;
}
