/** `--follow-stream`: what one connection has sent and received, in the order of the log. */
import picocolors from 'picocolors';
import type { Format, Sink } from '../output/format.js';
import { harmlessJson, printable, readable } from '../output/harmless.js';
import { type Payload, spelled } from '../output/payload.js';
import type { Fact } from '../why/fact.js';
import { type Change, nameOf, type Piece, Pieces } from './pieces.js';

/** `only`: the connection that has no number. */
export type Followed = number | 'only';

const whereOf = ({ place: { at, line, offset } }: Fact): string =>
  [at, line === undefined ? `offset ${offset}` : `line ${line}`].filter((part) => part !== undefined).join(', ');

const isOf = (followed: Followed, connection: number | undefined): boolean =>
  followed === 'only' ? connection === undefined : connection === followed;

/** A line of text a line, the line ends shown; bytes in hex or base64 as they are. */
function linesOf(bytes: Uint8Array, payload: Payload): string[] {
  const text = spelled(bytes, payload);
  if (text === undefined) return [`${bytes.length} bytes`];
  return payload === 'text' ? text.split(/(?<=\n)/).map(readable) : [text];
}

function pretty(payload: Payload, colour: boolean) {
  const { bold, dim, green, yellow, red } = picocolors.createColors(colour);
  return {
    piece: ({ direction, bytes, missing }: Piece): string => {
      const paint = direction === 'tx' ? yellow : green;
      const lines = bytes.length === 0 ? [] : linesOf(bytes, payload);
      const told = lines.map((line) => `${dim(direction === 'tx' ? '>' : '<')} ${paint(line)}\n`);
      return `${told.join('')}${missing > 0 ? `${red(`… ${missing} bytes are not in the log`)}\n` : ''}`;
    },
    change: (change: Change): string => {
      const { kind, number, by, fact } = change;
      const what = kind === 'opened' ? `opening ${number}` : `ended, by ${by}`;
      return `${bold(printable(`${nameOf(change)}: ${what} (${whereOf(fact)})`))}\n`;
    },
  };
}

function ndjson(payload: Payload) {
  const json = (value: object): string => `${harmlessJson(JSON.stringify(value))}\n`;
  return {
    piece: ({ connection, number, direction, bytes, missing, fact }: Piece): string =>
      json({
        ...{ connection, opening: number, direction, ...fact.place, length: bytes.length, missing },
        bytes: spelled(bytes, payload),
      }),
    change: ({ connection, number, kind, by, fact }: Change): string =>
      json({ connection, opening: number, change: kind, by, ...fact.place }),
  };
}

export function followSink(followed: Followed, format: Format, payload: Payload, colour: boolean): Sink {
  const show = format === 'ndjson' ? ndjson(payload) : pretty(payload, colour);
  let text = '';
  const pieces = new Pieces({
    onPiece: (piece) => {
      if (isOf(followed, piece.connection)) text += show.piece(piece);
    },
    onChange: (change) => {
      if (isOf(followed, change.connection)) text += show.change(change);
    },
  });
  const take: Sink['take'] = (entry) => {
    text = '';
    pieces.add(entry);
    return text;
  };
  return { begin: () => '', take, end: () => '' };
}
