/** Daemons of short messages: smstools, which writes two commands in a line, and gammu-smsd. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findTool } from '../tools.js';
import { type ClientBench, clientBench, linesOf, until } from './bench.js';

const smsd = findTool('smsd') ?? '/usr/sbin/smsd';
const gammuSmsd = findTool('gammu-smsd') ?? 'gammu-smsd';
const inject = findTool('gammu-smsd-inject') ?? 'gammu-smsd-inject';

let bench: ClientBench;
let daemon: ChildProcess | undefined;
beforeEach(async () => {
  bench = await clientBench();
});
afterEach(async () => {
  const over = new Promise((resolve) => daemon?.once('close', resolve));
  // A group of its own: a daemon has children.
  if (daemon?.pid !== undefined && daemon.exitCode === null) {
    process.kill(-daemon.pid, 'SIGKILL');
    await over;
  }
  await bench.stop();
});

const run = (command: string, ...args: readonly string[]): void => {
  daemon = spawn(command, args, { detached: true, stdio: 'ignore' });
};

const folders = (...names: readonly string[]): string[] =>
  names.map((name) => {
    const folder = join(bench.folder, name);
    mkdirSync(folder, { recursive: true });
    return folder;
  });

/** The text of the one file in a folder, once there is one. */
const firstIn = (folder: string): Promise<string> =>
  until(() => readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'))[0], 60, folder);

const sent = (): Promise<unknown> =>
  until(() => bench.record().find(({ what }) => what === 'sms-sent'), 60, 'sms-sent');

describe('smstools', () => {
  it('receives a message and sends one', async () => {
    const names = ['outgoing', 'checked', 'incoming', 'failed', 'sent'];
    const [outgoing = '', , incoming = ''] = folders(...names);
    const config = join(bench.folder, 'smsd.conf');
    const places = names.map((name) => `${name} = ${join(bench.folder, name)}`);
    const logs = ['logfile', 'infofile', 'pidfile'].map((name) => `${name} = ${join(bench.folder, name)}`);
    const device = ['[GSM1]', `device = ${bench.place}`, 'incoming = yes', 'memory_start = 1'];
    writeFileSync(
      config,
      [...places, ...logs, 'devices = GSM1', 'user = root', 'delaytime = 1', 'loglevel = 7', ...device, ''].join('\n'),
    );
    writeFileSync(join(outgoing, 'one'), 'To: 15550123\n\nhello');
    run(smsd, `-c${config}`, '-t');
    expect(await firstIn(incoming)).toMatch(/From: 15550188[\s\S]*Hello/);
    expect(await sent()).toMatchObject({ number: '+15550123', text: 'hello' });
    // With a full log it asks for cells as well.
    expect(linesOf(bench)).toContain('AT+CMEE=1;+CREG=2');
  });
});

describe('gammu-smsd', () => {
  it('receives a message and sends one', async () => {
    const [inbox = '', outbox = '', done = '', failed = ''] = folders('inbox', 'outbox', 'sent', 'error');
    const config = join(bench.folder, 'gammu-smsd.conf');
    const lines = [
      ...['[gammu]', `device = ${bench.place}`, 'connection = at115200'],
      ...['[smsd]', 'service = files', 'loopsleep = 1', 'checksecurity = 0'],
      ...[`inboxpath = ${inbox}/`, `outboxpath = ${outbox}/`, `sentsmspath = ${done}/`, `errorsmspath = ${failed}/`],
    ];
    writeFileSync(config, `${lines.join('\n')}\n`);
    run(gammuSmsd, '-c', config);
    expect(await firstIn(inbox)).toContain('Hello');
    spawn(inject, ['-c', config, 'TEXT', '+15550123', '-text', 'hello'], { stdio: 'ignore' });
    expect(await sent()).toMatchObject({ number: '+15550123', text: 'hello' });
  });
});
