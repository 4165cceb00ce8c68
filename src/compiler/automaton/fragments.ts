/** What one atom is in the automaton: nodes and steps between a node and the one after it. */
import type { FieldAtom, LiteralAtom, TextType } from '../model/model.js';
import { CR, digits, LF, without } from './bytes.js';
import type { Guard, Jump, Operation, Step } from './steps.js';

export const NOTHING: readonly never[] = [];

/** The automaton while it is being built. */
export class Builder {
  readonly jumps: Jump[][] = [];
  readonly byteSteps: Omit<Step, 'id'>[][] = [];
  readonly ends: (number | undefined)[] = [];
  readonly lineOf: number[] = [];
  readonly held: Set<string>[] = [];
  private holding = new Set<string>();
  private line = 0;

  /** What follows belongs to this line, which holds these registers by now. */
  begin(line: number, holding: Iterable<string>): void {
    this.line = line;
    this.holding = new Set(holding);
  }

  hold(...registers: string[]): void {
    this.holding = new Set([...this.holding, ...registers]);
  }

  node(): number {
    this.lineOf.push(this.line);
    this.held.push(this.holding);
    this.byteSteps.push([]);
    this.ends.push(undefined);
    return this.jumps.push([]) - 1;
  }

  step(
    from: number,
    bytes: readonly number[],
    to: number,
    operations: readonly Operation[] = NOTHING,
    guards: readonly Guard[] = NOTHING,
  ): void {
    this.byteSteps[from]?.push({ from, bytes, to, operations, guards });
  }

  jump(from: number, to: number, operations: readonly Operation[] = NOTHING, guards: readonly Guard[] = NOTHING): void {
    this.jumps[from]?.push({ to, operations, guards });
  }

  /** A path of single bytes; returns its last node. */
  path(from: number, text: string, to?: number): number {
    let at = from;
    for (let i = 0; i < text.length; i++) {
      const next = i === text.length - 1 && to !== undefined ? to : this.node();
      this.step(at, [text.charCodeAt(i)], next);
      at = next;
    }
    return at;
  }
}

export function addLiteral(b: Builder, from: number, atom: LiteralAtom): number {
  const to = b.node();
  for (const spelling of atom.accepts) {
    if (spelling === '') b.jump(from, to);
    else b.path(from, spelling, to);
  }
  return to;
}

/** CR LF, LF or CR CR LF; the operations are those of its last byte. */
export function addLineEnd(b: Builder, from: number, operations: readonly Operation[] = NOTHING): number {
  const to = b.node();
  const cr = b.node();
  const crcr = b.node();
  b.step(from, [LF], to, operations);
  b.step(from, [CR], cr);
  b.step(cr, [LF], to, operations);
  b.step(cr, [CR], crcr);
  b.step(crcr, [LF], to, operations);
  return to;
}

/** Digits of one number, its value in `number[slot]`. */
function addDigits(b: Builder, from: number, slot: number, opened: readonly Operation[] = NOTHING): number {
  const loop = b.node();
  b.step(from, digits, loop, [...opened, { do: 'first', slot }]);
  b.step(loop, digits, loop, [{ do: 'next', slot }]);
  return loop;
}

/** Only a number that may have a sign needs to be told where it began. */
function addNumber(b: Builder, from: number, slot: number, min: number, max: number): number {
  const open: readonly Operation[] = min < 0 ? [{ do: 'open', slot }] : NOTHING;
  b.hold(`number ${slot}`, ...(min < 0 ? [`start ${slot}`] : []));
  const positive = addDigits(b, from, slot, open);
  const to = b.node();
  b.jump(positive, to, NOTHING, [{ on: 'number', slot, min: Math.max(min, 0), max }]);
  if (min < 0) {
    const sign = b.node();
    b.step(from, [0x2d], sign, open);
    const negative = addDigits(b, sign, slot);
    b.jump(negative, to, NOTHING, [{ on: 'number', slot, min: Math.max(1, -max), max: -min }]);
  }
  return to;
}

/** Its four numbers in one register: nothing is left there of what that held before. */
function addIpv4(b: Builder, from: number, slot: number): number {
  b.hold(`start ${slot}`, `number ${slot}`);
  let at = from;
  for (let octet = 0; octet < 4; octet++) {
    const point = octet === 0 ? at : b.path(at, '.');
    const loop = addDigits(b, point, slot, octet === 0 ? [{ do: 'open', slot }] : NOTHING);
    b.hold(`end ${slot}`);
    at = b.node();
    b.jump(loop, at, [{ do: 'octet', slot }], [{ on: 'number', slot, min: 0, max: 255 }]);
  }
  const to = b.node();
  b.jump(at, to, NOTHING, [{ on: 'length', slot, min: 0, max: 4 * 3 + 3 }]);
  return to;
}

function addWords(b: Builder, from: number, slot: number, words: readonly string[]): number {
  b.hold();
  const ends = words.map((word, index) => {
    const last = b.path(from, word.slice(0, -1));
    return { last, byte: word.charCodeAt(word.length - 1), index };
  });
  b.hold(`number ${slot}`);
  const to = b.node();
  for (const { last, byte, index } of ends) b.step(last, [byte], to, [{ do: 'set', slot, value: index }]);
  return to;
}

