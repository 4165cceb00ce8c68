/** `sim800 simulate`: a module for drivers in other processes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { main } from '../../src/cli/main.js';
import { socketPeers } from '../../src/cli/simulate/socket-peers.js';
import { pty, serial, tcp } from '../../src/cli/simulate/transport.js';
import { Module, systemClock } from '../../src/module.js';
import { bytesOf, textOf } from '../latin1.js';

const folder = mkdtempSync(join(tmpdir(), 'sim800-simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a command line writes; `write` is given a way to write to it, and to wait until it has written something. */
async function run(args: readonly string[], drive: (host: Host) => Promise<void> = async () => {}): Promise<Ran> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const host = new Host(stdin, stdout);
  let remarks = '';
  stderr.on('data', (bytes: Buffer) => {
    remarks += bytes.toString();
  });
  const over = main(args, '0.0.0', { stdin, stdout, stderr, env: {} });
  await drive(host);
  stdin.end();
  return { code: await over, said: host.said, remarks };
}

interface Ran {
  readonly code: number;
  readonly said: string;
  readonly remarks: string;
}

/** A driver, as far as it writes and waits. */
class Host {
  said = '';
  private readonly to: NodeJS.WritableStream;

  constructor(to: NodeJS.WritableStream, from: NodeJS.ReadableStream) {
    this.to = to;
    from.on('data', (bytes: Buffer) => {
      this.said += bytes.toString('latin1');
    });
  }

  async write(text: string, until: string): Promise<void> {
    this.to.write(Buffer.from(text, 'latin1'));
    for (let tries = 0; !this.said.includes(until); tries++) {
      if (tries > 400) throw new Error(`no ${JSON.stringify(until)} in ${JSON.stringify(this.said)}`);
      await sleep(10);
    }
  }
}

