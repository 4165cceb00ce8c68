import { describe, expect, it } from 'vitest';
import { CommandLines } from '../../src/capture/read/command-lines.js';
import { bytesOf, textOf } from '../latin1.js';

describe('the lines of the host', () => {
  const texts = (...pieces: readonly string[]): string[][] => {
    const lines = new CommandLines();
    return pieces.map((piece) => lines.add(bytesOf(piece)).map((line) => textOf(line)));
  };

  it('are joined of the pieces they were written in', () => {
    expect(texts('A', 'T+CS', 'Q\r', '\n', 'AT\r\nATE0\rAT', '\r')).toEqual([
      [],
      [],
      ['AT+CSQ'],
      [],
      ['AT', 'ATE0'],
      ['AT'],
    ]);
  });

  it('are given up where no line end comes', () => {
    expect(texts('x'.repeat(2000), 'AT\r')).toEqual([[], ['AT']]);
  });

  it('need no line end where it is +++', () => {
    expect(texts('+++', '+++\n', 'AT\r')).toEqual([['+++'], ['+++'], ['AT']]);
  });
});
