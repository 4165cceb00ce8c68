/**
 * A capture file that Wireshark opens (pcapng, draft-ietf-opsawg-pcapng): a packet an entry, with its time and direction.
 * A packet is the message's kind, type and fields, each ended by 00h, and then its bytes: examples/sim800.lua shows them.
 */
import { momentOf } from '../decode/clock.js';
import type { Entry } from '../decode/entry.js';
import { factOf } from '../why/fact.js';
import { said } from './fields.js';

const SECTION = 0x0a0d0d0a;
const INTERFACE = 1;
const PACKET = 6;
/** LINKTYPE_USER0: what it is, is agreed on by those who read it. */
const USER0 = 147;
const COMMENT = 1;
const FLAGS = 2;
const RESOLUTION = 9;
const INBOUND = 1;
const OUTBOUND = 2;

const padded = (length: number): number => (length + 3) & ~3;

function option(code: number, value: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(4 + padded(value.length));
  bytes.writeUInt16LE(code, 0);
  bytes.writeUInt16LE(value.length, 2);
  bytes.set(value, 4);
  return bytes;
}

const END = new Uint8Array(4);

function block(type: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const length = 12 + padded(body.length);
  const bytes = Buffer.alloc(length);
  bytes.writeUInt32LE(type, 0);
  bytes.writeUInt32LE(length, 4);
  bytes.set(body, 8);
  bytes.writeUInt32LE(length, length - 4);
  return bytes;
}

function uint32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => {
    bytes.writeUInt32LE(value >>> 0, 4 * i);
  });
  return bytes;
}

/** The section and its only interface, whose times are in microseconds. */
export function pcapngHead(): Uint8Array {
  const length = Buffer.alloc(8, 0xff);
  const version = Buffer.from([1, 0, 0, 0]);
  const section = block(SECTION, uint32(0x1a2b3c4d), version, length, option(4, Buffer.from('sim800')), END);
  const link = Buffer.from([USER0, 0, 0, 0]);
  const options = [option(2, Buffer.from('sim800')), option(RESOLUTION, Uint8Array.of(6)), END];
  return Buffer.concat([section, block(INTERFACE, link, uint32(0), ...options)]);
}

/** Seconds since 1970; without a date, since midnight or since whenever the log counts from. */
const microseconds = (at: string | undefined): bigint => {
  const seconds = at === undefined ? 0 : (momentOf(at)?.seconds ?? 0);
  return BigInt(Math.max(0, Math.round(seconds * 1e6)));
};

const plain = (text: string): string => text;

export function pcapngPacket(entry: Entry): Uint8Array {
  const { message, at, bytes, direction } = entry;
  const { type, fields } = said(entry, plain, 'hex');
  const texts = [message.kind, type, fields.join(' ')].map((text) => Buffer.from(`${text}\0`, 'utf8'));
  const raw = bytes ?? ('bytes' in message ? (message.bytes as Uint8Array) : Buffer.from(factOf(entry).wire, 'latin1'));
  const packet = Buffer.concat([...texts, raw]);
  const time = microseconds(at);
  const head = uint32(0, Number(time >> 32n), Number(time & 0xffffffffn), packet.length, packet.length);
  const data = Buffer.alloc(padded(packet.length));
  data.set(packet);
  const flags = uint32(direction === 'tx' || message.kind === 'sent' ? OUTBOUND : INBOUND);
  const comment = at === undefined ? [] : [option(COMMENT, Buffer.from(at, 'utf8'))];
  return block(PACKET, head, data, ...comment, option(FLAGS, flags), END);
}
