/** An echo of one command that begins with AT+ is told apart by the recogniser itself: no second look at the line is needed. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { machine } from '../../generated/protocol.js';
import { command } from '../../src/arbitraries.js';
import { encodeCommand } from '../../src/index.js';
import { recogniseLine } from '../../src/runtime/contract/recognise.js';
import { bytesOf } from '../latin1.js';
import { runsFrom } from '../properties/runs.js';

const runs = runsFrom(0xec40);
const registers = new Int32Array(machine.registers);

/** Number of the command's head; 0: the recogniser does not know it. */
function headOf(line: Uint8Array): number {
  const code = recogniseLine(machine, machine.recognise, line, 0, line.length, registers);
  return machine.echoes[code] ?? 0;
}

describe('the echo of a command that begins with AT+', () => {
  it.each(['AT+CSQ\r', 'AT+CREG?\r', 'AT+CIPRXGET=2,100\r', 'AT+CIPACK=1\r', 'AT+NOSUCHCOMMAND=1\r'])(
    '%j has a head',
    (line) => expect(headOf(bytesOf(line))).toBeGreaterThan(0),
  );

  it('has a head, whatever the command', () => {
    fc.assert(
      fc.property(command(), (sent) => {
        const line = encodeCommand(sent);
        const text = Buffer.from(line).toString('latin1');
        fc.pre(/^AT\+[^;]*\r$/.test(text));
        expect(headOf(line)).toBeGreaterThan(0);
      }),
      runs(2000),
    );
  });
});
