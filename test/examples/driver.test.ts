import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { get } from '../../examples/driver/http.js';
import { Modem } from '../../examples/driver/modem.js';
import { EncodeError } from '../../src/index.js';
import type { HttpRequest } from '../../src/module.js';
import { bytesOf, textOf } from '../latin1.js';
import { modulePort } from '../module/module-port.js';

// What a server must not be able to do: end a command, close the connection, begin a payload of its own.
const HOSTILE = '\r\nERROR\r\n\r\nCLOSED\r\n\r\n+CIPRXGET: 2,1460,0\r\n\r\n> ';

const SESSION = [
  'AT+CIPMUX=0',
  'AT+CIPRXGET=1',
  'AT+CSTT="internet"',
  'AT+CIICR',
  'AT+CIFSR',
  'AT+CIPSTART="TCP","203.0.113.10","7000"',
  'AT+CIPSEND=5',
  'hello',
  'AT+CIPRXGET=2,1460',
  'AT+CIPCLOSE',
  'AT+CIPSHUT',
];

/** Lines with code: no blank one, no comment. */
const codeIn = (text: string): number => text.split('\n').filter((line) => !/^\s*(?:$|\/\/|\/\*|\*)/.test(line)).length;

describe('examples/driver', () => {
  it('has as many lines of code as examples/README.md says, and no more than 45', () => {
    const examples = join(import.meta.dirname, '../../examples');
    const lines = codeIn(readFileSync(join(examples, 'driver/modem.ts'), 'utf8'));
    expect(lines).toBeLessThanOrEqual(45);
    expect(readFileSync(join(examples, 'README.md'), 'utf8')).toContain(`has ${lines} lines of code`);
  });

  it.each([1, 3, 4096])(
    'connects, sends, receives and closes, over a port that reads %d bytes at a time',
    async (size) => {
      const { port, heard } = modulePort(size, { peer: (data) => bytesOf(`${textOf(data)}${HOSTILE}`) });
      const modem = new Modem(port);
      const events = modem.session.events();
      expect(await modem.connect('203.0.113.10', 7000)).toBe('10.64.12.7');
      const received = once(modem, 'data');
      await modem.send(Buffer.from('hello'));
      expect(Buffer.from((await received)[0]).toString()).toBe(`hello${HOSTILE}`);
      await modem.close();
      expect(heard).toEqual(SESSION);
      modem.session.end();
      const seen: string[] = [];
      for await (const { type } of events) seen.push(type);
      expect(seen).toEqual(['ciprxget-data']);
    },
  );

  it('answers what comes by itself, between its own commands', async () => {
    const { port, module, heard, link } = modulePort(7, { peer: () => new Uint8Array() });
    const modem = new Modem(port);
    const connecting = modem.connect('203.0.113.10', 7000);
    module.ring('+15550199');
    await connecting;
    const received = once(modem, 'data');
    link().send(bytesOf('x'.repeat(2000)));
    expect((await received)[0]).toHaveLength(1460);
    expect((await once(modem, 'data'))[0]).toHaveLength(540);
    expect(heard).toContain('ATH');
    expect(heard.slice(-2)).toEqual(['AT+CIPRXGET=2,1460', 'AT+CIPRXGET=2,1460']);
    const closed = once(modem, 'closed');
    link().close();
    await closed;
  });

  it('connects, sends a text and gets a page', async () => {
    const respond = ({ method, url }: HttpRequest) => ({
      status: 200,
      head: 'HTTP/1.1 200 OK\r\n',
      body: bytesOf(`${method} ${url}`),
    });
    const { port } = modulePort(4096, { respond });
    const modem = new Modem(port);
    expect(await modem.connect('example.com', 7)).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    const received = once(modem, 'data');
    await modem.send(Buffer.from(HOSTILE));
    expect(Buffer.from((await received)[0]).toString()).toBe(HOSTILE);
    expect(await modem.sendSms('+31628870634', 'hello\rthere')).toBeGreaterThanOrEqual(0);
    await modem.session.command({ type: 'sapbr', form: 'write', operation: 1, cid: 1 });
    const { status, body } = await get(modem.session, 'http://example.com/');
    expect([status, Buffer.from(body).toString()]).toEqual([200, 'GET http://example.com/']);
  });

  it('says which failure it was', async () => {
    const { port, module } = modulePort(100);
    const modem = new Modem(port);
    module.insertSim(false);
    await expect(modem.connect('203.0.113.10', 7000)).rejects.toThrow('ciicr failed: error');
    module.insertSim(true);
    await modem.session.command({ type: 'cipshut', form: 'execute' });
    expect(await modem.connect('203.0.113.10', 7000)).toBe('10.64.12.7');
  });

  it('writes no name that could be more than a name, and no data that are too long', async () => {
    const { port, heard } = modulePort(100);
    const modem = new Modem(port);
    await expect(modem.connect('203.0.113.10', 7000, 'a";+CFUN=0;+CSTT="b')).rejects.toThrow(EncodeError);
    expect(heard).toEqual(['AT+CIPMUX=0', 'AT+CIPRXGET=1']);
    await expect(modem.send(new Uint8Array(1501))).rejects.toThrow(EncodeError);
    expect(await modem.connect('203.0.113.10', 7000)).toBe('10.64.12.7');
  });
});
