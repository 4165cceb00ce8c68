/** attentive, which is written for POSIX: its own example. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { clientBench, until } from '../clients/bench.js';
import { build, checkoutOf } from './checkouts.js';

const checkout = checkoutOf('kosma/attentive', 'include/attentive/at-unix.h') ?? '';
const FILES = ['example-sim800', 'modem/sim800', 'modem/common', 'cellular', 'at-unix', 'parser'];

let example: ChildProcess | undefined;
afterEach(() => {
  example?.kill('SIGKILL');
});

it.skipIf(checkout === '')(
  'attentive attaches, connects, sends, and receives what comes back',
  async () => {
    const files = FILES.map((name) => join(checkout, 'src', `${name}.c`));
    const folders = ['-I', join(checkout, 'include'), '-I', join(checkout, 'src')];
    const program = build('gcc', '-std=gnu99', ...folders, ...files);
    const bench = await clientBench('pty', '--speed', '10');
    try {
      // A peer that sends back what it is sent; the example reads for ever.
      example = spawn('stdbuf', ['-oL', program, bench.place, 'internet']);
      let said = '';
      example.stdout?.on('data', (bytes: Buffer) => {
        said += bytes.toString();
      });
      await until(() => said.includes('Received'), 90, 'Received');
      expect(said).toContain('imei: 490154203237518');
      expect(said).toContain('registration status: 1');
      expect(bench.record()).toContainEqual(
        expect.objectContaining({ what: 'sent', connection: 2, bytes: 'GET / HTTP/1.0\r\n\r\n' }),
      );
    } finally {
      example?.kill('SIGKILL');
      await bench.stop();
    }
  },
  180_000,
);
