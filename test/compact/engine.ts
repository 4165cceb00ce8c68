/** Puts the engine that runs the program in the place of generated code, for tests that know only of that. */
import { program } from '../../generated/program.js';
import { machineOf } from '../../src/compact/machine.js';
import { programOf } from '../../src/compact/text.js';
import { Decoder, decode, Tokenizer, tokenize } from '../../src/compact.js';

/** The exports of the "." entry, those that read taken from the other engine. */
export function withCompactEngine<T extends object>(generated: T): T {
  return { ...generated, Decoder, Tokenizer, decode, tokenize };
}

/** The exports of generated/protocol.ts, with the machine of the program. */
export function withCompactMachine<T extends object>(generated: T): T {
  return { ...generated, machine: machineOf(programOf(program)) };
}
