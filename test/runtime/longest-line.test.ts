/** An echo as long as a line may be: its line end is no part of it, however the stream is cut. */
import { expect, it } from 'vitest';
import { machine } from '../../generated/protocol.js';
import { Decoder } from '../../src/index.js';
import { bytesOf } from '../latin1.js';

it.each([1, 40, 5000])('in pieces of %i bytes', (size) => {
  const command = 'AT'.repeat(machine.longestLine).slice(0, machine.longestLine);
  const stream = bytesOf(`${command}\r\r\nOK\r\n`);
  const seen: string[] = [];
  const decoder = new Decoder(({ type }, start, end) => seen.push(`${type} ${start}..${end}`));
  decoder.sent(bytesOf(command));
  for (let at = 0; at < stream.length; at += size) decoder.write(stream.subarray(at, at + size));
  decoder.end();
  const { length } = command;
  expect(seen).toEqual([`echo 0..${length}`, `ok ${length + 3}..${length + 7}`]);
});
