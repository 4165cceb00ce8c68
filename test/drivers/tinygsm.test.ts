/** TinyGSM, compiled for the host with as much of Arduino as it asks for. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { build, checkoutOf, fuzz, own, STRAY_EVENTS, scratch } from './checkouts.js';

const checkout = checkoutOf('vshymanskyy/TinyGSM', 'src/TinyGsmClientSIM800.h') ?? '';

/** The headers of Arduino that it names; one file has all of them. */
function headers(): string {
  const folder = scratch();
  for (const name of ['Print', 'Printable', 'Stream', 'WString'])
    writeFileSync(join(folder, `${name}.h`), '#include "Arduino.h"\n');
  writeFileSync(join(folder, 'Client.h'), '#include "ArduinoCompat/Client.h"\n');
  return folder;
}

describe.skipIf(checkout === '')('TinyGSM', () => {
  let program = '';
  beforeAll(() => {
    const folders = [own('tinygsm'), headers(), join(checkout, 'src')].flatMap((path) => ['-I', path]);
    program = build('g++', '-std=c++17', '-DARDUINO=100', ...folders, own('tinygsm/program.cpp'));
  });

  it('knows who the module is and how strong the signal', async () => {
    expect(await fuzz(['--speed', '20', '--seeds', '3'], [program, '{port}'])).toMatchObject({ code: 0 });
  });

  // https://github.com/vshymanskyy/TinyGSM/issues/817
  it('takes an event for the IMEI, and one event will do', async () => {
    const { code, stdout } = await fuzz(['--speed', '20', '--seeds', '20', ...STRAY_EVENTS], [program, '{port}']);
    expect(stdout).toMatch(/the IMEI is '|the signal is /);
    expect(stdout).toMatch(/of which 1 fault will do: stray-event:|it does not fail again/);
    expect(code).toBe(4);
  });
});
