/** `sim800 why` tells of the sessions in test/cli/why what was written down before there was a program to tell it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sectionsOf } from '../markdown.js';
import { root, sim800 } from './sim800.js';

const folder = join(root, 'test/cli/why');

const sessions = readdirSync(folder)
  .filter((file) => file.endsWith('.md') && file !== 'README.md')
  .map((file) => {
    const blocks = sectionsOf(readFileSync(join(folder, file), 'utf8')).flatMap((section) => section.blocks);
    const textOf = (language: string): string => blocks.find((block) => block.language === language)?.text ?? '';
    return { name: file.slice(0, -'.md'.length), log: textOf('log'), story: textOf('story'), raw: textOf('raw') };
  });

const why = (input: string | Uint8Array, ...args: string[]) => sim800(['why', ...args], input);

interface Statement {
  readonly offset: number;
  readonly line?: number;
  readonly wire: string;
}

interface Story {
  readonly headline: string;
  readonly statements: readonly Statement[];
  readonly after: readonly Statement[];
}

async function statementsOf(input: string | Uint8Array): Promise<Statement[]> {
  const { stdout } = await why(input, '-f', 'ndjson');
  const stories = stdout.trimEnd().split('\n');
  return stories.flatMap((story) => {
    const { statements, after } = JSON.parse(story) as Story;
    return [...statements, ...after];
  });
}

describe('the zone that times name', () => {
  const [session] = sessions;
  const zoned = (zone: string): string => (session?.log ?? '').replaceAll(/\d\d:\d\d:\d\d\.\d{3}/g, `$&${zone}`);

  it.each(['Z', '+02:00'])('is said below the stories: %s', async (zone) => {
    expect((await why(zoned(zone))).stdout).toMatch(/\n\nTimes as in the log: time zone \S+\.\n$/);
    expect((await why(zoned(zone))).stdout).toContain(`time zone ${zone}.`);
    const [story = ''] = (await why(zoned(zone), '-f', 'ndjson')).stdout.split('\n');
    expect(JSON.parse(story)).toMatchObject({ zones: [zone] });
  });
});

it('there are six sessions', () => expect(sessions.length).toBe(6));

describe.each(sessions)('$name', ({ name, log, story, raw }) => {
  const bytes = readFileSync(join(root, `examples/captures/${name}.bin`));

  it('is told from a log', async () => expect((await why(log)).stdout).toBe(story));

  it('is told from the bytes', async () => {
    const { stdout } = await why(bytes);
    expect(stdout.replace(/^( {2})offset \d+ */gm, '$1@  ')).toBe(raw);
  });

  it('rests on lines of the log', async () => {
    const lines = log.split('\n');
    for (const { line = 0, wire } of await statementsOf(log)) {
      const text = lines[line - 1]?.replaceAll('\\"', '"') ?? '';
      expect(text).toContain(wire);
    }
  });

  it('rests on offsets of the bytes', async () => {
    for (const { offset, wire } of await statementsOf(bytes))
      expect(bytes.subarray(offset, offset + wire.length).toString('latin1')).toBe(wire);
  });

  it('is the same with decode --why', async () => {
    const { stdout } = await sim800(['decode', '--why'], log);
    expect(stdout).toBe(story);
  });
});

/** What the module sends, its lines framed, and the echo of commands. */
const wire = (...lines: readonly string[]): string =>
  lines.map((line) => (line.startsWith('AT') ? `${line}\r\r\n` : `\r\n${line}\r\n`)).join('');

async function told(...lines: readonly string[]): Promise<string> {
  const { stdout } = await sim800(['why', '--container', 'raw'], wire(...lines));
  return stdout.replace(/^( {2})offset \d+ */gm, '$1');
}

