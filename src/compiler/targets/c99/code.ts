/**
 * The program as C code, for hosts: what c/sim800_interpreter.h does byte by byte, with a label for each
 * instruction, so that a byte costs a comparison and a jump.
 *
 *     N_0040: NEXT(0x0040u)                         the byte before has been taken: waits here for the next
 *     T_0040: if (C == 0x43u) goto N_0041;          looks at it
 *             goto nothing;
 *
 * States are addresses of the program as in the interpreter, and so all else of the engine is the same.
 */

import { GUARD_SIZE } from '../../../runtime/contract/program.js';
import {
  type Action,
  type Bytes,
  type Instruction,
  instructionAt,
  looksAtByte,
  rangesOf,
  type Test,
} from '../../program/instructions.js';
import type { Program } from '../../program/program.js';
import { banner } from './banner.js';

/** An instruction, after a byte that has been taken or looking at one. */
interface Place {
  readonly at: number;
  readonly taken: boolean;
}

const hex = (value: number, digits: number): string => `0x${value.toString(16).padStart(digits, '0')}u`;
const address = (at: number): string => hex(at, 4);
const labelOf = ({ at, taken }: Place): string => `${taken ? 'N' : 'T'}_${at.toString(16).padStart(4, '0')}`;

const OPERATIONS = ['OPEN', 'CLOSE', 'FIRST', 'MARK'];

/** More ranges than these are looked up. */
const FEW_RANGES = 3;

class WalkEmitter {
  private readonly program: Program;
  /** Statements, and the places that they are at. */
  private readonly code: (string | Place)[] = [];
  private readonly written = new Set<string>();
  private readonly pending: Place[] = [];
  /** Labels that something jumps to: others would be warned of. */
  private readonly used = new Set<string>();
  /** Where the engine may go on with a byte. */
  private readonly entries = new Set<number>();

  constructor(program: Program) {
    this.program = program;
  }

  emit(): string {
    const { primary, fallback, numeric, ends, readings } = this.program.parts;
    for (const at of [primary, fallback, numeric, ends, readings]) if (at > 0) this.enter(at);
    for (let next = this.pending.pop(); next; next = this.pending.pop()) this.chain(next);
    return this.around();
  }

  private enter(at: number): void {
    this.entries.add(at);
    this.to({ at, taken: false });
  }

  private around(): string {
    const states = [...this.entries].sort((a, b) => a - b);
    const cases = states.map((at) => `    case ${address(at)}: goto ${labelOf({ at, taken: false })};`);
    const lines = this.code.flatMap((line) => {
      if (typeof line === 'string') return [line];
      return this.used.has(labelOf(line)) ? [`${labelOf(line)}:`] : [];
    });
    return `/* The byte in hand, and its index: all that changes is one pointer, so that compilers keep it in a register. */
#define C (*byte)
#define INDEX ((sim800_index)((uintptr_t)byte - line))
#define NEXT(at) if (++byte == last) { s->state = (at); goto more; }

/* The bytes of a line from index \`*position\` on; sim800_interpreter.h says more. */
static uint8_t walk(sim800 *s, const uint8_t *byte, sim800_index *position, sim800_index end) {
  const uintptr_t line = (uintptr_t)byte - *position;
  const uint8_t *const last = byte + (end - *position);
  uint8_t outcome;
  /* Some grammars have none of what these are for. */
  (void)is_in_set, (void)is_within, (void)operate, (void)is_in_flight, (void)valid_ends, (void)followed_ends;
  if (s->state == SIM800_PRIMARY) goto ${labelOf({ at: this.program.parts.primary, taken: false })};
  switch (s->state) {
${cases.join('\n')}
    default: goto nothing;
  }
${lines.join('\n')}
more:
  outcome = GOES_ON;
  goto over;
nothing:
  outcome = NO_LINE;
  goto over;
line:
  outcome = IS_LINE;
over:
  *position = INDEX;
  return outcome;
}

#undef C
#undef INDEX
#undef NEXT
`;
  }

  /** Instructions one behind the other, as far as they are not there yet. */
  private chain(from: Place): void {
    let place: Place | undefined = from;
    while (place) {
      const label = labelOf(place);
      if (this.written.has(label)) {
        if (place !== from) this.jump(place);
        return;
      }
      this.written.add(label);
      this.code.push(place);
      place = this.place(place);
    }
  }

  private place(place: Place): Place | undefined {
    const instruction = instructionAt(this.program.bytes, place.at);
    if (!looksAtByte(instruction)) return this.act(instruction, { at: instruction.next, taken: place.taken });
    if (!place.taken) return this.test(instruction);
    this.code.push(`  NEXT(${address(place.at)})`);
    this.enter(place.at);
    return { at: place.at, taken: false };
  }

  private to(place: Place): string {
    const label = labelOf(place);
    this.used.add(label);
    if (!this.written.has(label)) this.pending.push(place);
    return `goto ${label};`;
  }

  private jump(place: Place): void {
    this.code.push(`  ${this.to(place)}`);
  }

