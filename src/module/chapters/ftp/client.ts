/** Who FTP's commands ask for a session with the server: there is one at a time. */
import type { Device } from '../../device.js';
import { NOT_ALLOWED } from '../../errors.js';
import type { Exchange } from '../../line/exchange.js';
import type { FileSession } from '../../peers/files.js';
import { type AppBearers, OPENING } from '../app-bearer.js';
import { FtpSettings } from './settings.js';
import { type Fail, Task } from './task.js';

export interface Retries {
  readonly retries?: number;
  readonly seconds?: number;
}

export class FtpClient {
  readonly settings = new FtpSettings();
  readonly device: Device;
  private readonly bearers: AppBearers;
  private task: Task | undefined;

  constructor(device: Device, bearers: AppBearers) {
    this.device = device;
    this.bearers = bearers;
  }

  get isBusy(): boolean {
    return this.task !== undefined;
  }

  restart(): void {
    this.task?.abandon();
    this.settings.restart();
  }

  quit(exchange: Exchange) {
    if (!this.task) return exchange.refuse(NOT_ALLOWED);
    exchange.end();
    this.task.quit();
  }

  /** Begins something: OK at once, and what becomes of it later. Nothing: it was refused. */
  begin(
    exchange: Exchange,
    fail: Fail,
    step: (session: FileSession, task: Task) => void,
    { retries = 0, seconds = 0 }: Retries = {},
  ): Task | undefined {
    if (this.task || !this.settings.hasServer) return void exchange.refuse(NOT_ALLOWED);
    exchange.end();
    const { device } = this;
    const released = (): void => {
      this.task = undefined;
    };
    const task = new Task({ device, fail, retries, pause: seconds * 1000, released });
    this.task = task;
    const { files } = device.peers;
    if (files && this.bearers.isOpen(this.settings.bearer))
      task.open(files, this.settings.site, (session) => step(session, task));
    else device.after(OPENING, () => task.failed('network'));
    return task;
  }
}
