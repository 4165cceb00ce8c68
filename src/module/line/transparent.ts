/** Transparent mode: the host's bytes go to a connection, until one of the two ends it. */
import type { DataLink } from '../device.js';
import { OK, type Outgoing } from '../outgoing.js';
import { EscapeSequence } from './escape.js';
import type { LineModes } from './modes.js';

/** AT&D: what it means that the host's line DTR goes off (AT manual 2.2.29). */
const DTR_IGNORED = 0;
const DTR_ENDS = 2;
/** AT&C: DCD is on, whatever happens (AT manual 2.2.28). */
const DCD_ALWAYS = 0;

export interface TransparentParts {
  readonly modes: LineModes;
  readonly now: () => number;
  readonly after: (milliseconds: number, step: () => void) => () => void;
  readonly write: (message: Outgoing) => void;
  /** The line is in this mode, or is no longer. */
  readonly changed: (isOn: boolean) => void;
}

export class TransparentMode {
  private readonly parts: TransparentParts;
  private readonly escape: EscapeSequence;
  private link: DataLink | undefined;
  private left: DataLink | undefined;

  constructor(parts: TransparentParts) {
    this.parts = parts;
    this.escape = new EscapeSequence({
      now: parts.now,
      after: parts.after,
      pass: (bytes) => this.link?.write(bytes),
      escaped: () => this.leave(),
    });
  }

  get isOn(): boolean {
    return this.link !== undefined;
  }

  /** What the host has escaped from. */
  get heldLink(): DataLink | undefined {
    return this.left;
  }

  /** There is a connection, or AT&C0. */
  get isCarrierOn(): boolean {
    return this.parts.modes.dcd === DCD_ALWAYS || this.isOn || this.left?.isAlive() === true;
  }

  begin(link: DataLink): void {
    this.link = link;
    this.left = undefined;
    this.escape.reset();
    this.parts.changed(true);
    link.begun();
  }

  /** The connection has ended, with this line. */
  end(line: Outgoing): void {
    this.parts.write(line);
    this.command();
  }

  write(bytes: Uint8Array): void {
    this.escape.write(bytes);
  }

  /** AT&D1 is back in command mode, AT&D2 ends the connection too, also one that the host has escaped from. */
  dropDtr(): void {
    const { dtr } = this.parts.modes;
    if (dtr === DTR_IGNORED) return;
    if (this.link) this.leave();
    if (dtr < DTR_ENDS) return;
    const { left } = this;
    this.left = undefined;
    if (left?.isAlive()) left.end();
  }

  forget(): void {
    this.escape.reset();
    this.link = undefined;
    this.left = undefined;
  }

  private leave(): void {
    const { link } = this;
    this.parts.write(OK);
    link?.left();
    this.left = link;
    this.command();
  }

  private command(): void {
    this.link = undefined;
    this.escape.reset();
    this.parts.changed(false);
  }
}
