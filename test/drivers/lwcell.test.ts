/** lwcell, compiled for the host with POSIX threads under it. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { build, checkoutOf, fuzz, own, sourcesIn } from './checkouts.js';

const checkout = checkoutOf('MaJerle/lwcell', 'lwcell/src/include/lwcell/lwcell.h') ?? '';

describe.skipIf(checkout === '')('lwcell', () => {
  let program = '';
  beforeAll(() => {
    const source = join(checkout, 'lwcell/src');
    const files = [join(source, 'lwcell'), join(source, 'api'), own('lwcell')].flatMap(sourcesIn);
    program = build('gcc', '-std=gnu11', '-I', own('lwcell'), '-I', join(source, 'include'), ...files);
  });

  it('knows the signal and the number of the module', async () => {
    expect(await fuzz(['--speed', '5', '--seeds', '1'], [program, '{port}'])).toMatchObject({ code: 0 });
  });

  // Nobody has reported it: +CSQN, which AT+EXUNSOL asks for, is read as the answer of a command that is not in flight.
  it('crashes on +CSQN between two commands', async () => {
    const event = 'event {"type":"csqn","rssi":18,"ber":0}';
    const times = Array.from({ length: 19 }, (_, i) => ['--when', `${26 + 1.7 * i} ${event}`]).flat();
    const { code, stdout } = await fuzz(['--speed', '5', '--seeds', '3', ...times], [program, '{port}']);
    expect(stdout).toContain('ended by SIGSEGV');
    expect(code).toBe(4);
  });
});
