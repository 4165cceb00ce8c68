/** Enough for any driver. In time of the processor, and the best of a few: a busy machine does not fail it. */
import { expect, it } from 'vitest';
import { Module, scriptedPeers, VirtualClock } from '../../src/module.js';
import { bytesOf } from '../latin1.js';

/** Bytes that a peer pushes through one of several connections, and the seconds of a processor that it takes. */
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
  const start = process.cpuUsage();
  module.write(bytesOf('x'));
  clock.advance(1000);
  const { user, system } = process.cpuUsage(start);
  return { seconds: (user + system) / 1e6, bytes };
}

it('passes twenty megabytes of payload a second', () => {
  const payload = 4000 * 1460;
  const speeds = Array.from({ length: 5 }, () => {
    const { bytes, seconds } = push(4000);
    expect(bytes).toBeGreaterThan(payload);
    return payload / seconds / 1e6;
  });
  const best = Math.max(...speeds);
  console.log(`the simulated module passes ${best.toFixed(0)} MB of payload a second`);
  expect(best).toBeGreaterThan(20);
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
