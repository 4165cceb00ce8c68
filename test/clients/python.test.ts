/** The drivers of examples/python against the simulated module: one that is patient, and one that is not. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, sim800 } from '../cli/sim800.js';
import { pythonWith } from '../tools.js';

let python = '';
const example = (name: string): string => join(root, 'examples/python', name);

let server: Server;
let port = '';
beforeAll(async () => {
  python = pythonWith('serial', 'python3-serial');
  server = createServer((socket) => socket.on('error', () => socket.destroy()).pipe(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = String((server.address() as AddressInfo).port);
});
afterAll(() => server.close());

const fuzz = (args: readonly string[], words: readonly string[]): ReturnType<typeof sim800> =>
  sim800(['fuzz', '--net', '--speed', '20', ...args, '--', python, ...words]);

describe('a driver in Python', () => {
  it('has thirty lines of code', () => {
    const lines = readFileSync(example('driver.py'), 'utf8').split('\n');
    expect(lines.filter((line) => !/^\s*(?:$|#|""")/.test(line)).length).toBeLessThanOrEqual(30);
  });

  it.each(['0', '1', '2', '3'])(
    'that is patient survives --chaos %s',
    async (level) => {
      const words = [example('driver.py'), 'socket://{port}', '127.0.0.1', port];
      const { code, stdout } = await fuzz(['--chaos', level, '--seeds', '3', '--timeout', '100'], words);
      expect(stdout).toBe('3 seeds, and the driver did well with each\n');
      expect(code).toBe(0);
    },
    300_000,
  );

  it('that takes what is there for the answer is caught, and a few faults will do', async () => {
    const { code, stdout } = await fuzz(['--chaos', '1'], [example('naive.py'), 'socket://{port}', port]);
    expect(code).toBe(4);
    expect(Number(/of which (\d+) faults? will do/.exec(stdout)?.[1])).toBeLessThanOrEqual(3);
  }, 300_000);
});
