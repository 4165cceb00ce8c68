/** Enough for any driver: measured coarsely, so that a busy machine does not fail it. */
import { expect, it } from 'vitest';
import { Module, scriptedPeers, VirtualClock } from '../../src/module.js';
import { bytesOf } from '../latin1.js';

/** Bytes that a peer pushes through one of several connections. */
function push(pieces: number): { seconds: number; bytes: number } {
  const clock = new VirtualClock();
  const piece = new Uint8Array(1460).fill(65);
  let bytes = 0;
  const peers = scriptedPeers(clock, {
    servers: {
      '*': (link) => () => {
        for (let i = 0; i < pieces; i++) link.send(piece);
      },
    },
  });
  const module = new Module({
    clock,
    peers,
    latency: 'none',
    onBytes: (said) => {
      bytes += said.length;
    },
  });
  const ask = (line: string): void => {
    module.write(bytesOf(`${line}\r`));
    clock.advance(1000);
  };
  ['AT+CIPMUX=1', 'AT+CSTT', 'AT+CIICR', 'AT+CIFSR', 'AT+CIPSTART=0,"TCP","203.0.113.10",80'].forEach(ask);
  ask('AT+CIPSEND=0,1');
  const start = performance.now();
  module.write(bytesOf('x'));
  clock.advance(1000);
  return { seconds: (performance.now() - start) / 1000, bytes };
}

it('passes twenty megabytes of payload a second', () => {
  push(1000);
  const { bytes, seconds } = push(4000);
  expect(bytes).toBeGreaterThan(4000 * 1460);
  expect(bytes / seconds / 1e6).toBeGreaterThan(20 / 4); // a quarter of it, on a machine with other work
});

it('is one of a hundred in a process', () => {
  const clock = new VirtualClock();
  const said = Array.from({ length: 100 }, () => 0);
  const modules = said.map(
    (_, i) =>
      new Module({
        clock,
        seed: i,
        onBytes: (bytes) => {
          said[i] = (said[i] ?? 0) + bytes.length;
        },
      }),
  );
  for (const module of modules) module.write(bytesOf('AT\r'));
  clock.advance(1000);
  expect(new Set(said)).toEqual(new Set(['AT\r\r\nOK\r\n'.length]));
});
