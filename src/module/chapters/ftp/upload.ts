/** 12.2.15, 12.2.20 and 12.2.27: a file that the host gives by its parts, all in memory before, or from the file system. */
import { joined } from '../../bytes.js';
import type { Handlers } from '../../chapter.js';
import { NOT_ALLOWED, NOT_FOUND } from '../../errors.js';
import type { Exchange } from '../../line/exchange.js';
import type { FileSession } from '../../peers/files.js';
import type { FileStore } from '../files/store.js';
import type { FtpClient } from './client.js';
import { DONE, type Task } from './task.js';

/** So many bytes are taken at a time. */
const MOST_PUT = 1360;
/** The memory of AT+FTPEXTPUT. */
export const MEMORY = 307_200;

interface Kept {
  readonly pos: number;
  readonly length: number;
  /** Milliseconds. */
  readonly timeout: number;
}

export class Upload {
  private readonly ftp: FtpClient;
  private readonly store: FileStore;
  /** Nothing: AT+FTPEXTPUT=0. */
  private memory: Uint8Array | undefined;
  /** AT+FTPFILEPUT. */
  private path: string | undefined;
  private open: { readonly task: Task; readonly session: FileSession } | undefined;
  private given: Uint8Array = new Uint8Array();

  constructor(ftp: FtpClient, store: FileStore) {
    this.ftp = ftp;
    this.store = store;
  }

  restart(): void {
    this.memory = undefined;
    this.path = undefined;
  }

  begin(exchange: Exchange): void {
    const whole = this.memory ?? (this.path === undefined ? undefined : this.store.read(this.path));
    const fail = (result: number) => ({ type: 'ftpput', result }) as const;
    this.ftp.begin(exchange, fail, (session, task) => {
      if (whole) return this.put(session, task, whole);
      this.open = { task, session };
      this.given = new Uint8Array();
      this.askForMore();
    });
  }

  /** Bytes of the file; none: it is at its end. */
  take(length: number, exchange: Exchange) {
    const { open } = this;
    if (!open || open.task.isOver || length > MOST_PUT) return exchange.refuse(NOT_ALLOWED);
    if (length === 0) return this.finish(open.session, open.task, exchange);
    exchange.ask({ length, prompt: { type: 'ftpput-data', length } }, (given) => {
      if ('bytes' in given) this.given = joined(this.given, given.bytes);
      exchange.end();
      if (!open.task.isOver) this.askForMore();
    });
  }

  useMemory(isUsed: boolean, exchange: Exchange): void {
    this.memory = isUsed ? new Uint8Array() : undefined;
    exchange.end();
  }

  keep({ pos, length, timeout }: Kept, exchange: Exchange) {
    if (!this.memory || pos + length > MEMORY) return exchange.refuse(NOT_ALLOWED);
    exchange.ask({ length, within: timeout, prompt: { type: 'ftpextput', pos, length } }, (given) => {
      const old = this.memory ?? new Uint8Array();
      const bytes = 'bytes' in given ? given.bytes : new Uint8Array();
      const all = new Uint8Array(Math.max(old.length, pos + bytes.length));
      all.set(old);
      all.set(bytes, pos);
      this.memory = all;
      exchange.end();
    });
  }

  useFile(path: string | undefined, exchange: Exchange) {
    if (path !== undefined && !this.store.read(path)) return exchange.refuse(NOT_FOUND);
    this.path = path;
    exchange.end();
  }

  private askForMore(): void {
    this.ftp.device.event({ type: 'ftpput-ready', maxLength: MOST_PUT });
  }

  private finish(session: FileSession, task: Task, exchange: Exchange): void {
    exchange.end();
    this.open = undefined;
    this.put(session, task, this.given);
  }

  private put(session: FileSession, task: Task, bytes: Uint8Array): void {
    const { settings } = this.ftp;
    const take = task.taking(() => task.end({ type: 'ftpput', result: DONE }));
    session.put(settings.path('put'), bytes, settings.putOption, take);
  }
}

export function uploadHandlers(upload: Upload): Handlers {
  return {
    ftpput: {
      write: (command, exchange) => {
        if (command.mode === 2) upload.take(command.length, exchange);
        else upload.begin(exchange);
      },
    },
    ftpextput: {
      write: (command, exchange) => {
        if (command.mode === 2) upload.keep(command, exchange);
        else upload.useMemory(command.mode === 1, exchange);
      },
    },
    ftpfileput: {
      write: ({ mode, file }, exchange) => upload.useFile(mode === 1 ? (file ?? '') : undefined, exchange),
    },
  };
}
