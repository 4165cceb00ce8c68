/** `sim800 fuzz`: drivers that fail, and with what. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { smallest } from '../../src/cli/simulate/smallest.js';
import { sim800 } from './sim800.js';

const folder = mkdtempSync(join(tmpdir(), 'sim800-fuzz-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A driver on its standard input and output, in as few lines as will do. */
function driver(name: string, body: string): readonly string[] {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(
    file,
    `let said = '';
    process.stdin.on('data', (bytes) => { said += bytes; });
    const until = async (pattern) => { while (!pattern.test(said)) await new Promise((go) => setTimeout(go, 5)); };
    ${body}
    process.exit(0);`,
  );
  return [process.execPath, file];
}

const naive = driver(
  'naive',
  `process.stdout.write('AT+CSQ\\r'); await until(/OK|ERROR/); if (/RING|CMTI|CIEV/.test(said)) process.exit(1);`,
);
const patient = driver('patient', `process.stdout.write('AT+CSQ\\r'); await until(/OK\\r\\n/);`);
const stuck = driver('stuck', 'await until(/never/);');

const fuzz = (args: readonly string[], words: readonly string[]): ReturnType<typeof sim800> =>
  sim800(['fuzz', '--on', 'stdio', '--speed', '20', ...args, '--', ...words]);

describe('sim800 fuzz', () => {
  it('says that a driver did well', async () => {
    const { code, stdout } = await fuzz(['--seeds', '2', '--chaos', '0'], patient);
    expect(stdout).toBe('2 seeds, and the driver did well with each\n');
    expect(code).toBe(0);
  });

  it('finds the one fault that a driver fails at, and the command that repeats it', async () => {
    const faults = ['--fault', 'stray-event=0.5', '--fault', 'piece=1', '--fault', 'event-early=1'];
    const { code, stdout } = await fuzz(['--chaos', '0', ...faults], naive);
    expect(code).toBe(4);
    expect(stdout).toMatch(/^seed \d+: exit code 1$/m);
    expect(stdout).toMatch(/^\d+ faults, of which \d faults? will do: .*stray-event:0/m);
    const [, again = ''] = /^again: sim800 (fuzz .*) -- /m.exec(stdout) ?? [];
    const repeated = await sim800([...again.split(' '), '--', ...naive]);
    expect(repeated.code).toBe(4);
  }, 180_000);

  it('repeats what was to happen as well', async () => {
    const { stdout } = await fuzz(['--chaos', '0', '--seeds', '1', '--when', '0 ring +15550199'], naive);
    expect(stdout).toContain("--when '0 ring +15550199'");
  });

  it('takes a driver that says nothing for one that hangs', async () => {
    const { code, stdout } = await fuzz(['--chaos', '0', '--timeout', '0.5', '--seeds', '1'], stuck);
    expect(stdout).toContain('hangs: nothing after 0.5 s');
    expect(stdout).toContain('it fails without any fault');
    expect(code).toBe(4);
  });

  it('asks the oracle what it thinks of the record', async () => {
    const yes = await fuzz(['--seeds', '1', '--chaos', '0', '--oracle', 'grep -q csq "$SIM800_RECORD"'], patient);
    expect(yes.code).toBe(0);
    const no = await fuzz(['--seeds', '1', '--chaos', '0', '--oracle', 'grep -q cmgs "$SIM800_RECORD"'], patient);
    expect(no.stdout).toContain('the oracle says no');
    expect(no.code).toBe(4);
  });

  it('says that there is no such driver', async () => {
    const { code, stderr } = await fuzz([], ['no-such-driver']);
    expect(stderr).toContain('no-such-driver');
    expect(code).toBe(1);
  });

  it('finds a module on a port', async () => {
    const file = join(folder, 'port.mjs');
    writeFileSync(
      file,
      `import { connect } from 'node:net';
      const [host, port] = process.argv[2].split(':');
      const socket = connect(port, host, () => socket.write('AT\\r'));
      socket.on('data', (bytes) => String(bytes).includes('OK') && process.exit(0));`,
    );
    const { code } = await sim800(['fuzz', '--seeds', '1', '--chaos', '0', '--', process.execPath, file, '{port}']);
    expect(code).toBe(0);
  });
});

describe('the least of a list', () => {
  const least = (all: readonly number[], needed: readonly number[]): Promise<readonly number[]> =>
    smallest(all, async (some) => needed.every((one) => some.includes(one)));
  const hundred = Array.from({ length: 100 }, (_, i) => i);

  it.each([[[]], [[42]], [[0, 99]], [[3, 50, 51]]])('is found: %j', async (needed) => {
    expect(await least(hundred, needed)).toEqual(needed);
  });
});
