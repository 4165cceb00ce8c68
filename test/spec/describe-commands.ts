/** What must hold of a case of command lines. */
import { expect, it } from 'vitest';
import { type Command, encodeCommand, type ParsedCommand, parseCommand, parseCommandLine } from '../../src/index.js';
import { textOf } from '../latin1.js';
import type { CommandCase, LineCase } from './read-command-cases.js';

function readable(command: ParsedCommand): object {
  if (command.type !== 'unknown-command') return command;
  return { ...command, bytes: textOf(command.bytes) };
}

/** Of a line with several commands `parseCommand` says no more than that. */
function expectRead({ bytes, expected }: LineCase): void {
  const all = parseCommandLine(bytes).map(readable);
  if (Array.isArray(expected)) {
    expect(all).toEqual(expected);
    expect(parseCommand(bytes)).toMatchObject({ type: 'unknown-command' });
    return;
  }
  expect(readable(parseCommand(bytes))).toEqual(expected);
  if ((expected as ParsedCommand).type !== 'unknown-command') expect(all).toEqual([expected]);
}

function expectWritten({ bytes, canonical, expected }: LineCase): void {
  const commands = (Array.isArray(expected) ? expected : [expected]) as ParsedCommand[];
  for (const command of commands.filter((one): one is Command => one.type !== 'unknown-command')) {
    const written = encodeCommand(command);
    if (canonical) expect(textOf(written)).toBe(textOf(bytes));
    expect(parseCommand(written)).toEqual(command);
  }
}

export function describeCommands({ name, lines }: CommandCase): void {
  it.each(lines.map((one) => [one.line, one] as const))(`${name}: %s`, (_, one) => {
    expectRead(one);
    expectWritten(one);
  });
}
