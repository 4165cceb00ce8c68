/** Command lines and the commands they are read as, from cases/*.md. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Command, encodeCommand, type ParsedCommand, parseCommand, parseCommandLine } from '../../src/index.js';
import { type LineCase, readCommandCases } from './command-casebook.js';

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

const readable = (command: ParsedCommand): object =>
  command.type === 'unknown-command' ? { ...command, bytes: latin1(command.bytes) } : command;

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
    if (canonical) expect(latin1(written)).toBe(latin1(bytes));
    expect(parseCommand(written)).toEqual(command);
  }
}

for (const { name, cases } of readCommandCases(join(import.meta.dirname, 'commands'))) {
  describe(name, () => {
    for (const { name: heading, lines } of cases) {
      it.each(lines.map((one) => [one.line, one] as const))(`${heading}: %s`, (_, one) => {
        expectRead(one);
        expectWritten(one);
      });
    }
  });
}
