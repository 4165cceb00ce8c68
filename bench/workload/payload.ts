/** Reads and pushes of 1..1460 bytes with the lines before and after them. */
import type { Message } from '../../src/index.js';
import { drawMessage } from './pool.js';
import type { Random } from './random.js';

const MOST = 1460;

type Fill = (random: Random, length: number) => Uint8Array;

function read(random: Random, fill: Fill): Message[] {
  const payload = fill(random, random.between(1, MOST));
  const message = drawMessage('ciprxget-read', random) as Extract<Message, { type: 'ciprxget-read' }>;
  return [
    { ...message, length: payload.length, payload },
    { type: 'ok', kind: 'final' },
    drawMessage('ciprxget-data', random),
  ];
}

function push(random: Random, fill: Fill): Message[] {
  const payload = fill(random, random.between(1, MOST));
  const message = drawMessage('receive', random) as Extract<Message, { type: 'receive' }>;
  return [{ ...message, length: payload.length, payload }];
}

const deliver = (random: Random, fill: Fill): Message[] => (random.next() < 0.5 ? read : push)(random, fill);

export const payload = (random: Random): Message[] => deliver(random, (r, length) => r.bytes(length));

const WORDS = [
  '\r\nOK\r\n',
  '\r\nERROR\r\n',
  '\r\nCLOSED\r\n',
  '\r\n0, CLOSED\r\n',
  '\r\nSEND OK\r\n',
  '\r\n+RECEIVE,0,1460:\r\n',
  '\r\n+CIPRXGET: 2,0,1460,0\r\n',
  '\r\n+CIPRXGET: 1,3\r\n',
  '\r\n+IPD,1460:',
  '\r\n> ',
  '\r\nCONNECT\r\n',
  '\r\n+PDP: DEACT\r\n',
  'AT+CIPSEND=0,10\r',
  'C: 0,0,"TCP","198.51.100.7","50000","CONNECTED"\r\n',
  '+CSQ: 21,',
  '\r',
  '\n',
].map((word) => Buffer.from(word, 'latin1'));

function hostileBytes(random: Random, length: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let size = 0; size < length; size += (parts.at(-1) as Uint8Array).length) parts.push(random.pick(WORDS));
  return Uint8Array.from(Buffer.concat(parts).subarray(0, length));
}

export const hostile = (random: Random): Message[] => deliver(random, hostileBytes);
