/** oFono, by its plugin for a simulator: a modem on a TCP port, switched on and registered over D-Bus. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTool } from '../tools.js';
import { type ClientBench, clientBench, linesOf, until } from './bench.js';

const run = promisify(execFile);
const ofonod = findTool('ofonod') ?? '/usr/sbin/ofonod';
const dbusDaemon = findTool('dbus-daemon') ?? 'dbus-daemon';
const gdbus = findTool('gdbus') ?? 'gdbus';

/** A bus of its own, on which everything is allowed. */
const busConfig = (socket: string): string => `<busconfig>
  <type>system</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/>
    <allow send_type="method_call"/><allow receive_type="method_call"/>
  </policy>
</busconfig>
`;

let bench: ClientBench;
let address = '';
const children: ChildProcess[] = [];

beforeAll(async () => {
  bench = await clientBench('tcp');
  const socket = join(bench.folder, 'bus');
  address = `unix:path=${socket}`;
  const files = { bus: join(bench.folder, 'bus.conf'), phonesim: join(bench.folder, 'phonesim.conf') };
  writeFileSync(files.bus, busConfig(socket));
  const [host, port] = bench.place.split(':');
  writeFileSync(files.phonesim, `[phonesim]\nDriver=phonesim\nAddress=${host}\nPort=${port}\n`);
  children.push(spawn(dbusDaemon, [`--config-file=${files.bus}`, '--nofork'], { stdio: 'ignore' }));
  await until(() => existsSync(socket), 10, 'the bus');
  const env = { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: address, OFONO_PHONESIM_CONFIG: files.phonesim };
  children.push(spawn(ofonod, ['-n'], { stdio: 'ignore', env }));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await bench.stop();
});

const call = async (method: string, ...args: readonly string[]): Promise<string> => {
  const where = ['--address', address, '--dest', 'org.ofono', '--object-path', '/phonesim'];
  return (await run(gdbus, ['call', ...where, '--method', `org.ofono.${method}`, ...args])).stdout;
};

/** Until it answers, and says so. */
async function says(method: string, pattern: RegExp): Promise<string> {
  let said = '';
  for (const end = Date.now() + 40_000; Date.now() < end; ) {
    said = await call(method).catch(String);
    if (pattern.test(said)) return said;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${method}: ${said}`);
}

describe('oFono', () => {
  it('switches it on, and is told who it is', async () => {
    await says('Modem.GetProperties', /Powered/);
    await call('Modem.SetProperty', 'Powered', '<true>');
    const said = await says('Modem.GetProperties', /'Powered': <true>.*'Serial': <'490154203237518'>/s);
    expect(said).toMatch(/'Manufacturer': <'SIMCOM_Ltd'>.*'Model': <'SIMCOM_SIM800L'>/s);
  });

  it('reads the SIM', async () => {
    const said = await says('SimManager.GetProperties', /'CardIdentifier'.*'SubscriberIdentity'/s);
    expect(said).toMatch(/'SubscriberIdentity': <'001010123456789'>/);
  });

  it('goes online, and is registered', async () => {
    await call('Modem.SetProperty', 'Online', '<true>');
    expect(await says('NetworkRegistration.GetProperties', /'registered'.*'Name': <'Test Network'>/s)).toContain(
      "'MobileNetworkCode': <'01'>",
    );
    expect(await call('Modem.GetProperties')).toMatch(/'Online': <true>/);
  });

  it('has read thirteen files of the SIM and more', () => {
    const files = new Set(linesOf(bench).flatMap((line) => /^AT\+CRSM=\d+,(\d+)/.exec(line)?.[1] ?? []));
    expect(files.size).toBeGreaterThanOrEqual(13);
  });

  it('is told ERROR where a SIM800 has no such command', () => {
    // Each of these is asked for, and none of them ends what oFono does.
    expect(linesOf(bench)).toEqual(expect.arrayContaining(['AT+CPINR', 'AT+CUAD', 'AT+CNAP=1']));
  });
});
