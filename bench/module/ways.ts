/** The ways on which payload goes through the simulated module, each as fast as a host and a peer can. */
import { Module, type ModuleOptions, type Server, scriptedPeers, VirtualClock } from '../../src/module.js';

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');
/** A segment. */
const PIECE = new Uint8Array(1460).fill(65);

export const BYTES_A_PIECE = PIECE.length;

const pusher =
  (pieces: number): Server =>
  (link) =>
  () => {
    for (let i = 0; i < pieces; i++) link.send(PIECE);
  };

/** A module with a connection, and how many bytes it has written. */
class Desk {
  readonly clock = new VirtualClock();
  readonly module: Module;
  written = 0;

  constructor(server: Server, settings: readonly string[], chaos: ModuleOptions['chaos'] = {}) {
    const peers = scriptedPeers(this.clock, { servers: { '*': server }, roundTrip: 2 });
    const onBytes = (bytes: Uint8Array): void => {
      this.written += bytes.length;
    };
    this.module = new Module({ clock: this.clock, peers, latency: 'none', chaos, onBytes });
    const lines = ['AT+CSTT', 'AT+CIICR', 'AT+CIFSR', 'AT+CIPSTART="TCP","203.0.113.10",80'];
    for (const line of [...settings, ...lines]) this.ask(line, 10_000);
  }

  ask(line: string, milliseconds = 5): void {
    this.write(bytesOf(`${line}\r`), milliseconds);
  }

  write(bytes: Uint8Array, milliseconds = 5): void {
    this.module.write(bytes);
    this.clock.advance(milliseconds);
  }

  /** Has the peer push. */
  wake(): this {
    this.ask('AT+CIPSEND=1');
    this.write(bytesOf('x'), 1_000_000);
    return this;
  }
}

export interface Way {
  readonly name: string;
  /** Lets so many pieces pass, and gives how many bytes of payload were seen to have passed. */
  readonly pass: (pieces: number) => number;
}

function sends(settings: readonly string[]): (pieces: number) => number {
  return (pieces) => {
    let arrived = 0;
    const server: Server = () => (bytes) => {
      arrived += bytes.length;
    };
    const desk = new Desk(server, settings);
    for (let i = 0; i < pieces; i++) {
      desk.ask(`AT+CIPSEND=${PIECE.length}`, 1);
      desk.write(PIECE);
    }
    return arrived;
  };
}

const pushes =
  (settings: readonly string[], chaos?: ModuleOptions['chaos']) =>
  (pieces: number): number =>
    new Desk(pusher(pieces), settings, chaos).wake().written;

/** `digits`: characters of the answer a byte of payload. */
const fetches = (mode: number, most: number, digits: number) => (pieces: number) => {
  const desk = new Desk(pusher(pieces), ['AT+CIPRXGET=1']).wake();
  for (let left = pieces * PIECE.length; left > 0; left -= most) desk.ask(`AT+CIPRXGET=${mode},${most}`, 1);
  return Math.floor(desk.written / digits);
};

function transparentUp(pieces: number): number {
  let arrived = 0;
  const server: Server = () => (bytes) => {
    arrived += bytes.length;
  };
  const desk = new Desk(server, ['AT+CIPMODE=1']);
  for (let i = 0; i < pieces; i++) desk.write(PIECE);
  return arrived;
}

function transparentDown(pieces: number): number {
  const desk = new Desk(pusher(pieces), ['AT+CIPMODE=1']);
  desk.write(bytesOf('x'), 10_000);
  return desk.written;
}

/** A hundred in one process, a share for each. */
const hundred = (pieces: number): number => {
  const share = Math.ceil(pieces / 100);
  const desks = Array.from({ length: 100 }, () => new Desk(pusher(share), ['AT+CIPHEAD=1']));
  return desks.reduce((sum, desk) => sum + desk.wake().written, 0);
};

export const WAYS: readonly Way[] = [
  { name: 'AT+CIPSEND=1460', pass: sends([]) },
  { name: 'AT+CIPSEND=1460, no echo', pass: sends(['ATE0']) },
  { name: '+IPD', pass: pushes(['AT+CIPHEAD=1']) },
  { name: '+IPD, chaos 1', pass: pushes(['AT+CIPHEAD=1'], { level: 1 }) },
  { name: 'no header', pass: pushes([]) },
  { name: 'AT+CIPRXGET=2,1460', pass: fetches(2, 1460, 1) },
  { name: 'AT+CIPRXGET=3,730', pass: fetches(3, 730, 2) },
  { name: 'transparent, from the host', pass: transparentUp },
  { name: 'transparent, to the host', pass: transparentDown },
  { name: '+IPD, a hundred modules', pass: hundred },
];
