import type { Cancel, Clock } from './clock/clock.js';
import type { Faults } from './faults/faults.js';
import type { Random } from './faults/random.js';
import type { Observed } from './observed.js';
import type { Outgoing } from './outgoing.js';
import type { Peers } from './peers/peers.js';
import type { Settings } from './settings/settings.js';

export type SimState = 'READY' | 'SIM PIN' | 'SIM PUK' | 'NOT INSERTED';

/** What surrounds the module, and changes without it. */
export interface Surroundings {
  sim: SimState;
  /** As AT+CREG? says it: 1 at home, 5 roaming, 2 searching. */
  registration: number;
  /** As AT+CSQ says it: 0 to 31, 99. */
  signal: number;
  /** The packet service. */
  attached: boolean;
  millivolts: number;
}

/** Where the bytes of the host go while they are no commands. */
export interface DataLink {
  /** The host is told that it can write, for the first time or again (ATO). */
  begun(): void;
  write(bytes: Uint8Array): void;
  /** The host has escaped; it can come back while this lives. */
  left(): void;
  isAlive(): boolean;
  /** The host ends the connection. */
  end(): void;
}

/** What the chapters share. */
export interface Device {
  readonly clock: Clock;
  readonly random: Random;
  readonly faults: Faults;
  readonly settings: Settings;
  readonly surroundings: Surroundings;
  readonly peers: Peers;
  /** Other than that of the clock it is forgotten when the module starts anew. */
  after(milliseconds: number, step: () => void): Cancel;
  /**
   * Something that no command asked for, or that follows its result; `then` happens at that very byte; `rest` follows the line as
   * it is: the lines of a short message after its first.
   */
  event(message: Outgoing, then?: () => void, rest?: Uint8Array): void;
  /** Bytes of a peer as they are. */
  data(bytes: Uint8Array): void;
  /** All bytes are data from now on: the host's go to `link`. */
  beginTransparent(link: DataLink): void;
  /** What the host has escaped from. */
  readonly heldLink: DataLink | undefined;
  /** With the line that the host knows it by. */
  endTransparent(line: Outgoing): void;
  observe(event: Observed): void;
  /** Starts anew, after so many milliseconds. */
  restart(milliseconds: number): void;
  switchOff(): void;
}
