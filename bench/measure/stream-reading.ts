/** A reading through a Node stream, driven as a serial port would drive it. */
import { once } from 'node:events';
import type { Transform } from 'node:stream';
import type { Reading } from '../measure/subject.js';

export function streamReading<T>(parser: Transform, onData: (data: T) => void): Reading {
  parser.on('data', onData);
  return {
    write: (chunk) => void parser.write(chunk),
    async end() {
      const ended = once(parser, 'end');
      parser.end();
      await ended;
    },
  };
}
