/** How long the prompt data is that a command asks for: what the grammar says of it, and what the command line says. */

import { isDigit } from '../commands/split.js';
import { COMMA, EQUALS, QUOTE, SEMICOLON, SPACE } from '../contract/bytes.js';
import type { CommandEntry, Machine, PromptDataEnd } from '../contract/machine.js';

/** Larger than any prompt data: such a number announces one that only a result ends. */
const LARGEST = 1_000_000_000;

/** Where a grammar says of no command that it asks for prompt data, any may: of as many bytes as its last number says. */
const ANY: PromptDataEnd = { length: -1, ctrlZ: true };

/** For every command, whether it asks for prompt data and how that ends. */
export class PromptDataEnds {
  /** The grammar says which commands ask for one. */
  readonly known: boolean;

  constructor({ heads }: Machine) {
    this.known = heads.some(({ command }) => command?.promptData !== undefined);
  }

  of(command: CommandEntry | undefined): PromptDataEnd | undefined {
    return this.known ? command?.promptData : ANY;
  }
}

/**
 * The number that a parameter of the last command in a line is: counted from 1, or from the end if below 0. 0 if it is
 * none, or not there.
 */
export function parameter(b: Uint8Array, end: number, which: number): number {
  const starts: number[] = [];
  let quoted = false;
  for (let p = 0; p < end; p++) {
    const c = b[p];
    if (c === QUOTE) quoted = !quoted;
    if (quoted) continue;
    if (c === SEMICOLON) starts.length = 0;
    if ((c === EQUALS && starts.length === 0) || (c === COMMA && starts.length > 0)) starts.push(p + 1);
  }
  const from = which === 0 ? undefined : starts.at(which < 0 ? which : which - 1);
  return from === undefined ? 0 : numberAt(b, from, end);
}

function numberAt(b: Uint8Array, from: number, end: number): number {
  let p = from;
  while (p < end && b[p] === SPACE) p++;
  const first = p;
  let value = 0;
  for (; p < end && isDigit(b[p] as number); p++) value = Math.min(value * 10 + (b[p] as number) - 48, LARGEST);
  const digits = p - first;
  while (p < end && b[p] === SPACE) p++;
  return digits > 0 && (p === end || b[p] === COMMA) ? value : 0;
}