describe('sim800 why', () => {
  it('has nothing to tell of a session in which all went well', async () => {
    const { stdout, code } = await sim800(['why', 'examples/captures/udp-client.bin']);
    expect(stdout).toMatch(/^no incident in \d+ messages\n$/);
    expect(code).toBe(0);
  });

  it('has nothing to tell of an empty log', async () =>
    expect((await sim800(['why'])).stdout).toBe('no incident in 0 messages\n'));

  it('tells of a restart that nothing has announced', async () =>
    expect(await told('AT+CIPSTART="TCP","192.0.2.1","80"', 'OK', 'CONNECT OK', 'RDY', '+CFUN: 1')).toBe(
      `the connection: lost as the module restarted without notice
  the host asks for a connection to 192.0.2.1:80 (TCP): AT+CIPSTART="TCP","192.0.2.1","80"
  opened: CONNECT OK
  the module starts again, and has not said that it switches off, and no byte was received: RDY
`,
    ));

  it('tells of none that the host has asked for, and of no start at the beginning', async () => {
    expect(await told('AT', 'OK', 'AT+CFUN=1,1', 'OK', 'RDY')).toBe('no incident in 5 messages\n');
    expect(await told('RDY', '+CFUN: 1')).toBe('no incident in 2 messages\n');
  });

  it('tells of one without a connection too', async () =>
    expect(await told('AT', 'OK', 'RDY')).toBe(`the module restarted without notice
  the module starts again, and has not said that it switches off: RDY
`));

  it('tells of a restart after the host has shut the bearer: the module was not to switch off', async () => {
    const shut = ['AT+CIPSTART="TCP","192.0.2.1","80"', 'OK', 'CONNECT OK', 'AT+CIPSHUT', 'SHUT OK'];
    expect(await told(...shut, 'RDY')).toContain('the module restarted without notice\n');
    expect(await told(...shut, 'AT+CPOWD=1', 'NORMAL POWER DOWN', 'RDY')).not.toContain('restarted');
  });

  it('tells of a restart that only says Call Ready, as where the baud rate is found automatically', async () => {
    const opened = ['AT+CIPSTART="TCP","192.0.2.1","80"', 'OK', 'CONNECT OK'];
    const story = await told(...opened, 'Call Ready', 'SMS Ready');
    expect(story).toMatch(/^the connection: lost as the module restarted without notice, it seems\n/);
    expect(story).toContain('the module is ready again as after a start');
    expect(story).toMatch(/, and no byte was received: Call Ready\n$/);
    expect(await told(...opened, 'CLOSED', 'Call Ready')).toContain('the module restarted without notice, it seems\n');
  });

  it('tells of no restart where Call Ready has another reason: a start that was told, a SIM, a PIN, a command', async () => {
    const opened = ['AT+CIPSTART="TCP","192.0.2.1","80"', 'OK', 'CONNECT OK'];
    const count = async (...lines: readonly string[]) => (await told(...lines)).split('it seems').length - 1;
    expect(await count('AT', 'OK', 'Call Ready', ...opened)).toBe(0);
    expect(await count('RDY', '+CFUN: 1', '+CPIN: READY', 'Call Ready', 'SMS Ready', ...opened)).toBe(0);
    expect(await count(...opened, 'RDY', '+CFUN: 1', '+CPIN: READY', 'Call Ready')).toBe(0);
    expect(await count(...opened, '+CPIN: NOT READY', '+CPIN: READY', 'Call Ready')).toBe(0);
    expect(await count(...opened, 'AT+CPIN="1234"', 'OK', 'Call Ready')).toBe(0);
    expect(await count(...opened, 'AT+CFUN=0', 'OK', 'AT+CFUN=1', 'OK', 'Call Ready')).toBe(0);
    // That the host has asked for the state of the SIM is no reason.
    expect(await count(...opened, 'AT+CPIN?', '+CPIN: READY', 'OK', 'Call Ready')).toBe(1);
  });

  it('tells of all connections that a lost bearer ends as one', async () =>
    expect(
      await told(
        ...['AT+CIPSTART=0,"TCP","192.0.2.1","80"', 'OK', '0, CONNECT OK'],
        ...['AT+CIPSTART=4,"TCP","192.0.2.1","81"', 'OK', '4, CONNECT OK', '+PDP: DEACT'],
      ),
    ).toContain('connections 0 and 4: lost with the bearer\n'));

  it('tells of a bearer that is lost when no connection was open', async () =>
    expect(await told('AT', 'OK', '+PDP: DEACT')).toContain('the bearer was lost, no connection was open\n'));

  it('tells of a command that failed, once for all times it did', async () =>
    expect(await told('AT+CIICR', 'ERROR', 'AT+CIICR', 'ERROR', 'AT+CPIN?', '+CME ERROR: 14')).toBe(
      `AT+CIICR failed
  AT+CIICR fails, 2 times in all: ERROR

AT+CPIN? failed
  AT+CPIN? fails (SIM busy): +CME ERROR: 14
`,
    ));

  it('does not tell of OK where CLOSE OK is the success, nor of DATA ACCEPT', async () =>
    expect(await told('AT+CIPCLOSE=0', 'OK', 'AT+CIPSEND=0,2', '> ', 'DATA ACCEPT:0,2')).toContain('no incident'));

  it('does not say that nothing was received where data has no header', async () => {
    const story = await told('AT+CIPSTART="TCP","192.0.2.1","80"', 'OK', 'CONNECT OK', 'HTTP/1.0 200 OK', 'CLOSED');
    expect(story).toContain('closed; 17 bytes that are not recognised may be the peer');
    expect(story).not.toContain('no byte was received');
  });

  it('tells of signs no longer when the module says that all is well again', async () => {
    const lines = ['AT+CIPSTART="TCP","192.0.2.1","80"', 'OK', 'CONNECT OK', '+CREG: 2', '+CREG: 1', 'CLOSED'];
    expect(await told(...lines)).not.toContain('registered');
  });

  it('counts attempts to the same target', async () => {
    const attempt = ['AT+CIPSTART="TCP","192.0.2.1","80"', 'OK', 'STATE: TCP CLOSED', 'CONNECT FAIL'];
    expect(await told(...attempt, ...attempt)).toContain('a connection to 192.0.2.1:80 (TCP), attempt 2: AT');
  });

  it('names a peer that has connected to the server', async () =>
    expect(await told('0, REMOTE IP: 198.51.100.9', '0, CLOSED')).toBe(
      `connection 0: closed by the peer, or lost on the way
  a peer connects from 198.51.100.9: 0, REMOTE IP: 198.51.100.9
  the module says that the connection is closed, and no byte was received: 0, CLOSED
`,
    ));

  it('tells of a command that took longer than the manual says', async () => {
    const log = '10:00:00.000 TX: AT+CPIN?\n10:00:07.000 RX: +CPIN: READY\n10:00:07.001 RX: OK\n';
    expect((await sim800(['why'], log)).stdout).toBe(`AT+CPIN? took too long
  10:00:07.001  line 3  AT+CPIN? has taken 7.001 s, the manual says 5 s at most: OK
`);
  });

  it('refuses what does not go together', async () => {
    expect((await sim800(['decode', '--why', '--stats'])).code).toBe(2);
    expect((await sim800(['why', '--line', '<text>', '--container', 'hex'])).code).toBe(2);
  });
});
