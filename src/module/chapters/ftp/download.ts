/** 12.2.14 and 12.2.23: a file or a listing that the host reads by its parts. */
import type { Handlers } from '../../chapter.js';
import { NOT_ALLOWED } from '../../errors.js';
import type { Exchange } from '../../line/exchange.js';
import type { FileDone, FileSession } from '../../peers/files.js';
import type { FtpClient } from './client.js';
import { DONE, MORE, type Task } from './task.js';

type Line = 'ftpget' | 'ftplist';
type Fetch = (session: FileSession, done: FileDone<Uint8Array>) => void;

/** The host is told again of what it has not read after so many milliseconds; the manual says "a certain time". */
const REMINDER = 1000;

class Download {
  private readonly ftp: FtpClient;
  private readonly line: Line;
  private readonly fetch: Fetch;
  private task: Task | undefined;
  private left: Uint8Array | undefined;

  constructor(ftp: FtpClient, line: Line, fetch: Fetch) {
    this.ftp = ftp;
    this.line = line;
    this.fetch = fetch;
  }

  begin(exchange: Exchange): void {
    const fail = (result: number) => ({ type: this.line, result });
    const task = this.ftp.begin(exchange, fail, (session, task) => {
      const take = task.taking<Uint8Array>((bytes) => this.got(task, bytes));
      this.fetch(session, take);
    });
    if (!task) return;
    this.task = task;
    this.left = undefined;
  }

  read(most: number, exchange: Exchange) {
    const { task, left } = this;
    if (!task || task.isOver) return exchange.refuse(NOT_ALLOWED);
    const payload = left?.slice(0, most) ?? new Uint8Array();
    exchange.respond({ type: `${this.line}-read`, length: payload.length, payload });
    exchange.end();
    if (left) this.goOn(task, left.subarray(payload.length));
  }

  private got(task: Task, bytes: Uint8Array) {
    this.left = bytes;
    if (bytes.length === 0) return task.end({ type: this.line, result: DONE });
    this.ftp.device.event({ type: this.line, result: MORE });
  }

  private goOn(task: Task, left: Uint8Array) {
    this.left = left;
    if (left.length === 0) return task.end({ type: this.line, result: DONE });
    this.ftp.device.after(REMINDER, () => {
      if (this.left === left && !task.isOver) this.ftp.device.event({ type: this.line, result: MORE });
    });
  }
}

export function downloadHandlers(ftp: FtpClient): Handlers {
  const { settings } = ftp;
  const file = new Download(ftp, 'ftpget', (session, done) =>
    session.get(settings.path('get'), settings.restartsAt, done),
  );
  const listing = new Download(ftp, 'ftplist', (session, done) => session.list(settings.directory, done));
  return {
    ftpget: {
      write: (command, exchange) => {
        if (command.mode === 2) file.read(command.length, exchange);
        else file.begin(exchange);
      },
    },
    ftplist: {
      write: (command, exchange) => {
        if (command.mode === 2) listing.read(command.length, exchange);
        else listing.begin(exchange);
      },
    },
  };
}
