/** FTP over sockets, against a server that answers as it is told: what each refusal and silence is for the module. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { ftpServers } from '../../src/cli/simulate/ftp-servers.js';
import type { FileDone, FileOutcome, FileSession } from '../../src/module.js';
import { bytesOf, textOf } from '../latin1.js';

/** What it answers to a command, by its name; others are refused. Nothing: it is silent. */
type Answers = Readonly<Record<string, string>>;

const GREETING = '220 ready';
const USUAL: Answers = {
  USER: '331 password',
  PASS: '230 in',
  TYPE: '200 set',
  RETR: '150 here',
  STOR: '150 here',
  APPE: '150 here',
  STOU: '150 here',
  LIST: '150 here',
  REST: '350 from there',
};

/** What it gives where data are read: all that is stored is in `stored`. */
const FILE = 'hello\r\n\xe4';

class FakeServer {
  stored = '';
  heard: string[] = [];
  readonly sockets = new Set<Socket>();
  private readonly control: Server;
  private readonly data: Server;
  private dataSocket: Promise<Socket> | undefined;

  constructor(answers: Answers, greeting: string) {
    this.data = createServer((socket) => this.keep(socket));
    this.control = createServer((socket) => {
      this.keep(socket);
      if (greeting !== '') socket.write(`${greeting}\r\n`);
      let line = '';
      socket.on('data', (bytes: Buffer) => {
        line += bytes.toString('latin1');
        const lines = line.split('\r\n');
        line = lines.pop() ?? '';
        for (const one of lines) void this.answer(one, answers, socket);
      });
    });
  }

  async listen(): Promise<number> {
    for (const server of [this.control, this.data]) {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
    }
    return (this.control.address() as AddressInfo).port;
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.control.close();
    this.data.close();
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy());
  }

  private async answer(line: string, answers: Answers, socket: Socket): Promise<void> {
    this.heard.push(line);
    const [command = ''] = line.split(' ');
    if (command === 'EPSV' && !('EPSV' in answers)) return this.passive(socket);
    const answer = answers[command] ?? USUAL[command] ?? '502 not known';
    if (answer === '') return;
    socket.write(`${answer}\r\n`);
    if (answer.startsWith('150')) await this.transfer(command, socket, answer);
  }

  private passive(socket: Socket): void {
    this.dataSocket = once(this.data, 'connection').then(([one]) => one as Socket);
    socket.write(`229 Entering Extended Passive Mode (|||${(this.data.address() as AddressInfo).port}|)\r\n`);
  }

  private async transfer(command: string, socket: Socket, answer: string): Promise<void> {
    const data = await this.dataSocket;
    if (answer.includes('cut')) {
      data?.resetAndDestroy();
      socket.destroy();
      return;
    }
    if (command === 'RETR' || command === 'LIST') data?.end(Buffer.from(FILE, 'latin1'));
    else for await (const bytes of data ?? []) this.stored += (bytes as Buffer).toString('latin1');
    socket.write('226 done\r\n');
  }
}

const servers: FakeServer[] = [];
const sessions: FileSession[] = [];
afterEach(() => {
  for (const session of sessions.splice(0)) session.close();
  for (const server of servers.splice(0)) server.close();
});

const outcomeOf = <T>(step: (done: FileDone<T>) => void): Promise<FileOutcome<T>> => new Promise(step);

async function opened(answers: Answers = {}, greeting = GREETING): Promise<FileOutcome<FileSession>> {
  const server = new FakeServer(answers, greeting);
  servers.push(server);
  const port = await server.listen();
  const site = { host: '127.0.0.1', port, user: 'me', password: 'secret', isText: false, timeout: 300 };
  const outcome = await outcomeOf<FileSession>((done) => ftpServers((host) => host === '127.0.0.1').open(site, done));
  if ('value' in outcome) sessions.push(outcome.value);
  return outcome;
}

