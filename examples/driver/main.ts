/**
 * Asks a server for one answer: `npx tsx main.ts /dev/ttyUSB0 example.com 80 "HEAD / HTTP/1.0"`.
 *
 * Needs: npm install sim800-protocol serialport
 */
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { SerialPort } from 'serialport';
import { Modem } from './modem.js';

export async function ask(path: string, host: string, port: number, question: string): Promise<string> {
  const serial = new SerialPort({ path, baudRate: 115200 });
  await once(serial, 'open');
  const modem = new Modem(serial);
  try {
    await modem.connect(host, port);
    const answer = once(modem, 'data');
    await modem.send(Buffer.from(`${question}\r\n\r\n`));
    const [received] = (await answer) as [Uint8Array];
    await modem.close();
    return Buffer.from(received).toString('latin1');
  } finally {
    serial.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [path = '/dev/ttyUSB0', host = 'example.com', port = '80', question = 'HEAD / HTTP/1.0'] =
    process.argv.slice(2);
  console.log(await ask(path, host, Number(port), question));
}
