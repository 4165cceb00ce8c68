/** What went over connections, piece by piece, each opening by itself. */
import type { Entry } from '../decode/entry.js';
import { Connections, type Opening } from '../why/connections.js';
import type { Fact } from '../why/fact.js';
import type { By } from '../why/rules.js';

/** An opening with its number among those of its connection, from 1. */
export interface Numbered {
  readonly connection: number | undefined;
  readonly number: number;
}

export interface Piece extends Numbered {
  readonly direction: 'rx' | 'tx';
  readonly bytes: Uint8Array;
  /** So many bytes after these are not in the log. */
  readonly missing: number;
  readonly fact: Fact;
}

export interface Change extends Numbered {
  readonly kind: 'opened' | 'ended';
  readonly by?: By;
  readonly fact: Fact;
}

export interface Handlers {
  readonly onPiece: (piece: Piece) => void;
  readonly onChange: (change: Change) => void;
}

export class Pieces {
  private readonly connections = new Connections((event) => {
    if (event.kind === 'sent' || event.kind === 'received') {
      const { kind, opening, bytes, missing, fact } = event;
      const direction = kind === 'sent' ? 'tx' : 'rx';
      this.handlers.onPiece({ ...this.numbered(opening), direction, bytes, missing, fact });
    } else if (event.kind === 'ended')
      for (const opening of event.openings) this.ended(opening, event.fact, event.rule.by);
    else if (event.kind === 'opened')
      this.handlers.onChange({ ...this.numbered(event.opening), kind: 'opened', fact: event.fact });
  });
  private readonly handlers: Handlers;
  private readonly counts = new Map<number | undefined, number>();
  private readonly numbers = new WeakMap<Opening, number>();

  constructor(handlers: Handlers) {
    this.handlers = handlers;
  }

  add(entry: Entry): void {
    this.connections.add(entry);
  }

  /** An attempt that came to nothing has no number. */
  private ended(opening: Opening, fact: Fact, by: By): void {
    if (opening.opened === undefined && !this.numbers.has(opening)) return;
    this.handlers.onChange({ ...this.numbered(opening), kind: 'ended', by, fact });
  }

  private numbered(opening: Opening): Numbered {
    const { connection } = opening;
    const known = this.numbers.get(opening);
    const number = known ?? (this.counts.get(connection) ?? 0) + 1;
    if (known === undefined) {
      this.counts.set(connection, number);
      this.numbers.set(opening, number);
    }
    return { connection, number };
  }
}

export const nameOf = ({ connection }: Numbered): string =>
  connection === undefined ? 'the connection' : `connection ${connection}`;
