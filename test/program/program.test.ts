/** The bytes of a program, written out by hand from docs/program.md. */
import { describe, expect, it } from 'vitest';
import { Assembler, Label, ProgramTooLarge } from '../../src/compiler/program/assembler.js';
import { rangesOf } from '../../src/compiler/program/pools.js';
import { compileProgram } from '../../src/compiler.js';

const program = (text: string): Buffer => Buffer.from(compileProgram([{ file: 'one.at', text }]).bytes);
const word = (bytes: Buffer, at: number): number => bytes.readUInt16LE(at);

describe('a program', () => {
  it('of one literal is its bytes, a line end and the address of its record', () => {
    const bytes = program('urc ring "RING"\n');
    const primary = word(bytes, 6);
    expect(bytes.subarray(0, 4)).toEqual(Buffer.from([0x53, 0x38, 1, 1]));
    expect(word(bytes, 4)).toBe(bytes.length);
    // R I N G, a line end must come, this line
    expect([...bytes.subarray(primary, primary + 6)]).toEqual([0x52, 0x49, 0x4e, 0x47, 0xb6, 0xa9]);
    const record = word(bytes, primary + 6);
    // form 0, an event; no fields
    expect([...bytes.subarray(record, record + 2)]).toEqual([0, 0x03]);
  });

  it('of a number is a digit, where it began, more digits, and its bound where it ends', () => {
    const bytes = program('urc level "+L:" sp level:0..99\n');
    const primary = word(bytes, 6);
    // + L : two spaces that may appear, a digit, first of slot 0, digits, line end, bound 0, this line
    expect([...bytes.subarray(primary, primary + 13)]).toEqual([
      0x2b,
      0x4c,
      0x3a,
      0xb5,
      0xb5,
      0xb4,
      0x90,
      0xb0,
      0xb6,
      0xa3,
      0,
      0xa9,
      word(bytes, primary + 12) & 0xff,
    ]);
    const guards = word(bytes, 16);
    expect([...bytes.subarray(guards, guards + 5)]).toEqual([0, 99, 0, 0, 0]);
    const record = word(bytes, primary + 12);
    // form 0, an event with fields: one, in slot 0
    expect([...bytes.subarray(record, record + 4)]).toEqual([0, 0x83, 1, 0]);
  });

  it('of two words tells them apart at the first byte that differs', () => {
    const bytes = program('urc word "W" word:("AB" | "AC")\n');
    const primary = word(bytes, 6);
    const [switched, , target = 0] = bytes.subarray(primary + 2);
    expect([...bytes.subarray(primary, primary + 2)]).toEqual([0x57, 0x41]);
    // one pair of a byte and a target, else the other byte must come
    expect(switched).toBe(0xe0);
    expect(target).toBeLessThan(0x80);
  });
});

describe('targets', () => {
  it('take one byte up to 127 on, two up to address 7EFFh, three further up', () => {
    const lengths = (distance: number): number => {
      const out = new Assembler();
      const label = new Label();
      out.target(label);
      for (let i = 0; i < distance; i++) out.bytes(0);
      out.label(label);
      return out.assemble().length - distance;
    };
    expect([0, 127, 128, 0x7efd, 0x7efe].map(lengths)).toEqual([1, 1, 2, 2, 3]);
  });

  it('back always have their address', () => {
    const out = new Assembler();
    const label = new Label();
    out.label(label);
    out.bytes(1);
    out.target(label);
    expect([...out.assemble()]).toEqual([1, 0x80, 0]);
  });

  it('refuse a program that two bytes cannot address', () => {
    const out = new Assembler();
    for (let i = 0; i <= 0x10000; i++) out.bytes(0);
    expect(() => out.assemble()).toThrow(ProgramTooLarge);
  });
});

describe('a set of bytes', () => {
  it('is its ranges', () => {
    expect(rangesOf([0x20, 0x21, 0x23, 0x30, 0x31, 0x32])).toEqual([
      [0x20, 0x21],
      [0x23, 0x23],
      [0x30, 0x32],
    ]);
  });
});
