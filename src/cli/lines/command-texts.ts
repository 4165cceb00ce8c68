/** Command lines as they are written: most logs hold the same ones again and again. */
import { answersOf } from '../decode/answers.js';
import { received } from '../decode/entry.js';
import type { LineFormat, Part } from './format.js';
import { type Fixed, fixed } from './text-bytes.js';

/** A command line, as it is written where it comes back, and where it is answered. */
export interface CommandText {
  readonly bytes: Uint8Array;
  /** All that is written of its echo after the offset. */
  readonly echo: Fixed;
  /** What it is the answer to: of its last result, and of one that has more to come. */
  readonly last: Part;
  readonly taken: Part;
}

/** There are 8,760 ways to announce data on one of six connections alone: AT+CIPSEND=0,1 to AT+CIPSEND=5,1460. */
const PLACE_BITS = 15;
const PLACES = 1 << PLACE_BITS;
const MOST = PLACES / 2;
/** FNV-1a. */
const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

function placeOf(b: Uint8Array, start: number, end: number): number {
  let hash = BASIS;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (b[i] as number), PRIME);
  return (hash ^ (hash >>> PLACE_BITS)) & (PLACES - 1);
}

function isSame(bytes: Uint8Array, b: Uint8Array, start: number, end: number): boolean {
  const { length } = bytes;
  if (length !== end - start) return false;
  for (let i = 0; i < length; i++) if (bytes[i] !== b[start + i]) return false;
  return true;
}

export class CommandTexts {
  private readonly format: LineFormat;
  private places: (CommandText | undefined)[] = new Array(PLACES).fill(undefined);
  private count = 0;

  constructor(format: LineFormat) {
    this.format = format;
  }

  of(b: Uint8Array, start: number, end: number): CommandText {
    let place = placeOf(b, start, end);
    for (;;) {
      const known = this.places[place];
      if (known === undefined) return this.add(place, new Uint8Array(b.subarray(start, end)));
      if (isSame(known.bytes, b, start, end)) return known;
      place = (place + 1) & (PLACES - 1);
    }
  }

  private add(place: number, bytes: Uint8Array): CommandText {
    const made = this.made(bytes);
    if (this.count >= MOST) {
      this.places.fill(undefined);
      this.count = 0;
    }
    this.count++;
    this.places[place] = made;
    return made;
  }

  private made(bytes: Uint8Array): CommandText {
    const { format } = this;
    const message = { type: 'echo', kind: 'echo', bytes } as const;
    const entry = received(message, { direction: 'rx', offset: 0, end: 0, isCommandLine: true }, undefined, false);
    const { last, taken } = answersOf(bytes);
    const part = (text: string): Part => ({ next: fixed(format.beforeAnswer + text), first: fixed(text) });
    return {
      bytes,
      echo: fixed(format.rest(entry)),
      last: part(format.answerOf(last)),
      taken: part(format.answerOf(taken)),
    };
  }
}