// Concurrent: the module goes on for a second after the last that the host writes.
describe('sim800 simulate', () => {
  it.concurrent('answers on standard input and output', async () => {
    const { code, said } = await run(['simulate', '--stdio'], (host) => host.write('AT+CSQ\r', 'OK\r\n'));
    expect(said).toBe('AT+CSQ\r\r\n+CSQ: 20,0\r\n\r\nOK\r\n');
    expect(code).toBe(0);
  });

  it.concurrent('begins with RDY, and lets happen what was asked for', async () => {
    const { said } = await run(
      ['simulate', '--stdio', '--boot', '--speed', '100', '--when', '9 ring +15550199'],
      (host) => host.write('', 'RING'),
    );
    expect(said).toContain('RDY\r\n');
    expect(said.indexOf('SMS Ready')).toBeLessThan(said.indexOf('RING'));
  });

  it.concurrent('says an event of the grammar that nothing brings about', async () => {
    const event = '0.5 event {"type":"csqn","rssi":12,"ber":0}';
    const { said } = await run(['simulate', '--stdio', '--when', event], (host) => host.write('', '+CSQN: 12,0\r\n'));
    expect(said).toBe('\r\n+CSQN: 12,0\r\n');
  });

  it.concurrent('writes down what went over the line and what happened, and plays it again', async () => {
    const record = join(folder, 'record.ndjson');
    await run(['simulate', '--stdio', '--record', record], (host) => host.write('AT\r', 'OK\r\n'));
    const lines = readFileSync(record, 'utf8').trim().split('\n');
    const rows = lines.map((line) => ({ ...(JSON.parse(line) as { what: string; at?: number }), at: undefined }));
    expect(rows).toEqual([
      { what: 'host', offset: 0, bytes: 'AT\r' },
      { what: 'wire', offset: 0, bytes: 'AT\r' },
      { what: 'command', command: { type: 'at', form: 'execute' } },
      { what: 'message', message: { type: 'ok' }, answers: [{ type: 'at', form: 'execute' }] },
      { what: 'wire', offset: 3, bytes: '\r\nOK\r\n' },
    ]);
    const again = await run(['simulate', '--stdio', '--script', record], (host) => host.write('AT\r', 'OK\r\n'));
    expect(again.said).toBe('AT\r\r\nOK\r\n');
    expect(again.remarks).toBe('sim800: the script is at its end\n');
  });

  it.concurrent('plays a decoded log, and says where the driver differs', async () => {
    const script = join(folder, 'decoded.ndjson');
    writeFileSync(
      script,
      [
        '{"offset":0,"direction":"tx","kind":"sent","type":"sent","bytes":"AT+CSQ\\r\\n"}',
        '{"offset":0,"direction":"rx","kind":"response","type":"csq","rssi":9,"ber":0}',
        '{"offset":9,"direction":"rx","kind":"final","type":"ok"}',
      ].join('\n'),
    );
    const { said, remarks } = await run(['simulate', '--stdio', '--script', script], (host) =>
      host.write('AT+CREG?\r', 'OK\r\n'),
    );
    expect(said).toBe('\r\n+CSQ: 9,0\r\n\r\nOK\r\n');
    expect(remarks).toContain('expected AT+CSQ\\r\\n, got AT+CREG?\\r');
  });

  it.concurrent('plays a log of the module alone by its echo', async () => {
    const script = join(folder, 'echo.ndjson');
    const rows = ['{"kind":"echo","type":"echo","bytes":"AT"}', '{"kind":"final","type":"ok"}'];
    writeFileSync(script, rows.join('\n'));
    const { said } = await run(['simulate', '--stdio', '--script', script], (host) => host.write('AT\r', 'OK\r\n'));
    expect(said).toBe('AT\r\r\nOK\r\n');
  });

  it.concurrent('plays a list in YAML: what the host writes, and texts or messages of the module', async () => {
    const script = join(folder, 'script.yaml');
    writeFileSync(
      script,
      `- host: "AT+CSQ\\r"
- module: "AT+CSQ\\r"
- module: {type: csq, rssi: 9, ber: 0}
- module: {type: ok}
- host: "AT\\r"
- module: "\\r\\nOK\\r\\n"
`,
    );
    const { said } = await run(['simulate', '--stdio', '--script', script], async (host) => {
      await host.write('AT+CSQ\r', 'OK\r\n');
      await host.write('AT\r', 'OK\r\n\r\nOK\r\n');
    });
    expect(said).toBe('AT+CSQ\r\r\n+CSQ: 9,0\r\n\r\nOK\r\n\r\nOK\r\n');
  });

  it.each([
    ['host: AT', 'it is a list of steps'],
    ['- host: "AT\\r"\n- guest: AT', 'step 2: guest: a step has host or module'],
    ['- {}', 'step 1: a step has host or module'],
    ['- module: {type: csq, rssi: many, ber: 0}', "step 1: cannot encode csq: field 'rssi'"],
    ['- host: "AT', 'unexpected end of the stream within a double quoted scalar'],
  ])('says what is wrong with such a list: %s', async (text, why) => {
    const script = join(folder, 'bad.yaml');
    writeFileSync(script, text);
    const { code, remarks } = await run(['simulate', '--stdio', '--script', script]);
    expect([code, remarks]).toEqual([1, expect.stringContaining(why)]);
  });

  it.each<[string[], string]>([
    [[], 'one of --tcp, --stdio, --pty, --serial'],
    [['--tcp', '1', '--stdio'], 'one of --tcp, --stdio, --pty'],
    [['--stdio', '--allow', 'example.com'], '--allow is for --net'],
    [['--stdio', '--chaos', '4'], 'It is a number from 0 to 3.'],
    [['--stdio', '--fault', 'flood=1'], 'There is no such fault'],
    [['--stdio', '--only', 'flood:1'], 'flood:1 is no fault'],
    [['--stdio', '--when', 'ring'], 'It is "<seconds> <what>"'],
    [['--stdio', '--when', '3 event {'], 'JSON'],
    [['--stdio', '--when', '3 event {"type":"csqn","rssi":1000,"ber":0}'], "field 'rssi' is 1000"],
    [['--stdio', '--when', '3 event {"type":"ok"}'], `cannot encode ok: field 'kind' is "final"`],
    [['--stdio', '--script', 'x', '--net'], 'a script is played as it is'],
  ])('refuses %j', async (args, why) => {
    const { code, remarks } = await run(['simulate', ...args]);
    expect(remarks).toContain(why);
    expect(code).toBe(2);
  });

  it('names the line of a script that is none', async () => {
    const script = join(folder, 'bad.ndjson');
    writeFileSync(script, '{"kind":"final","type":"ok"}\nnonsense\n');
    const { code, remarks } = await run(['simulate', '--stdio', '--script', script]);
    expect(code).toBe(1);
    expect(remarks).toContain('bad.ndjson:2: ');
  });
});

