/** Level 0: lines, read by the generated recognisers alone. No tokenizer, no state from one line to the next. */
import { machine } from '../../generated/protocol.js';
import type { Message } from '../../src/index.js';
import { CR, LF } from '../../src/runtime/contract/bytes.js';
import { CHANGES_LINE } from '../../src/runtime/contract/machine.js';
import { DEAD } from '../../src/runtime/contract/outcomes.js';
import { forgetMarks, recogniseLine } from '../../src/runtime/contract/recognise.js';
import { NEXT } from '../../src/runtime/contract/registers.js';

function codeAt(bytes: Uint8Array, p: number, registers: Int32Array): number {
  for (const recognise of [machine.recognise, machine.fallback]) {
    const code = recogniseLine(machine, recognise, bytes, p, bytes.length, registers);
    if (code >= 0) return code;
  }
  return DEAD;
}

/** The messages of a text of lines; undefined where that takes more than to recognise each of them. */
export function recognised(bytes: Uint8Array): Message[] | undefined {
  const registers = new Int32Array(machine.registers);
  const view = machine.view(registers);
  view.turnTo(bytes, 0);
  const messages: Message[] = [];
  for (let p = 0; p < bytes.length; ) {
    if (bytes[p] === CR || bytes[p] === LF) {
      p++;
      continue;
    }
    forgetMarks(machine, registers);
    const code = codeAt(bytes, p, registers);
    // A header of a payload, a prompt, a change of mode: what follows is not a line like any other.
    if (code === DEAD || ((machine.traits[code] ?? 0) & CHANGES_LINE) !== 0) return undefined;
    const end = registers[NEXT] ?? 0;
    view.show(code, p, end);
    messages.push(view.toMessage() as Message);
    p = end;
  }
  return messages;
}
