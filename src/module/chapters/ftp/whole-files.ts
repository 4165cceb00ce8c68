/** 12.2.24 to 12.2.26: files that the module gets and puts by itself, to its memory or its file system. */
import type { Handlers } from '../../chapter.js';
import { NOT_ALLOWED, NOT_FOUND } from '../../errors.js';
import type { Exchange } from '../../line/exchange.js';
import { type FileStore, inUserFolder } from '../files/store.js';
import type { FtpClient, Retries } from './client.js';
import { DONE, type Task } from './task.js';
import { MEMORY } from './upload.js';

export class WholeFiles {
  private readonly ftp: FtpClient;
  private readonly store: FileStore;
  /** What AT+FTPEXTGET=1 has got. */
  private memory: Uint8Array | undefined;
  private getting: Task | undefined;
  private saving: Task | undefined;
  private putting: Task | undefined;

  constructor(ftp: FtpClient, store: FileStore) {
    this.ftp = ftp;
    this.store = store;
  }

  restart(): void {
    this.memory = undefined;
  }

  // --- AT+FTPEXTGET

  forget(exchange: Exchange): void {
    this.memory = undefined;
    exchange.end();
  }

  toMemory(exchange: Exchange): void {
    const { settings } = this.ftp;
    const line = (result: number) => ({ type: 'ftpextget', result }) as const;
    this.getting = this.ftp.begin(exchange, line, (session, task) => {
      const take = task.taking<Uint8Array>((bytes) => {
        if (bytes.length > MEMORY) return task.failed('download');
        this.memory = bytes;
        task.end(line(DONE));
      });
      session.get(settings.path('get'), settings.restartsAt, take);
    });
  }

  save(name: string, exchange: Exchange) {
    const { memory } = this;
    if (!memory || !this.store.write(inUserFolder(name), memory)) return exchange.refuse(NOT_ALLOWED);
    exchange.respond({ type: 'ftpextget-saved', totalLength: memory.length });
    exchange.end();
  }

  read(position: number, length: number, exchange: Exchange) {
    if (!this.memory) return exchange.refuse(NOT_ALLOWED);
    const payload = this.memory.slice(position, position + length);
    exchange.respond({ type: 'ftpextget-read', length: payload.length, payload });
    exchange.end();
  }

  showMemory(exchange: Exchange): void {
    const receivedLength = this.memory?.length ?? 0;
    const isRunning = this.getting?.isOver === false;
    exchange.respond({ type: 'ftpextget-status', ...(isRunning ? { status: 1, receivedLength } : { status: 0 }) });
    exchange.end();
  }

  // --- AT+FTPGETTOFS, AT+FTPPUTFRMFS

  toFile(name: string, retries: Retries, exchange: Exchange): void {
    const { settings } = this.ftp;
    const fail = (result: number) => ({ type: 'ftpgettofs', result }) as const;
    this.saving = this.ftp.begin(
      exchange,
      fail,
      (session, task) => {
        const take = task.taking<Uint8Array>((bytes) => {
          if (!this.store.write(inUserFolder(name), bytes)) return task.failedHere();
          task.end({ type: 'ftpgettofs', result: DONE, totalLength: bytes.length });
        });
        session.get(settings.path('get'), settings.restartsAt, take);
      },
      retries,
    );
  }

  fromFile(path: string, retries: Retries, exchange: Exchange) {
    const { settings } = this.ftp;
    const bytes = this.store.read(path);
    if (!bytes) return exchange.refuse(NOT_FOUND);
    const fail = (result: number) => ({ type: 'ftpputfrmfs', result }) as const;
    const done = { ...fail(DONE), totalLength: bytes.length };
    this.putting = this.ftp.begin(
      exchange,
      fail,
      (session, task) => {
        const take = task.taking(() => task.end(done));
        session.put(settings.path('put'), bytes, settings.putOption, take);
      },
      retries,
    );
  }

  /** How much has come or gone is known only at the end. */
  showSaving(exchange: Exchange): void {
    const running = { status: 1, receivedLength: 0, writeLength: 0 };
    exchange.respond({ type: 'ftpgettofs-status', ...(this.saving?.isOver === false ? running : { status: 0 }) });
    exchange.end();
  }

  showPutting(exchange: Exchange): void {
    const running = { status: 1, putLength: 0 };
    exchange.respond({ type: 'ftpputfrmfs-status', ...(this.putting?.isOver === false ? running : { status: 0 }) });
    exchange.end();
  }
}

export function wholeFileHandlers(files: WholeFiles): Handlers {
  return {
    ftpextget: {
      read: (_, exchange) => files.showMemory(exchange),
      write: (command, exchange) => {
        if (command.mode === 0) files.forget(exchange);
        else if (command.mode === 1) files.toMemory(exchange);
        else if (command.mode === 2) files.save(command.file, exchange);
        else files.read(command.position, command.length, exchange);
      },
    },
    ftpgettofs: {
      read: (_, exchange) => files.showSaving(exchange),
      write: ({ location, file, ...retries }, exchange) => {
        // There is no card.
        if (location === 1) exchange.refuse(NOT_ALLOWED);
        else files.toFile(file, retries, exchange);
      },
    },
    ftpputfrmfs: {
      read: (_, exchange) => files.showPutting(exchange),
      write: ({ file, ...retries }, exchange) => files.fromFile(file, retries, exchange),
    },
  };
}