async function session(answers: Answers = {}): Promise<FileSession> {
  const outcome = await opened(answers);
  if ('failure' in outcome) throw new Error(outcome.failure);
  return outcome.value;
}

it('logs in, gets and puts files byte for byte', async () => {
  const one = await session();
  const got = await outcomeOf<Uint8Array>((done) => one.get('/a.txt', 0, done));
  expect('value' in got && textOf(got.value)).toBe(FILE);
  for (const option of ['STOR', 'APPE', 'STOU'] as const)
    expect(await outcomeOf((done) => one.put('/b.txt', bytesOf('\xe4\r\n'), option, done))).toEqual({
      value: undefined,
    });
  const [server] = servers;
  expect(server?.stored).toBe('\xe4\r\n'.repeat(3));
  expect(server?.heard.filter((line) => line !== 'EPSV')).toEqual([
    'USER me',
    'PASS secret',
    'TYPE I',
    'RETR /a.txt',
    ...['STOR /b.txt', 'APPE /b.txt', 'STOU /b.txt'],
  ]);
});

it('lists a directory as the server does', async () => {
  const one = await session();
  const got = await outcomeOf<Uint8Array>((done) => one.list('/', done));
  expect('value' in got && textOf(got.value)).toBe(FILE);
});

it('asks and changes', async () => {
  const one = await session({ SIZE: '213 42', DELE: '250 done', MKD: '257 "/d" made', RMD: '550 not empty' });
  expect(await outcomeOf((done) => one.size('/a', done))).toEqual({ value: 42 });
  expect(await outcomeOf((done) => one.remove('/a', done))).toEqual({ value: undefined });
  expect(await outcomeOf((done) => one.makeDirectory('/d', done))).toEqual({ value: undefined });
  expect(await outcomeOf((done) => one.removeDirectory('/d', done))).toEqual({ failure: 'operation' });
});

it.each<[string, Answers, string]>([
  ['server', {}, '421 too many'],
  ['user', { USER: '530 no such user' }, GREETING],
  ['password', { PASS: '530 wrong' }, GREETING],
  ['type', { TYPE: '504 no' }, GREETING],
  ['timeout', {}, ''],
  ['timeout', { PASS: '' }, GREETING],
])('has no session: %s', async (failure, answers, greeting) => {
  expect(await opened(answers, greeting)).toEqual({ failure });
});

it.each<[string, Answers, number]>([
  ['operation', { RETR: '550 no such file' }, 0],
  ['restart', { REST: '502 not known' }, 3],
  ['passive', { EPSV: '502 not known', PASV: '425 no' }, 0],
  ['timeout', { RETR: '' }, 0],
  ['download', { RETR: '150 cut' }, 0],
])('gets no file: %s', async (failure, answers, from) => {
  const one = await session(answers);
  expect(await outcomeOf((done) => one.get('/a.txt', from, done))).toEqual({ failure });
});

it('says that a connection broke while it put a file', async () => {
  const one = await session({ STOR: '150 cut' });
  const bytes = new Uint8Array(1 << 20);
  expect(await outcomeOf((done) => one.put('/a', bytes, 'STOR', done))).toEqual({ failure: 'upload' });
});

it('reaches nobody who is not allowed, and nobody where nobody listens', async () => {
  const site = { host: '192.0.2.1', port: 1, user: '', password: '', isText: false, timeout: 300 };
  const nobody = ftpServers((host) => host !== '192.0.2.1');
  const open = (host: string) => outcomeOf<FileSession>((done) => nobody.open({ ...site, host }, done));
  expect(await open('192.0.2.1')).toEqual({ failure: 'connection' });
  expect(await open('127.0.0.1')).toEqual({ failure: 'connection' });
  expect(await open('host.invalid')).toEqual({ failure: 'name' });
});

it('says nothing more once it is closed', async () => {
  const one = await session({ RETR: '' });
  let said: unknown;
  one.get('/a.txt', 0, (outcome) => {
    said = outcome;
  });
  one.close();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(said).toBeUndefined();
});
