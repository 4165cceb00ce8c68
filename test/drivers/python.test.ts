/** Drivers in Python, as their checkouts have them. */
import { describe, expect, it } from 'vitest';
import { pythonWith } from '../tools.js';
import { checkoutOf, fuzz, own, STRAY_EVENTS } from './checkouts.js';

/** A program that finds the packages of a checkout. */
const running = (checkout: string, program: string, ...args: readonly string[]): readonly string[] => [
  ...['env', `PYTHONPATH=${checkout}`, 'PYTHONWARNINGS=ignore'],
  ...[pythonWith('serial', 'python3-serial'), own('python', program), '{port}', ...args],
];

const gsmmodem = checkoutOf('babca/python-gsmmodem', 'gsmmodem/modem.py') ?? '';

describe.skipIf(gsmmodem === '')('python-gsmmodem', () => {
  const driver = (): readonly string[] => running(gsmmodem, 'gsmmodem_program.py');

  it('knows who the module is', async () => {
    expect(await fuzz(['--speed', '10', '--seeds', '2'], driver())).toMatchObject({ code: 0 });
  });

  // https://github.com/faucamp/python-gsmmodem/issues/29
  it('takes a notification for the response', async () => {
    const { code, stdout } = await fuzz(['--speed', '10', '--seeds', '20', ...STRAY_EVENTS], driver());
    expect(stdout).toContain('AssertionError');
    expect(code).toBe(4);
  });
});

const humod = checkoutOf('oozie/pyhumod', 'humod/humodem.py') ?? '';

describe.skipIf(humod === '')('pyhumod', () => {
  const reads = (text: string) =>
    fuzz(
      ['--fault', 'piece=1', '--seeds', '10', '--when', `0 message +15550188 ${text}`],
      running(humod, 'humod_program.py', text),
    );

  it('reads a message', async () => {
    expect(await reads('Hello')).toMatchObject({ code: 0 });
  });

  // https://github.com/oozie/pyhumod/issues/7
  it('takes a message OK for the result', async () => {
    const { code, stdout } = await reads('OK');
    expect(stdout).toContain("AssertionError: ''");
    expect(code).toBe(4);
  });
});
