/** `--extract`: what each connection has sent and received, as files, per opening. */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { named } from '../fault.js';
import type { Sink } from '../output/format.js';
import { printable } from '../output/harmless.js';
import { type Piece, Pieces } from './pieces.js';

interface File {
  readonly path: string;
  bytes: number;
  readonly gaps: { readonly at: number; readonly missing: number }[];
}

const NAMES = { rx: 'received', tx: 'sent' } as const;

function written(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw named(error, path);
  }
}

class Files {
  private readonly folder: string;
  private readonly files = new Map<string, File>();

  constructor(folder: string) {
    this.folder = folder;
    written(folder, () => mkdirSync(folder, { recursive: true }));
  }

  /** A file is begun anew by its first piece, and has no hole where bytes are missing. */
  add({ connection, number, direction, bytes, missing }: Piece): void {
    const name = `connection-${connection ?? 'only'}.${number}.${NAMES[direction]}.bin`;
    const known = this.files.get(name);
    const file = known ?? { path: join(this.folder, name), bytes: 0, gaps: [] };
    this.files.set(name, file);
    written(file.path, () => (known === undefined ? writeFileSync : appendFileSync)(file.path, bytes));
    file.bytes += bytes.length;
    if (missing > 0) file.gaps.push({ at: file.bytes, missing });
  }

  /** A line a file. */
  report(): string {
    const lines = [...this.files.values()].map(({ path, bytes, gaps }) => {
      const told = gaps.map(({ at, missing }) => `${missing} missing at ${at}`);
      return `${printable(path)}  ${bytes} bytes${told.length === 0 ? '' : `, ${told.join(', ')}`}\n`;
    });
    return lines.length === 0 ? 'nothing was sent or received over a connection\n' : lines.join('');
  }
}

export function extractSink(folder: string): Sink {
  const files = new Files(folder);
  const pieces = new Pieces({ onPiece: (piece) => files.add(piece), onChange: () => {} });
  const take: Sink['take'] = (entry) => {
    pieces.add(entry);
    return '';
  };
  return { begin: () => '', take, end: () => files.report() };
}
