/** The instructions of a byte program, read back: what an emitter of code needs of them. docs/program.md has the bytes. */
import { Cursor } from '../../compact/cursor.js';
import * as op from '../../runtime/contract/program.js';

/** Done at once. Targets and records are addresses. */
export type Action =
  | { readonly do: 'operate'; readonly what: number; readonly slot: number }
  | { readonly do: 'set'; readonly slot: number; readonly value: number }
  | { readonly do: 'count'; readonly slot: number }
  | { readonly do: 'guard'; readonly guard: number; readonly otherwise: number | undefined }
  | { readonly do: 'goto'; readonly target: number }
  | { readonly do: 'while'; readonly pattern: number; readonly target: number }
  | { readonly do: 'follow'; readonly ends: number }
  | { readonly do: 'depth'; readonly depth: number }
  | { readonly do: 'leave'; readonly ends: number; readonly record: number }
  | { readonly do: 'accept'; readonly record: number }
  | { readonly do: 'accept-echo'; readonly command: number }
  | { readonly do: 'nothing' };

/** What a byte is compared with. */
export type Bytes =
  | { readonly kind: 'one'; readonly byte: number }
  | { readonly kind: 'either-case'; readonly letter: number }
  | { readonly kind: 'set'; readonly set: number }
  | { readonly kind: 'digit' }
  | { readonly kind: 'line-end' };

/** Looks at a byte. `must`: else no line; `stays`: while such come; `may`: at the next instruction, or a target. */
export type Test =
  | { readonly do: 'must' | 'stays'; readonly bytes: Bytes }
  | { readonly do: 'may'; readonly bytes: Bytes; readonly target: number | undefined }
  | { readonly do: 'switch'; readonly pairs: readonly { readonly bytes: readonly number[]; readonly target: number }[] }
  | { readonly do: 'frame' };

export type Instruction = (Action | Test) & { readonly at: number; readonly next: number };

export const looksAtByte = (instruction: Action | Test): instruction is Test =>
  ['must', 'stays', 'may', 'switch', 'frame'].includes(instruction.do);

function actionOf(opcode: number, operands: Cursor): Action {
  if (opcode < op.OPERATION) return { do: 'operate', what: (opcode >> 3) & 3, slot: opcode & 7 };
  switch (opcode) {
    case op.OPERATION: {
      const operand = operands.byte();
      return { do: 'operate', what: operand >> 6, slot: operand & 0x3f };
    }
    case op.SET:
      return { do: 'set', slot: operands.byte(), value: operands.byte() };
    case op.COUNT:
      return { do: 'count', slot: operands.byte() };
    case op.GUARD:
      return { do: 'guard', guard: operands.byte(), otherwise: undefined };
    case op.GUARD_ELSE:
      return { do: 'guard', guard: operands.byte(), otherwise: operands.target() };
    case op.GOTO:
      return { do: 'goto', target: operands.target() };
    case op.WHILE:
      return { do: 'while', pattern: operands.byte(), target: operands.target() };
    case op.FOLLOW:
      return { do: 'follow', ends: operands.byte() };
    case op.DEPTH:
      return { do: 'depth', depth: operands.byte() };
    case op.LEAVE:
      return { do: 'leave', ends: operands.byte(), record: operands.word() };
    case op.ACCEPT:
      return { do: 'accept', record: operands.word() };
    case op.ACCEPT_ECHO:
      return { do: 'accept-echo', command: operands.short() };
    default:
      return { do: 'nothing' };
  }
}

/** From a capital letter to the small one. */
const LOWER = 0x20;

function pairsOf(opcode: number, operands: Cursor): Test {
  const isEitherCase = opcode >= op.SWITCH_EITHER_CASE;
  const pairs = operands.times((opcode & (op.MOST_PAIRS - 1)) + 1, () => {
    const byte = operands.byte();
    return { bytes: isEitherCase ? [byte, byte + LOWER] : [byte], target: operands.target() };
  });
  return { do: 'switch', pairs };
}

function testOf(opcode: number, operands: Cursor): Test {
  if (opcode < op.LITERALS) return { do: 'must', bytes: { kind: 'one', byte: opcode } };
  switch (opcode) {
    case op.DIGITS:
      return { do: 'stays', bytes: { kind: 'digit' } };
    case op.LOOP:
      return { do: 'stays', bytes: { kind: 'set', set: operands.byte() } };
    case op.MUST:
      return { do: 'must', bytes: { kind: 'set', set: operands.byte() } };
    case op.TRY_SET:
      return { do: 'may', bytes: { kind: 'set', set: operands.byte() }, target: operands.target() };
    case op.MUST_DIGIT:
      return { do: 'must', bytes: { kind: 'digit' } };
    case op.BLANK:
      return { do: 'may', bytes: { kind: 'one', byte: 0x20 }, target: undefined };
    case op.LINE_END:
      return { do: 'must', bytes: { kind: 'line-end' } };
    case op.TRY_LINE_END:
      return { do: 'may', bytes: { kind: 'line-end' }, target: operands.target() };
    case op.FRAME:
      operands.at += 4;
      return { do: 'frame' };
    default:
      if (opcode >= op.SWITCH) return pairsOf(opcode, operands);
      return { do: 'must', bytes: { kind: 'either-case', letter: opcode & 0x7f } };
  }
}

export function instructionAt(program: Uint8Array, at: number): Instruction {
  const operands = new Cursor(program, at + 1);
  const opcode = program[at] as number;
  const isAction = opcode >= op.LITERALS && opcode < op.DIGITS;
  const what = isAction ? actionOf(opcode, operands) : testOf(opcode, operands);
  return { ...what, at, next: operands.at };
}

/** The ranges of a set, first and last byte. */
export function rangesOf(program: Uint8Array, sets: number, set: number): (readonly [first: number, last: number])[] {
  const list = new Cursor(program, new Cursor(program, sets + 2 * set).word());
  return list.times(list.byte(), () => [list.byte(), list.byte()] as const);
}