it('ends when it is told to, while the driver could still write', async () => {
  const module = spawn(process.execPath, [join(inject('javascript'), 'src/cli.js'), 'simulate', '--stdio']);
  module.stdin.write('AT\r');
  await once(module.stdout, 'data');
  module.kill('SIGTERM');
  expect(await once(module, 'close')).toEqual([0, null]);
});

describe('sim800 simulate, started by npx', () => {
  it('ends with it', async () => {
    const [node, cli] = [process.execPath, join(inject('javascript'), 'src/cli.js')];
    // As npx does: by a shell, which waits for it.
    const shell = spawn('sh', ['-c', '"$0" "$1" simulate --tcp 0; true', node, cli], {
      env: { ...process.env, npm_command: 'exec' },
    });
    const said = once(shell.stderr, 'data');
    // Its pipes are closed when both have ended.
    const over = once(shell, 'close');
    expect(String(await said)).toContain('the module is at');
    shell.kill('SIGTERM');
    await over;
  });
});

describe('a transport', () => {
  it('of TCP lets a driver come again', async () => {
    let heard = '';
    const transport = await tcp(0);
    transport.listen((bytes) => {
      heard += textOf(bytes);
      transport.write(bytesOf('!'));
    });
    const [host = '', port = ''] = transport.place.split(':');
    for (const word of ['one', 'two']) {
      const socket = connect(Number(port), host);
      socket.write(word);
      await once(socket, 'data');
      socket.destroy();
    }
    expect(heard).toBe('onetwo');
    await transport.close();
  });

  it('of a serial port says what to install, and that there is none', async () => {
    const missing = Object.assign(new Error(), { code: 'ERR_MODULE_NOT_FOUND' });
    await expect(serial('/dev/null', 9600, () => Promise.reject(missing))).rejects.toThrow('npm install serialport');
    await expect(serial(join(folder, 'none'), 9600)).rejects.toThrow(/none: .*No such file/);
  });

  it('of a pseudo-terminal says what to install', async () => {
    const link = join(folder, 'tty');
    await expect(pty(link, 'no-such-socat')).rejects.toThrow('--pty needs socat, which is not installed');
    expect(existsSync(link)).toBe(false);
  });
});

describe('real sockets', () => {
  let server: Server;
  let port = 0;
  beforeAll(async () => {
    server = createServer((socket: Socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => server.close());

  let module: Module | undefined;
  afterEach(() => module?.switchOff());

  async function talk(lines: readonly (readonly [text: string, until: string, then?: () => void])[]): Promise<string> {
    const [to, from] = [new PassThrough(), new PassThrough()];
    const host = new Host(to, from);
    const on = new Module({
      clock: systemClock(20),
      peers: socketPeers([]),
      onBytes: (bytes) => from.write(bytes),
    });
    module = on;
    to.on('data', (bytes: Buffer) => on.write(bytes));
    for (const [text, until, then] of lines) {
      await host.write(text, until);
      then?.();
    }
    return host.said;
  }

  it('carry a session to an echo server', async () => {
    const said = await talk([
      ['ATE0;+CIPHEAD=1\r', 'OK\r\n'],
      [`AT+CIPSTART="TCP","127.0.0.1",${port}\r`, 'CONNECT OK\r\n'],
      ['AT+CIPSEND=5\r', '> '],
      ['hello', '+IPD,5:hello'],
      ['AT+CIPCLOSE\r', 'CLOSE OK\r\n'],
    ]);
    expect(said).toContain('SEND OK');
  });

  it('reach this machine alone', async () => {
    expect(await talk([['AT+CIPSTART="TCP","192.0.2.1",80\r', 'CONNECT FAIL\r\n']])).toContain('STATE: TCP CLOSED');
    expect(
      await talk([
        ['AT+CSTT;+CIICR;+CIFSR\r', '10.64.12.7'],
        ['AT+CDNSGIP="example.com"\r', '+CDNSGIP: 0,8'],
      ]),
    ).toContain('OK');
  });

  it('take clients', async () => {
    let client: Socket | undefined;
    const call = (): void => {
      client = connect(28888, '127.0.0.1');
      client.write('hello');
    };
    const said = await talk([
      ['AT+CIPMUX=1;+CSTT;+CIICR;+CIFSR\r', '10.64.12.7'],
      ['AT+CIPSERVER=1,28888\r', 'SERVER OK\r\n', call],
      ['', '+RECEIVE,0,5:\r\nhello'],
    ]);
    expect(said).toContain('0, REMOTE IP: 127.0.0.1\r\n');
    client?.destroy();
  });
});
