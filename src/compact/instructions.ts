/**
 * The code of a program, made ready to be run: instructions of integers, with registers for slots, indices for addresses.
 * That a target takes one byte or three then costs nothing any more where lines are read.
 */
import { TO_DIGITS, TO_END, TO_NUMBER } from '../runtime/contract/field-places.js';
import { ENDS_AT_ONCE } from '../runtime/contract/machine.js';
import {
  ACCEPT,
  ACCEPT_ECHO,
  BLANK,
  COUNT,
  DEPTH,
  DIGITS,
  EITHER_CASE_FIRST,
  EITHER_CASE_LAST,
  FOLLOW,
  FRAME,
  GOTO,
  GUARD,
  GUARD_ELSE,
  GUARD_KIND_SHIFT,
  GUARD_SIZE,
  GUARD_SLOT,
  HEADER_SIZE,
  IS_LEAST,
  LEAVE,
  LINE_END,
  LITERALS,
  LOOP,
  MOST_PAIRS,
  MUST,
  MUST_DIGIT,
  NOTHING,
  ON_LENGTH,
  ON_NUMBER,
  OPEN,
  OPERATION,
  SET,
  SHORT_SLOTS,
  SWITCH,
  SWITCH_EITHER_CASE,
  TRY_LINE_END,
  TRY_SET,
  WHILE,
} from '../runtime/contract/program.js';
import { MARK_BITS, MARKS } from '../runtime/contract/registers.js';
import { Cursor } from './cursor.js';
import { type Layout, registerOfSlot } from './layout.js';
import type { ProgramLines } from './lines.js';
import type { Program } from './program.js';
import { ProgramError } from './program-error.js';

/** What follows each of these is said beside it; all others are as in the program. */
export const STORE = OPEN; // register: the position is kept there
export const MARKED = OPERATION; // register, bit
/** Instructions that have a target have it last. GUARD: kind, register, bound, and 1 where that is the least. */
export const GUARD_CELLS = 4;
/** A line that ends with the byte in hand. */
export const ACCEPT_AT_ONCE = 0xad;

const KNOWN: ReadonlySet<number> = new Set([BLANK, DIGITS, LINE_END, MUST_DIGIT, NOTHING]);

/** Registers of a slot for the kinds of operations: open, close, first. */
const REGISTERS = [0, TO_END, TO_DIGITS];
const MARK_OPERATION = 3;
const GUARD_REGISTERS: Readonly<Record<number, number>> = { [ON_NUMBER]: TO_DIGITS, [ON_LENGTH]: 0 };

export interface Instructions {
  readonly cells: Int32Array;
  /** How many sets of bytes they refer to. */
  readonly sets: number;
  /** The index of the instruction at an address. */
  readonly indexOf: (address: number) => number;
}

class Translator {
  private readonly program: Program;
  private readonly layout: Layout;
  private readonly lines: ProgramLines;
  private readonly cursor: Cursor;
  private readonly cells: number[] = [];
  private readonly indices: Uint32Array;
  /** Cells that hold an address so far. */
  private readonly targets: number[] = [];
  private sets = 0;

  constructor(program: Program, layout: Layout, lines: ProgramLines) {
    this.program = program;
    this.layout = layout;
    this.lines = lines;
    this.cursor = new Cursor(program.bytes, HEADER_SIZE);
    this.indices = new Uint32Array(program.bytes.length);
  }

  translate(): Instructions {
    const { cursor, indices, cells, program } = this;
    while (cursor.at < Math.min(this.lines.firstRecord, program.guards)) {
      indices[cursor.at] = cells.length;
      this.instruction(cursor.byte());
    }
    for (const cell of this.targets) cells[cell] = indices[cells[cell] as number] as number;
    return { cells: Int32Array.from(cells), sets: this.sets, indexOf: (address) => indices[address] as number };
  }

  private instruction(byte: number): void {
    if (byte < LITERALS || (byte >= EITHER_CASE_FIRST && byte <= EITHER_CASE_LAST)) this.cells.push(byte);
    else if (byte < OPERATION) this.operation((byte - OPEN) >> 3, byte % SHORT_SLOTS);
    else if (byte >= SWITCH && byte < SWITCH_EITHER_CASE + MOST_PAIRS) this.pairs(byte);
    else this.other(byte);
  }

