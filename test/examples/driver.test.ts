import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Modem } from '../../examples/driver/modem.js';
import { EncodeError } from '../../src/index.js';
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

function methodIn(text: string, head: string): string {
  const from = text.indexOf(`  private ${head}(`);
  return text.slice(from, text.indexOf('\n  }\n', from) + 4);
}

describe('examples/driver', () => {
  it('has as many lines of protocol code left as examples/README.md says', () => {
    const examples = join(import.meta.dirname, '../../examples');
    const source = readFileSync(join(examples, 'driver/modem.ts'), 'utf8');
    const protocol = codeIn(methodIn(source, 'async command') + methodIn(source, 'write'));
    const readme = readFileSync(join(examples, 'README.md'), 'utf8');
    expect(readme).toContain(`Of its ${codeIn(source)} lines of code ${protocol} are protocol:`);
  });

  it.each([1, 3, 4096])(
    'connects, sends, receives and closes, over a port that reads %d bytes at a time',
    async (size) => {
      const { port, module } = modulePort((data) => `${data}${HOSTILE}`, size);
      const modem = new Modem(port);
      const seen: string[] = [];
      modem.on('message', (message) => seen.push(message.type));
      expect(await modem.connect('203.0.113.10', 7000)).toBe('10.64.12.7');
      const received = once(modem, 'data');
      await modem.send(Buffer.from('hello'));
      expect(Buffer.from((await received)[0]).toString()).toBe(`hello${HOSTILE}`);
      await modem.close();
      expect(module.heard).toEqual(SESSION);
      expect(seen).not.toContain('unrecognized');
      expect(seen).not.toContain('closed');
    },
  );

  it('answers what comes by itself, between its own commands', async () => {
    const { port, module } = modulePort(() => '', 7);
    const modem = new Modem(port);
    const connecting = modem.connect('203.0.113.10', 7000);
    module.interrupt('RING');
    await connecting;
    const received = once(modem, 'data');
    module.arrive('x'.repeat(2000));
    expect((await received)[0]).toHaveLength(1460);
    expect((await once(modem, 'data'))[0]).toHaveLength(540);
    expect(module.heard.slice(-3)).toEqual(['ATH', 'AT+CIPRXGET=2,1460', 'AT+CIPRXGET=2,1460']);
    const closed = once(modem, 'closed');
    module.interrupt('CLOSED');
    await closed;
  });

  it('says which failure it was', async () => {
    const { port } = modulePort(() => '', 100);
    const modem = new Modem(port);
    await expect(modem.connect('203.0.113.10', 7000, 'another')).rejects.toThrow('error');
    expect(await modem.connect('203.0.113.10', 7000)).toBe('10.64.12.7');
  });

  it('writes no name that could be more than a name, and no data that are too long', async () => {
    const { port, module } = modulePort(() => '', 100);
    const modem = new Modem(port);
    await expect(modem.connect('203.0.113.10', 7000, 'a";+CFUN=0;+CSTT="b')).rejects.toThrow(EncodeError);
    expect(module.heard).toEqual(['AT+CIPMUX=0', 'AT+CIPRXGET=1']);
    expect(() => modem.send(new Uint8Array(1501))).toThrow(EncodeError);
    expect(await modem.connect('203.0.113.10', 7000)).toBe('10.64.12.7');
  });
});
