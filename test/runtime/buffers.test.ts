/** Payload and data are not copied: they are handed out where they appear in the caller's own chunk. */
import { describe, expect, it } from 'vitest';
import { Tokenizer } from '../../src/index.js';
import { bytesOf } from '../latin1.js';

interface Piece {
  readonly buffer: Uint8Array;
  readonly text: string;
}

function piecesOf(chunks: readonly Uint8Array[]): { pieces: Piece[]; types: string[] } {
  const pieces: Piece[] = [];
  const types: string[] = [];
  const keep = (buffer: Uint8Array, start: number, end: number): unknown =>
    pieces.push({ buffer, text: String.fromCharCode(...buffer.subarray(start, end)) });
  const tokenizer = new Tokenizer({ form: ({ type }) => types.push(type), payload: keep, data: keep });
  for (const chunk of chunks) tokenizer.write(chunk);
  return { pieces, types };
}

describe.each([0, 1, 5, 10])('a header of which %i bytes are in the chunk before', (before) => {
  it.each([20, 60, 200, 1400])('and %i bytes of payload with it', (length) => {
    const header = `\r\n+IPD,${length + 3}:`;
    const first = bytesOf(header.slice(0, before));
    const second = bytesOf(`${header.slice(before)}${'x'.repeat(length)}`);
    const third = bytesOf('yyy\r\n+CSQ: 1,0\r\n\r\nOK\r\n');
    const { pieces, types } = piecesOf([first, second, third].filter((chunk) => chunk.length > 0));
    expect(pieces.map(({ text }) => text)).toEqual(['x'.repeat(length), 'yyy']);
    expect(pieces.map(({ buffer }) => [second, third].indexOf(buffer))).toEqual([0, 1]);
    expect(types).toEqual(['ipd', 'csq', 'ok']);
  });
});

describe('transparent mode', () => {
  it('begins in the middle of a chunk whose first line began in the one before', () => {
    const chunks = ['\r\nCONN', 'ECT\r\nsome data of a peer that is long enough', ' and more of it'].map(bytesOf);
    const { pieces, types } = piecesOf(chunks);
    expect(types).toEqual(['connect']);
    expect(pieces.map(({ text }) => text).join('')).toBe('some data of a peer that is long enough and more of it');
    expect(pieces.every(({ buffer }) => chunks.includes(buffer))).toBe(true);
  });
});
