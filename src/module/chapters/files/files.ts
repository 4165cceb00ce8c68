/** The file application note: AT+FSCREATE, AT+FSWRITE, AT+FSREAD and their kind. */
import { joined } from '../../bytes.js';
import type { Chapter } from '../../chapter.js';
import { NOT_ALLOWED, NOT_FOUND } from '../../errors.js';
import type { Exchange } from '../../line/exchange.js';
import { DRIVE, type FileStore } from './store.js';

interface Write {
  readonly file: string;
  /** 0 anew, 1 after its end. */
  readonly mode: number;
  readonly size: number;
  /** Seconds. */
  readonly time: number;
}

interface Read {
  readonly file: string;
  /** 0 from its beginning, 1 from `position` on. */
  readonly mode: number;
  readonly size: number;
  readonly position: number;
}

function write(store: FileStore, { file, mode, size, time }: Write, exchange: Exchange) {
  const old = store.read(file);
  if (!old) return exchange.refuse(NOT_FOUND);
  exchange.ask({ length: size, within: time * 1000, prompt: { type: 'prompt' } }, (given) => {
    const bytes = 'bytes' in given ? given.bytes : new Uint8Array();
    const all = mode === 1 ? joined(old, bytes) : bytes;
    if (store.write(file, all)) exchange.end();
    else exchange.refuse(NOT_ALLOWED);
  });
}

function read(store: FileStore, { file, mode, size, position }: Read, exchange: Exchange) {
  const bytes = store.read(file);
  if (!bytes) return exchange.refuse(NOT_FOUND);
  const start = mode === 1 ? position : 0;
  exchange.data(bytes.subarray(start, start + size));
  exchange.end();
}

function list(store: FileStore, path: string, exchange: Exchange) {
  const names = store.list(path);
  if (!names) return exchange.refuse(NOT_FOUND);
  for (const text of names) exchange.respond({ type: 'text', text });
  exchange.end();
}

const endIf = (isDone: boolean, exchange: Exchange): void => (isDone ? exchange.end() : exchange.refuse(NOT_ALLOWED));

export function files(store: FileStore): Chapter {
  const isNew = (file: string): boolean => !store.read(file) && store.write(file, new Uint8Array());
  return {
    handlers: {
      fsdrive: {
        // There is no card.
        write: ({ local }, exchange) => {
          if (local === 1) return exchange.refuse(NOT_ALLOWED);
          exchange.respond({ type: 'fsdrive', drive: DRIVE });
          exchange.end();
        },
      },
      fsmem: {
        execute: (_, exchange) => {
          exchange.respond({ type: 'fsmem', drive: DRIVE, free: store.free });
          exchange.end();
        },
      },
      fsls: { write: ({ path }, exchange) => list(store, path, exchange) },
      fsmkdir: { write: ({ path }, exchange) => endIf(store.makeFolder(path), exchange) },
      fsrmdir: { write: ({ path }, exchange) => endIf(store.removeFolder(path), exchange) },
      fscreate: { write: ({ file }, exchange) => endIf(isNew(file), exchange) },
      fsdel: { write: ({ file }, exchange) => endIf(store.remove(file), exchange) },
      fsrename: { write: ({ file, newFile }, exchange) => endIf(store.rename(file, newFile), exchange) },
      fsflsize: {
        write: ({ file }, exchange) => {
          const bytes = store.read(file);
          if (!bytes) return exchange.refuse(NOT_FOUND);
          exchange.respond({ type: 'fsflsize', size: bytes.length });
          exchange.end();
        },
      },
      fswrite: { write: (command, exchange) => write(store, command, exchange) },
      fsread: { write: (command, exchange) => read(store, command, exchange) },
    },
  };
}
