import * as fc from 'fast-check';
import { CTRL_Z, ESC } from '../runtime/contract/bytes.js';
import { toBytes } from './bytes.js';

/** Forms count payloads up to hundreds of kilobytes; whole ones longer than this would only be slow. */
const LONGEST_WHOLE = 1500;

const LINE_ENDS = ['\r\n', '\n', '\r', '\r\r\n', '\r\n\r\n', '\x1a', '> '];

/** Bytes made of what the module itself says: literals, headers with lengths, line ends. */
export function hostile(words: readonly string[], headers: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array> {
  const word = fc.constantFrom(...words);
  const line = fc.oneof(word, headers).map((text) => `\r\n${text}\r\n`);
  const other = fc.integer({ min: 0, max: 255 }).map((byte) => String.fromCharCode(byte));
  const part = fc.oneof({ withCrossShrink: true }, other, fc.constantFrom(...LINE_ENDS), word, headers, line);
  return fc.array(part, { maxLength: 12 }).map((parts) => toBytes(parts.join('')));
}

function fitted(bytes: Uint8Array, min: number, max: number): Uint8Array {
  if (bytes.length >= min) return bytes.slice(0, max);
  const padding = new Uint8Array(min).fill(0x78);
  padding.set(bytes);
  return padding;
}

/** A payload of `min` to `max` bytes: any bytes, hostile ones, one as long as it may be. */
export function payload(source: fc.Arbitrary<Uint8Array>, min: number, max: number): fc.Arbitrary<Uint8Array> {
  const any = fc.uint8Array({ minLength: min, maxLength: Math.min(max, LONGEST_WHOLE) });
  const made = source.map((bytes) => fitted(bytes, min, max));
  const whole = fc.integer({ min: 0, max: 255 }).map((byte) => new Uint8Array(Math.min(max, LONGEST_WHOLE)).fill(byte));
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 8, arbitrary: any },
    { weight: 8, arbitrary: made },
    { weight: 1, arbitrary: whole },
  );
}

/** What is written after a prompt: long enough to be cut anywhere, short enough to be cut everywhere. */
const LONGEST_PROMPT_DATA = 200;

/** Data after a prompt, a byte or more; where nothing counts it, no byte of it ends it but the Ctrl-Z at its end. */
export function promptData(source: fc.Arbitrary<Uint8Array>, counted: boolean): fc.Arbitrary<Uint8Array> {
  const any = fc.oneof({ withCrossShrink: true }, fc.uint8Array({ minLength: 1, maxLength: 40 }), source);
  const made = any.map((bytes) => (counted ? bytes : bytes.filter((byte) => byte !== CTRL_Z && byte !== ESC)));
  return made.map((bytes) => {
    const data = fitted(bytes, 1, LONGEST_PROMPT_DATA);
    return counted ? data : Uint8Array.of(...data, CTRL_Z);
  });
}
