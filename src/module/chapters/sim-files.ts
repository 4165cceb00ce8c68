/** 3.2.34: AT+CRSM, the files of the SIM (3GPP 51.011, chapters 9 and 10). */
import { bytesOf } from '../bytes.js';
import type { Chapter } from '../chapter.js';
import type { Device } from '../device.js';
import type { Exchange } from '../line/exchange.js';
import { SIM, simFault } from './sim.js';
import { hex, swapped } from './sms/digits.js';

const READ_BINARY = 176;
const READ_RECORD = 178;
const GET_RESPONSE = 192;
const STATUS = 242;

/** Status words. */
const DONE = { sw1: 0x90, sw2: 0 } as const;
const NO_SUCH_FILE = { sw1: 0x94, sw2: 4 } as const;
const NOT_ALLOWED = { sw1: 0x98, sw2: 4 } as const;
const WRONG_LENGTH = { sw1: 0x67, sw2: 0 } as const;
const WRONG_PARAMETER = { sw1: 0x6b, sw2: 0 } as const;

type Answer = { readonly sw1: number; readonly sw2: number; readonly response?: string };

interface File {
  readonly bytes: readonly number[];
  /** Of a file of records. */
  readonly recordLength?: number;
}

const padded = (bytes: readonly number[], length: number): number[] =>
  Array.from({ length }, (_, i) => bytes[i] ?? 0xff);

/** A telephone number as a record of a phone book: no name, its length, its type, ten bytes of digits, no extension. */
function numberRecord(number: string): number[] {
  const digits = swapped(number.replace(/\D/g, ''));
  const type = number.startsWith('+') ? 0x91 : 0x81;
  return [...padded([], 14), digits.length + 1, type, ...padded(digits, 10), 0xff, 0xff];
}

/** By their numbers. What is missing the SIM has not. */
const FILES: Readonly<Record<number, File>> = {
  // ICCID
  12258: { bytes: swapped(SIM.iccid) },
  // Language preference: English
  28421: { bytes: [1] },
  // IMSI: its length, and whether it has an odd number of digits
  28423: { bytes: [8, ...swapped(`9${SIM.imsi}`)] },
  // SIM service table: the PIN can be switched off, phone book, short messages, own number
  28472: { bytes: [0xcf, 0, 0x03, 0, 0] },
  // Own number
  28480: { bytes: numberRecord(SIM.number), recordLength: 28 },
  // Name of the provider
  28486: { bytes: [0, ...padded([...bytesOf(SIM.provider)], 16)] },
  // Administrative data: two digits of the IMSI are the network's
  28589: { bytes: [0, 0, 0, 2] },
  // Phase: 2, with downloads
  28590: { bytes: [3] },
};

const two = (value: number): number[] => [value >> 8, value & 0xff];

/** What a SIM says of a file: its size, number, type, who may do what, its state, and how it is built (51.011, 9.2.1). */
function header(id: number, { bytes, recordLength }: File): string {
  const structure = recordLength === undefined ? 0 : 1;
  return hex([0, 0, ...two(bytes.length), ...two(id), 4, 0, 0x10, 0xff, 0xff, 1, 2, structure, recordLength ?? 0]);
}

function slice(bytes: readonly number[], start: number, length: number): Answer {
  if (start > bytes.length) return WRONG_PARAMETER;
  const part = bytes.slice(start, length === 0 ? undefined : start + length);
  return length > 0 && part.length < length ? WRONG_LENGTH : { ...DONE, response: hex(part) };
}

interface Request {
  readonly command: number;
  readonly fileId?: number;
  readonly p1?: number;
  readonly p2?: number;
  readonly p3?: number;
}

function answer({ command, fileId = 0, p1 = 0, p2 = 0, p3 = 0 }: Request): Answer {
  if (command === STATUS) return DONE;
  const file = FILES[fileId];
  if (!file) return NO_SUCH_FILE;
  if (command === GET_RESPONSE) return { ...DONE, response: header(fileId, file) };
  if (command === READ_BINARY) return slice(file.bytes, p1 * 256 + p2, p3);
  if (command !== READ_RECORD) return NOT_ALLOWED;
  const { recordLength } = file;
  if (recordLength === undefined || p1 < 1 || p1 * recordLength > file.bytes.length) return WRONG_PARAMETER;
  return slice(file.bytes.slice((p1 - 1) * recordLength, p1 * recordLength), 0, p3);
}

export function simFiles(device: Device): Chapter {
  return {
    handlers: {
      crsm: {
        write: (request, exchange: Exchange) => {
          const fault = simFault(device);
          if (fault !== undefined) return exchange.refuse(fault);
          exchange.respond({ type: 'crsm', ...answer(request) });
          exchange.end();
        },
      },
    },
  };
}
