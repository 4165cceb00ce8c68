import { expect, it } from 'vitest';
import { Decoder, type Message } from '../../src/index.js';

it('a message does not change when its chunk, a Buffer, is used again', () => {
  const messages: Message[] = [];
  const decoder = new Decoder((message) => messages.push(message));
  for (const wire of ['\r\nnoise\r\n', '\r\n+CIPRXGET: 2,1,5,0\r\nhello\r\nOK\r\n', '\r\nCONNECT\r\nabc']) {
    const chunk = Buffer.from(wire);
    decoder.write(chunk);
    chunk.fill('x');
  }
  const held = messages.flatMap((m) => ('bytes' in m ? [m.bytes] : 'payload' in m ? [m.payload] : []));
  expect(held).toEqual(['noise', 'hello', 'abc'].map((text) => new TextEncoder().encode(text)));
});
