/** What one command has begun, until its last line is written. */
import type { Device } from '../../device.js';
import type { Outgoing } from '../../outgoing.js';
import type { FileDone, FileFailure, FileServers, FileSession, FileSite } from '../../peers/files.js';

/** The numbers of the manual; the comment at `ftp-result` in the grammar has them all. */
export const DONE = 0;
/** There is data, or room for it. */
export const MORE = 1;
const FILE_SYSTEM = 85;
const ENDED_BY_HAND = 86;
const FAILURES: Readonly<Record<FileFailure, number>> = {
  network: 61,
  name: 62,
  connection: 63,
  timeout: 64,
  server: 65,
  user: 71,
  password: 72,
  type: 73,
  restart: 74,
  passive: 75,
  operation: 77,
  upload: 78,
  download: 79,
};

/** The last line of a task that has failed, with its number. */
export type Fail = (result: number) => Outgoing;

export interface TaskParts {
  readonly device: Device;
  readonly fail: Fail;
  /** How often it tries again, and after how many milliseconds. */
  readonly retries: number;
  readonly pause: number;
  readonly released: () => void;
}

export class Task {
  private readonly parts: TaskParts;
  private retriesLeft: number;
  private session: FileSession | undefined;
  private over = false;
  private again: () => void = () => {};

  constructor(parts: TaskParts) {
    this.parts = parts;
    this.retriesLeft = parts.retries;
  }

  get isOver(): boolean {
    return this.over;
  }

  /** `step` is taken with each session that is opened. */
  open(servers: FileServers | undefined, site: FileSite, step: (session: FileSession) => void): void {
    const take = this.taking<FileSession>((session) => {
      this.session = session;
      step(session);
    });
    this.again = () => {
      if (!servers) return this.failed('network');
      servers.open(site, (outcome) => {
        // It has come too late.
        if (this.over && 'value' in outcome) outcome.value.close();
        take(outcome);
      });
    };
    this.again();
  }

  /** Takes what a server gives; a failure ends the task. */
  taking<T>(step: (value: T) => void): FileDone<T> {
    return (outcome) => {
      if (this.over) return;
      if ('failure' in outcome) this.failed(outcome.failure);
      else step(outcome.value);
    };
  }

  failed(failure: FileFailure) {
    this.session?.close();
    if (this.retriesLeft <= 0) return this.end(this.parts.fail(FAILURES[failure]));
    this.retriesLeft -= 1;
    this.parts.device.after(this.parts.pause, () => {
      if (!this.over) this.again();
    });
  }

  /** The module's own files do not take what has come. */
  failedHere(): void {
    this.end(this.parts.fail(FILE_SYSTEM));
  }

  quit(): void {
    this.end(this.parts.fail(ENDED_BY_HAND));
  }

  end(line: Outgoing): void {
    if (this.over) return;
    this.abandon();
    this.parts.device.event(line);
  }

  /** Without a word: the module starts anew. */
  abandon(): void {
    this.over = true;
    this.session?.close();
    this.parts.released();
  }
}
