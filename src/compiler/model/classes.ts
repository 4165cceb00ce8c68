/** The classes of bytes a text is made of. */

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const DIGIT = range(0x30, 0x39);
const UPPER = range(0x41, 0x5a);
const LOWER = range(0x61, 0x7a);

export const CLASSES: ReadonlyMap<string, readonly number[]> = new Map([
  ['digit', DIGIT],
  ['hex', [...DIGIT, ...range(0x41, 0x46), ...range(0x61, 0x66)]],
  ['upper', UPPER],
  ['letter', [...UPPER, ...LOWER]],
  ['alnum', [...DIGIT, ...UPPER, ...LOWER]],
  ['print', range(0x20, 0x7e)],
  ['byte', range(0, 0xff).filter((byte) => byte !== 0x0d && byte !== 0x0a)],
]);
