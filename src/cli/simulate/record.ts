/** What went over the line, and what really happened: one JSON object a line. */
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Observed } from '../../module.js';
import { latin1 } from '../latin1.js';

export interface Recording {
  host(bytes: Uint8Array): void;
  wire(bytes: Uint8Array): void;
  event(event: Observed): void;
  close(): void;
}

/** Bytes as text, a letter each. A Buffer has become something else before JSON.stringify gives it to its replacer. */
function plain(this: unknown, key: string, value: unknown): unknown {
  const given = (this as Readonly<Record<string, unknown>>)[key];
  return given instanceof Uint8Array ? latin1(given) : value;
}

/** Written at once: a driver that is killed leaves a record that is whole. */
export function recordTo(path: string): Recording {
  const file = openSync(path, 'w');
  const start = performance.now();
  let isOpen = true;
  const offsets = { host: 0, wire: 0 };
  const write = (what: object): void => {
    if (!isOpen) return;
    const at = Math.round(performance.now() - start);
    writeSync(file, `${JSON.stringify({ at, ...what }, plain)}\n`);
  };
  const bytesOf = (what: 'host' | 'wire', bytes: Uint8Array): void => {
    write({ what, offset: offsets[what], bytes });
    offsets[what] += bytes.length;
  };
  return {
    host: (bytes) => bytesOf('host', bytes),
    wire: (bytes) => bytesOf('wire', bytes),
    event: write,
    close: () => {
      if (isOpen) closeSync(file);
      isOpen = false;
    },
  };
}

export const NO_RECORD: Recording = { host: () => {}, wire: () => {}, event: () => {}, close: () => {} };
