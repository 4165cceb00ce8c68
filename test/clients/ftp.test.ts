/** FTP of the simulated module, `--net`, with a server that nobody here wrote: Debian's python3-pyftpdlib. */
import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { start } from '../cli/sim800.js';
import { pythonWith } from '../tools.js';
import { until } from './bench.js';

const folder = mkdtempSync(join(tmpdir(), 'sim800-ftp-'));
let server: ChildProcess;
let module: ChildProcessWithoutNullStreams;
let said = '';
let port = 0;

async function freePort(): Promise<number> {
  const one = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => one.once('listening', resolve));
  const { port } = one.address() as AddressInfo;
  await new Promise((resolve) => one.close(resolve));
  return port;
}

beforeAll(async () => {
  writeFileSync(join(folder, 'readme.txt'), 'hello\r\nOK\r\n');
  port = await freePort();
  // Anybody may write.
  const args = ['-m', 'pyftpdlib', '-i', '127.0.0.1', '-p', String(port), '-w', '-d', folder];
  server = spawn(pythonWith('pyftpdlib', 'python3-pyftpdlib'), args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let words = '';
  server.stderr?.on('data', (bytes: Buffer) => {
    words += bytes.toString();
  });
  const isUp = (): boolean => words.includes('starting FTP server');
  await until(isUp, 20, 'no server');
});
afterAll(() => {
  module.kill();
  server.kill();
  rmSync(folder, { recursive: true });
});

/** Writes, and gives what comes up to some text. */
async function ask(text: string, end: string): Promise<string> {
  said = '';
  module.stdin.write(text);
  await until(() => said.includes(end), 20, `${JSON.stringify(text)}: no ${JSON.stringify(end)}`);
  return said;
}

const OK = '\r\nOK\r\n';
const command = (line: string, end = OK): Promise<string> => ask(`AT+${line}\r`, end);
const names = async (): Promise<string> => {
  await command('FTPLIST=1', '+FTPLIST: 1,1\r\n');
  return command('FTPLIST=2,1460', '+FTPLIST: 1,0\r\n');
};

it('gets, puts, lists and removes files of pyftpdlib', async () => {
  module = start(['simulate', '--stdio', '--net', '--speed', '20']);
  module.stdout.on('data', (bytes: Buffer) => {
    said += bytes.toString('latin1');
  });
  await ask('ATE0\r', OK);
  for (const line of ['SAPBR=1,1', 'FTPSERV="127.0.0.1"', `FTPPORT=${port}`, 'FTPGETNAME="readme.txt"'])
    await command(line);
  expect(await command('FTPSIZE', '+FTPSIZE')).toContain(OK);
  await command('FTPGET=1', '+FTPGET: 1,1\r\n');
  expect(await command('FTPGET=2,1460', '+FTPGET: 1,0\r\n')).toContain('+FTPGET: 2,11\r\nhello\r\nOK\r\n\r\nOK\r\n');

  await command('FTPPUTNAME="b.txt"');
  await command('FTPPUT=1', '+FTPPUT: 1,1,1360\r\n');
  await command('FTPPUT=2,5', '+FTPPUT: 2,5\r\n');
  await ask('hello', '+FTPPUT: 1,1,1360\r\n');
  await command('FTPPUT=2,0', '+FTPPUT: 1,0\r\n');
  expect(readFileSync(join(folder, 'b.txt'), 'latin1')).toBe('hello');

  await command('FTPPUTOPT="APPE"');
  await command('FTPEXTPUT=1');
  await command('FTPEXTPUT=2,0,6,5000', '+FTPEXTPUT: 0,6\r\n');
  await ask(' there', OK);
  await command('FTPPUT=1', '+FTPPUT: 1,0\r\n');
  expect(readFileSync(join(folder, 'b.txt'), 'latin1')).toBe('hello there');

  await command('FTPGETNAME="b.txt"');
  await command('FTPREST=6');
  await command('FTPGETTOFS=0,"b.txt"', '+FTPGETTOFS: 0,5\r\n');
  await command('FTPPUTOPT="STOU"');
  await command('FTPPUTFRMFS="C:\\User\\FTP\\b.txt"', '+FTPPUTFRMFS: 0,5\r\n');
  await command('FTPEXTGET=1', '+FTPEXTGET: 1,0\r\n');
  expect(await command('FTPEXTGET=3,0,100')).toContain('+FTPEXTGET: 3,5\r\nthere\r\nOK\r\n');

  expect(await names()).toMatch(/ b\.txt\r\n.* b\.txt\.\S+\r\n.* readme\.txt\r\n/s); // one of a name that the server chose
  await command('FTPDELE', '+FTPDELE: 1,0\r\n');
  await command('FTPDELE', '+FTPDELE: 1,77\r\n');
  await command('FTPGETPATH="/new/"');
  await command('FTPMKD', '+FTPMKD: 1,0\r\n');
  await command('FTPGETPATH="/"');
  expect(await names()).toMatch(/ new\r\n/);
  await command('FTPGETPATH="/new/"');
  await command('FTPRMD', '+FTPRMD: 1,0\r\n');
  await command('FTPUN="nobody"');
  await command('FTPPW="wrong"');
  await command('FTPGET=1', '+FTPGET: 1,72\r\n');
});