  private operation(kind: number, slot: number): void {
    if (kind === MARK_OPERATION) {
      this.cells.push(MARKED, MARKS + Math.floor(slot / MARK_BITS), 1 << (slot % MARK_BITS));
    } else this.cells.push(STORE, this.register(slot, REGISTERS[kind] as number));
  }

  private register(slot: number, which: number): number {
    return registerOfSlot(this.layout, slot) + which;
  }

  private pairs(byte: number): void {
    const { cells, cursor } = this;
    const opcode = byte < SWITCH_EITHER_CASE ? SWITCH : SWITCH_EITHER_CASE;
    const count = (byte % MOST_PAIRS) + 1;
    cells.push(opcode, count);
    for (let i = 0; i < count; i++) {
      cells.push(cursor.byte());
      this.target();
    }
  }

  private target(): void {
    const { cells, cursor } = this;
    this.targets.push(cells.length);
    cells.push(cursor.target());
  }

  /** Instructions with operands. */
  private other(byte: number): void {
    const { cells, cursor, lines } = this;
    switch (byte) {
      case OPERATION: {
        const operand = cursor.byte();
        this.operation(operand >> 6, operand & 0x3f);
        return;
      }
      case SET:
        cells.push(SET, this.register(cursor.byte(), TO_NUMBER), cursor.byte());
        return;
      case COUNT:
        cells.push(COUNT, this.register(cursor.byte(), TO_NUMBER));
        return;
      case FRAME:
        cells.push(FRAME, this.register(cursor.byte(), 0), this.register(cursor.byte(), TO_DIGITS), cursor.word());
        return;
      case GUARD:
      case GUARD_ELSE:
        cells.push(byte, ...this.guard(cursor.byte()));
        if (byte === GUARD_ELSE) this.target();
        return;
      case WHILE:
        cells.push(WHILE, this.layout.inFlight + cursor.byte());
        this.target();
        return;
      case GOTO:
      case TRY_LINE_END:
        cells.push(byte);
        this.target();
        return;
      case LOOP:
      case MUST:
      case TRY_SET:
        cells.push(byte, this.set());
        if (byte === TRY_SET) this.target();
        return;
      case ACCEPT:
        this.accept(lines.codeOfRecord(cursor.word()));
        return;
      case ACCEPT_ECHO:
        this.accept(lines.codeOfEcho(cursor.short()));
        return;
      default:
        this.withoutOperands(byte);
    }
  }

  private set(): number {
    const set = this.cursor.byte();
    this.sets = Math.max(this.sets, set + 1);
    return set;
  }

  /** The tokenizer reads transparent data by the texts of the end lines: those instructions are never run. */
  private withoutOperands(byte: number): void {
    this.cells.push(byte);
    if (byte === FOLLOW || byte === DEPTH) this.cursor.byte();
    else if (byte === LEAVE) this.cursor.at += 3;
    else if (!KNOWN.has(byte)) throw new ProgramError(`no instruction: ${byte} at ${this.cursor.at - 1}`);
  }

  private accept(code: number): void {
    const { traits } = this.lines.all[code] as { traits: number };
    this.cells.push(traits & ENDS_AT_ONCE ? ACCEPT_AT_ONCE : ACCEPT, code);
  }

  private guard(index: number): number[] {
    const cursor = new Cursor(this.program.bytes, this.program.guards + GUARD_SIZE * index);
    const first = cursor.byte();
    const kind = (first & ~IS_LEAST) >> GUARD_KIND_SHIFT;
    const bound = cursor.word() + 0x10000 * cursor.word();
    const register = this.register(first & GUARD_SLOT, GUARD_REGISTERS[kind] ?? TO_NUMBER);
    return [kind, register, bound, first & IS_LEAST ? 1 : 0];
  }
}

export function instructionsOf(program: Program, layout: Layout, lines: ProgramLines): Instructions {
  return new Translator(program, layout, lines).translate();
}