  /** Something that is done at once; what is done after it. */
  private act(action: Action, next: Place): Place | undefined {
    const there = (at: number): string => this.to({ at, taken: next.taken });
    switch (action.do) {
      case 'operate':
        this.code.push(`  operate(s, ${OPERATIONS[action.what]}, ${action.slot}u, INDEX);`);
        return next;
      case 'set':
        this.code.push(`  operate(s, FIRST, ${action.slot}u, ${action.value}u);`);
        return next;
      case 'count':
        this.code.push(`  operate(s, FIRST, ${action.slot}u, (sim800_index)(s->slots[${action.slot}u].number + 1u));`);
        return next;
      case 'guard': {
        const otherwise = action.otherwise === undefined ? 'goto nothing;' : there(action.otherwise);
        this.code.push(`  if (!is_within(s, ${this.guard(action.guard)}, INDEX)) ${otherwise}`);
        return next;
      }
      case 'goto':
        return { at: action.target, taken: next.taken };
      case 'while':
        this.code.push(`  if (is_in_flight(s, ${action.pattern}u)) ${there(action.target)}`);
        return next;
      case 'follow':
        this.code.push(`  if ((${action.ends}u & followed_ends(s)) == 0u) goto nothing;`);
        return next;
      case 'depth':
        this.code.push(`  s->depth = ${action.depth - 1}u;`);
        return next;
      case 'leave':
        this.code.push(
          `  s->accepted = ${address(action.record)};`,
          `  if ((${action.ends}u & valid_ends(s)) != 0u) goto line;`,
        );
        return next;
      case 'accept':
        this.code.push(`  s->accepted = ${address(action.record)};`, '  goto line;');
        return undefined;
      case 'accept-echo':
        this.code.push(`  s->accepted = ${action.command}u;`, '  outcome = IS_ECHO_LINE;', '  goto over;');
        return undefined;
      default:
        this.code.push('  goto nothing;');
        return undefined;
    }
  }

  /** What is bounded, and the bound. */
  private guard(index: number): string {
    const at = this.program.parts.guards + GUARD_SIZE * index;
    const view = new DataView(this.program.bytes.buffer, this.program.bytes.byteOffset);
    return `${hex(view.getUint8(at), 2)}, ${view.getUint32(at + 1, true)}u`;
  }

  /** What looks at a byte; what does if that is not the one. */
  private test(instruction: Test & Instruction): Place | undefined {
    const { at, next } = instruction;
    switch (instruction.do) {
      case 'must':
        this.code.push(`  if (!${this.condition(instruction.bytes)}) goto nothing;`);
        return { at: next, taken: true };
      case 'stays':
        this.code.push(`  if ${this.condition(instruction.bytes)} ${this.to({ at, taken: true })}`);
        return { at: next, taken: false };
      case 'may': {
        const { bytes, target = next } = instruction;
        this.code.push(`  if ${this.condition(bytes)} ${this.to({ at: target, taken: true })}`);
        return { at: next, taken: false };
      }
      case 'switch':
        return this.choose(instruction);
      default:
        return this.frame(at, next);
    }
  }

  /** Those that come one behind the other are one. */
  private choose(first: Test & Instruction): Place {
    const seen = new Set<number>();
    const cases: string[] = [];
    let instruction: Instruction = first;
    for (; instruction.do === 'switch'; instruction = instructionAt(this.program.bytes, instruction.next)) {
      for (const { bytes, target } of instruction.pairs) {
        const own = bytes.filter((byte) => !seen.has(byte));
        for (const byte of own) seen.add(byte);
        if (own.length > 0)
          cases.push(
            `    ${own.map((byte) => `case ${hex(byte, 2)}:`).join(' ')} ${this.to({ at: target, taken: true })}`,
          );
      }
    }
    this.code.push('  switch (C) {', ...cases, '    default: break;', '  }');
    return { at: instruction.at, taken: false };
  }

  private frame(at: number, next: number): undefined {
    this.code.push(
      `  s->state = ${address(at)};`,
      `  outcome = frame(s, C, INDEX, place_of(${address(at + 1)}));`,
      '  if (outcome == GOES_ON) byte++;',
      '  goto over;',
    );
    // Where the text begins, once that is known.
    this.enter(next);
    return undefined;
  }

  /** In brackets. */
  private condition(bytes: Bytes): string {
    switch (bytes.kind) {
      case 'one':
        return `(C == ${hex(bytes.byte, 2)})`;
      case 'either-case':
        return `((C | 0x20u) == ${hex(bytes.letter | 0x20, 2)})`;
      case 'digit':
        return '(is_digit(C))';
      case 'line-end':
        return '(is_line_end(C))';
      default:
        return this.inSet(bytes.set);
    }
  }

  private inSet(set: number): string {
    const ranges = rangesOf(this.program.bytes, this.program.parts.sets, set);
    if (ranges.length > FEW_RANGES) return `(is_in_set(C, ${set}u))`;
    const parts = ranges.map(([first, last]) =>
      first === last ? `C == ${hex(first, 2)}` : `(uint8_t)(C - ${hex(first, 2)}) <= ${hex(last - first, 2)}`,
    );
    return `(${parts.join(' || ')})`;
  }
}

/** What the engine includes in place of its interpreter. */
export const emitCode = (program: Program): string => `${banner(program.model)}${new WalkEmitter(program).emit()}`;
