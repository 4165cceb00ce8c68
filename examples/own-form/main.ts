/**
 * Reads a module that says more than the grammar of this package knows. The tokenizer, the message types and the
 * serializer for everything it says are compiled from the package's own grammar and one more file:
 *
 *     npx sim800 compile node_modules/sim800-protocol/grammar/*.at tank.at --out generated
 *     npx tsx main.ts /dev/ttyUSB0
 *
 * What is written imports `sim800-protocol/runtime`, and nothing else. `tank.at` alone compiles too: then the one form
 * is all that is known.
 */
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { MessageDuplex } from 'sim800-protocol/node';
import type { Message } from './generated/messages.js';
import { Decoder } from './generated/protocol.js';

export async function watch(port: Readable, tell: (line: string) => void): Promise<void> {
  for await (const message of port.pipe(new MessageDuplex<Message>(Decoder))) {
    if (message.type === 'tank-level') tell(`tank: ${message.level} %${message.alarm ? `, ${message.alarm}!` : ''}`);
    else tell(message.type);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await watch(createReadStream(process.argv[2] ?? '/dev/ttyUSB0'), console.log);
}
