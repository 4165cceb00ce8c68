/** Short messages as PDUs (3GPP 23.040): two digits a byte, the address of the service centre first. */
import { fromGsm7, toGsm7 } from '../../../values/gsm7.js';
import { fromUcs2, toUcs2 } from '../../../values/ucs2.js';
import { hex, swapped } from './digits.js';

export interface Pdu {
  readonly pdu: string;
  /** Bytes after the address of the service centre. */
  readonly length: number;
}

export interface ShortText {
  readonly number: string;
  readonly text: string;
}

const CODING_GSM7 = 0;
const CODING_UCS2 = 8;
const INTERNATIONAL = 0x91;
const UNKNOWN = 0x81;

const bytesOf = (digits: string): number[] => (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));

/** Nothing: a letter of it is not in the alphabet. */
function septetsOf(text: string): number[] | undefined {
  try {
    return [...toGsm7(text)];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Seven bits each, the first in the lowest bits. */
function packed(septets: readonly number[]): number[] {
  const bytes = new Array<number>(Math.ceil((septets.length * 7) / 8)).fill(0);
  septets.forEach((septet, i) => {
    const bit = i * 7;
    const at = bit >> 3;
    const shift = bit & 7;
    bytes[at] = ((bytes[at] ?? 0) | (septet << shift)) & 0xff;
    if (shift > 1) bytes[at + 1] = (bytes[at + 1] ?? 0) | (septet >> (8 - shift));
  });
  return bytes;
}

function unpacked(bytes: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    const bit = i * 7;
    const pair = (bytes[bit >> 3] ?? 0) | ((bytes[(bit >> 3) + 1] ?? 0) << 8);
    return (pair >> (bit & 7)) & 0x7f;
  });
}

function address(number: string): number[] {
  const digits = number.replace(/\D/g, '');
  return [digits.length, number.startsWith('+') ? INTERNATIONAL : UNKNOWN, ...swapped(digits)];
}

/** In seven bits a letter if the GSM alphabet has them all, else as UCS2. */
function coded(text: string): { coding: number; count: number; bytes: number[] } {
  const septets = septetsOf(text);
  if (septets) return { coding: CODING_GSM7, count: septets.length, bytes: packed(septets) };
  const bytes = bytesOf(toUcs2(text));
  return { coding: CODING_UCS2, count: bytes.length, bytes };
}

/** `26/11/27,08:00:00+00`: seven pairs of digits. */
const timestamp = (time: string): number[] => swapped(time.replace(/\D/g, '').slice(0, 14).padEnd(14, '0'));

const whole = (tpdu: readonly number[]): Pdu => ({ pdu: `00${hex(tpdu)}`, length: tpdu.length });

/** One that was received. */
export function deliverPdu({ number, text }: ShortText, time: string): Pdu {
  const { coding, count, bytes } = coded(text);
  return whole([0x04, ...address(number), 0, coding, ...timestamp(time), count, ...bytes]);
}

/** One that is to be sent, or was. */
export function submitPdu({ number, text }: ShortText): Pdu {
  const { coding, count, bytes } = coded(text);
  return whole([0x01, 0, ...address(number), 0, coding, count, ...bytes]);
}

/** What became of one that was sent: that it has arrived. */
export interface Report {
  readonly reference: number;
  readonly number: string;
  /** When it was sent, and when it arrived. */
  readonly sent: string;
  readonly arrived: string;
}

export function reportPdu({ reference, number, sent, arrived }: Report): Pdu {
  return whole([0x06, reference, ...address(number), ...timestamp(sent), ...timestamp(arrived), 0]);
}

function numberOf(type: number | undefined, digits: readonly number[], length: number): string {
  const text = digits.map((byte) => `${(byte & 15).toString(16)}${(byte >> 4).toString(16)}`).join('');
  return `${type === INTERNATIONAL ? '+' : ''}${text.slice(0, length)}`;
}

function textOf(coding: number, count: number, bytes: readonly number[]): string {
  if ((coding & 0x0c) === CODING_UCS2) return fromUcs2(hex(bytes.slice(0, count & ~1))) ?? '';
  if ((coding & 0x0c) === 4) return String.fromCharCode(...bytes);
  return fromGsm7(Uint8Array.from(unpacked(bytes, count)));
}

/** How many bytes the validity takes, by the first one of the TPDU. */
const VALIDITY: Readonly<Record<number, number>> = { 0: 0, 1: 7, 2: 1, 3: 7 };

/** One that the host has given. */
export interface Submitted extends ShortText {
  /** It is to be told when the message has arrived. */
  readonly wantsReport: boolean;
}

/** A bit of the first byte of a SMS-SUBMIT: a report is asked for. */
export const REPORT_REQUESTED = 0x20;

/** What the host gave after AT+CMGS=<length>; nothing for what is no SMS-SUBMIT of that length. */
export function readSubmit(digits: string, length: number): Submitted | undefined {
  if (!/^(?:[0-9A-Fa-f]{2})+$/.test(digits)) return undefined;
  const bytes = bytesOf(digits);
  const tpdu = bytes.slice(1 + (bytes[0] ?? 0));
  const first = tpdu[0] ?? 0;
  if (tpdu.length !== length || (first & 3) !== 1) return undefined;
  const numberLength = tpdu[2] ?? 0;
  const afterNumber = 4 + Math.ceil(numberLength / 2);
  const coding = tpdu[afterNumber + 1] ?? 0;
  const afterValidity = afterNumber + 2 + (VALIDITY[(first >> 3) & 3] ?? 0);
  const count = tpdu[afterValidity];
  if (count === undefined) return undefined;
  const number = numberOf(tpdu[3], tpdu.slice(4, afterNumber), numberLength);
  const text = textOf(coding, count, tpdu.slice(afterValidity + 1));
  return { number, text, wantsReport: (first & REPORT_REQUESTED) !== 0 };
}
