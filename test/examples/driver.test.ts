import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { Modem } from '../../examples/driver/modem.js';
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

describe('examples/driver', () => {
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
    await expect(modem.connect('203.0.113.10', 7000, 'an"other')).rejects.toThrow('error');
    expect(await modem.connect('203.0.113.10', 7000)).toBe('10.64.12.7');
  });
});
