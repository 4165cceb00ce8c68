/** A real `serialport` at both ends of a pseudo-terminal pair, and a scripted module at one of them. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { SerialPort } from 'serialport';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../examples/driver/main.js';
import { Modem } from '../../examples/driver/modem.js';
import { serial } from '../../src/cli/simulate/transport.js';
import { Module } from '../../src/module.js';
import { DecoderDuplex } from '../../src/node.js';
import { messages } from '../../src/streams.js';
import { bytesOf, textOf } from '../latin1.js';
import { type FastModule, fastModule } from '../module/module-port.js';
import { findTool } from '../tools.js';
import { type PtyPair, ptyPair } from './pty-pair.js';

const HOSTILE = '\r\nERROR\r\n\r\nCLOSED\r\n\r\nSEND OK\r\n\r\n> \0\x11\x13\xff';
const socat = findTool('socat');
if (socat === undefined) console.warn('skipped: the serial port test needs socat (bash scripts/install-test-tools.sh)');

async function open(path: string): Promise<SerialPort> {
  const port = new SerialPort({ path, baudRate: 115200 });
  await once(port, 'open');
  return port;
}

async function close(port: SerialPort): Promise<void> {
  if (!port.isOpen) return;
  port.close();
  await once(port, 'close');
}

describe.skipIf(socat === undefined)('a serial port', () => {
  let pair: PtyPair;
  let far: SerialPort;
  let fast: FastModule;

  beforeAll(async () => {
    pair = await ptyPair(socat ?? '');
    far = await open(pair.module);
    const peer = (data: Uint8Array): Uint8Array => bytesOf(`${textOf(data)}${HOSTILE}`);
    fast = fastModule((bytes) => far.write(bytes), { peer });
    far.on('data', (chunk: Buffer) => fast.module.write(chunk));
  });
  afterAll(async () => {
    await close(far);
    await pair.cut();
  });

  it('carries a whole TCP session of the example driver', async () => {
    expect(await ask(pair.host, '203.0.113.10', 7000, 'hello')).toBe(`hello\r\n\r\n${HOSTILE}`);
    expect(fast.heard).toEqual([
      'AT+CIPMUX=0',
      'AT+CIPRXGET=1',
      'AT+CSTT="internet"',
      'AT+CIICR',
      'AT+CIFSR',
      'AT+CIPSTART="TCP","203.0.113.10","7000"',
      'AT+CIPSEND=9',
      'hello\r\n\r\n',
      'AT+CIPRXGET=2,1460',
      'AT+CIPCLOSE',
      'AT+CIPSHUT',
    ]);
  });

  it('carries more in both directions than any buffer holds', async () => {
    const port = await open(pair.host);
    const modem = new Modem(port);
    await modem.connect('203.0.113.10', 7000);
    const sent: string[] = [];
    let received = '';
    modem.on('data', (data) => {
      received += textOf(data);
    });
    for (let i = 0; i < 20; i++) {
      const data = `${i}:`.padEnd(1400, '\r\nOK\r\n');
      sent.push(`${data}${HOSTILE}`);
      await modem.send(Buffer.from(data));
      if (i === 10) fast.module.ring('+15550199');
    }
    // The last answer of the peer comes when it comes.
    while (received.length < sent.join('').length) await once(modem, 'data');
    await modem.close();
    await close(port);
    expect(received).toBe(sent.join(''));
    expect(fast.heard).toContain('ATH');
  });

  it('is paused while nobody takes the messages, and loses none', async () => {
    const port = await open(pair.host);
    const decoder = port.pipe(new DecoderDuplex({ highWaterMark: 1 }));
    const many = 2000;
    for (let i = 0; i < many; i++) far.write(`\r\n+CREG: 1,"${i.toString(16).padStart(4, '0')}","0000"\r\n`);
    await sleep(300);
    expect(decoder.writableNeedDrain).toBe(true); // what makes pipe() pause the port
    let next = 0;
    for await (const message of decoder) {
      expect(message).toMatchObject({ type: 'creg', lac: next.toString(16).padStart(4, '0') });
      if (++next === many) break;
    }
    await close(port);
    expect(next).toBe(many);
  });

  it('leads to a module that is on a port of its own: simulate --serial', async () => {
    await close(far);
    const transport = await serial(pair.module, 115_200);
    const module = new Module({ onBytes: (bytes) => transport.write(bytes), latency: 'none' });
    transport.listen((bytes) => module.write(bytes));
    const port = await open(pair.host);
    port.write('AT\r');
    let said = '';
    while (!said.endsWith('OK\r\n')) said += String((await once(port, 'data'))[0]);
    expect(said).toBe('AT\r\r\nOK\r\n');
    await close(port);
    await transport.close();
    far = await open(pair.module);
    far.on('data', (chunk: Buffer) => fast.module.write(chunk));
  });

  it('can be iterated', async () => {
    const port = await open(pair.host);
    const modem = messages(port);
    modem.sent(Buffer.from('AT+CSQ\r'));
    port.write('AT+CSQ\r');
    const next = async (): Promise<string | undefined> => (await modem.next()).value?.type;
    expect([await next(), await next(), await next()]).toEqual(['echo', 'csq', 'ok']);
    await close(port);
    await modem.return();
  });
});
