/**
 * Fuzzes a driver: whatever a peer sends, and however the port cuts it, the driver hands out just that.
 *
 *     npx tsx fuzz.ts            the driver of ../driver
 *     npx tsx fuzz.ts line       one that reads lines: fast-check prints the shortest data it mistakes for a result
 *
 * Needs: npm install sim800-protocol fast-check
 */
import type { Duplex } from 'node:stream';
import { pathToFileURL } from 'node:url';
import * as fc from 'fast-check';
import { hostilePayload } from 'sim800-protocol/arbitraries';
import { Modem } from '../driver/modem.js';
import { LineModem } from './line-modem.js';
import { ModulePort } from './module-port.js';

/** What a driver must have. */
interface Driver {
  on(event: 'data', listener: (received: Uint8Array) => void): unknown;
}

/** What a server may send: full of line ends, results and headers. */
const received = hostilePayload().filter(({ length }) => length > 0);

export function handsOutWhatThePeerSent(make: (port: Duplex) => Driver): fc.IAsyncProperty<[Uint8Array, number]> {
  return fc.asyncProperty(received, fc.nat(), async (data, seed) => {
    const port = new ModulePort(data, seed);
    const handedOut: Uint8Array[] = [];
    make(port).on('data', (bytes) => handedOut.push(bytes));
    await port.delivered;
    return Buffer.concat(handedOut).equals(data);
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const Subject = process.argv[2] === 'line' ? LineModem : Modem;
  await fc.assert(handsOutWhatThePeerSent((port) => new Subject(port)));
  console.log('found nothing');
}