/**
 * The bytes of a text, run after run; a byte that may not begin it is taken out of the first. Where a text is framed by its
 * size, the line end before it has said where it begins.
 */
function addText(b: Builder, from: number, slot: number, type: TextType, notFirst: string): number {
  b.hold(`start ${slot}`, ...(type.lines > 0 ? [`number ${slot}`] : []));
  const inside = b.node();
  const opened: readonly Operation[] = type.sized === undefined ? [{ do: 'open', slot }] : NOTHING;
  b.jump(from, inside, [...opened, ...(type.lines > 0 ? [{ do: 'set', slot, value: 0 } as const] : [])]);
  let at = inside;
  let first = true;
  const step = (source: number, bytes: readonly number[], target: number): void => {
    if (type.lines === 0) {
      b.step(source, bytes, target);
      return;
    }
    b.step(source, without(bytes, [LF]), target);
    const more: Guard = { on: 'lines', slot, min: 0, max: type.lines - 1 };
    if (bytes.includes(LF)) b.step(source, [LF], target, [{ do: 'count', slot }], [more]);
  };
  for (const run of type.runs) {
    const bytes = type.quotes ? without(run.bytes, [0x22]) : run.bytes;
    // Where the byte before was a quotation mark that is text, its node beside `at`.
    let quoted: number | undefined;
    for (let i = 0; i < run.min; i++) {
      const next = b.node();
      step(at, first ? without(bytes, notFirst) : bytes, next);
      if (quoted !== undefined) step(quoted, without(bytes, ',\r\n'), next);
      if (type.quotes) {
        const mark = b.node();
        for (const source of [at, ...(quoted === undefined ? [] : [quoted])]) b.step(source, [0x22], mark);
        quoted = mark;
      }
      at = next;
      first = false;
    }
    if (run.max > run.min) at = addLoop(b, at, bytes, step, { first, notFirst, quotes: type.quotes, quoted });
    first = first && run.min === 0;
  }
  b.hold(`end ${slot}`);
  const to = b.node();
  const bound: readonly Guard[] = type.min === type.max ? NOTHING : [{ on: 'length', slot, min: 0, max: type.max }];
  b.jump(at, to, [{ do: 'close', slot }], bound);
  return to;
}

function addLoop(
  b: Builder,
  from: number,
  bytes: readonly number[],
  step: (source: number, bytes: readonly number[], target: number) => void,
  how: { first: boolean; notFirst: string; quotes: boolean; quoted: number | undefined },
): number {
  const loop = b.node();
  const out = b.node();
  step(from, how.first ? without(bytes, how.notFirst) : bytes, loop);
  step(loop, bytes, loop);
  b.jump(from, out);
  b.jump(loop, out);
  if (how.quotes) {
    // A quotation mark is text if the byte after it is neither a comma nor a line end.
    const quote = b.node();
    if (how.quoted !== undefined) b.jump(how.quoted, quote);
    b.step(from, [0x22], quote);
    b.step(loop, [0x22], quote);
    b.step(quote, [0x22], quote);
    step(quote, without(bytes, ',\r\n'), loop);
    b.jump(quote, out);
  }
  return out;
}

/** A name that is not one of `known`: a trie of those, in which whoever leaves it or stops inside a name is unknown. */
function addUnknownName(b: Builder, from: number, slot: number, type: TextType, known: readonly string[]): number {
  const bytes = type.runs[0]?.bytes ?? [];
  b.hold(`start ${slot}`);
  const nodes = new Map<string, number>([['', b.node()]]);
  const other = b.node();
  const to = b.node();
  const out = (node: number): void =>
    b.jump(node, to, [{ do: 'close', slot }], [{ on: 'length', slot, min: 0, max: type.max }]);
  b.jump(from, nodes.get('') as number, [{ do: 'open', slot }]);
  b.step(other, bytes, other);
  out(other);
  for (const name of known)
    for (let i = 1; i <= name.length; i++) nodes.set(name.slice(0, i), nodes.get(name.slice(0, i)) ?? b.node());
  for (const [name, node] of nodes) {
    const further = bytes.filter((c) => nodes.has(name + String.fromCharCode(c)));
    for (const c of further) b.step(node, [c], nodes.get(name + String.fromCharCode(c)) as number);
    b.step(node, without(bytes, further), other);
    if (name !== '' && !known.includes(name)) out(node);
  }
  return to;
}

export function addField(b: Builder, from: number, atom: FieldAtom, slot: number, known: readonly string[]): number {
  const { type } = atom;
  switch (type.kind) {
    case 'number':
      return addNumber(b, from, slot, type.min, type.max);
    case 'ipv4':
      return addIpv4(b, from, slot);
    case 'words':
      return addWords(b, from, slot, type.words);
    case 'text':
      return type.unknownName
        ? addUnknownName(b, from, slot, type, known)
        : addText(b, from, slot, type, atom.notFirst);
  }
}
