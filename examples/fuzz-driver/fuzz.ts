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
import { encode } from 'sim800-protocol';
import { chunks, messageOf } from 'sim800-protocol/arbitraries';
import { Modem } from '../driver/modem.js';
import { FakePort } from './fake-port.js';
import { LineModem } from './line-modem.js';

/** What a driver must have. */
interface Driver {
  on(event: 'data', listener: (received: Uint8Array) => void): unknown;
}

const OK = encode({ type: 'ok', kind: 'final' });

/** Data fetched from the module (full of line ends, results and headers), and its bytes on the line in pieces. */
const fetched = messageOf('ciprxget-read')
  .filter((message) => message.length > 0)
  .map((message) => ({ ...message, remaining: 0 }))
  .chain((message) =>
    chunks(Buffer.concat([encode(message), OK])).map((pieces) => ({ payload: message.payload, pieces })),
  );

export function handsOutWhatThePeerSent(make: (port: Duplex) => Driver): fc.IAsyncProperty<[unknown]> {
  return fc.asyncProperty(fetched, async ({ payload, pieces }) => {
    const port = new FakePort(pieces);
    const received: Uint8Array[] = [];
    make(port).on('data', (data) => received.push(data));
    await port.delivered;
    return Buffer.concat(received).equals(payload);
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const Subject = process.argv[2] === 'line' ? LineModem : Modem;
  await fc.assert(handsOutWhatThePeerSent((port) => new Subject(port)));
  console.log('found nothing');
}
