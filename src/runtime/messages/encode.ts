/** The way back: wire bytes of a message, proved by reading them. */

import { ENDS_AT_ONCE, IS_PROMPT, type Machine } from '../contract/machine.js';
import type { View } from '../tokenizer/view.js';
import { EncodeError } from '../values/encode-error.js';
import { latin1 } from '../values/latin1.js';
import { covers, type Plain } from '../values/same-fields.js';
import { rememberContext } from './context.js';
import { decodeWith } from './decoder.js';
import { isCommandLine } from './writer.js';

const PROMPT_AT_ONCE = IS_PROMPT | ENDS_AT_ONCE;

/** What a line says besides its fields, where a log is encoded. */
function fieldsOf({ kind: _kind, offset: _offset, at: _at, direction: _direction, ...fields }: Plain): Plain {
  return fields;
}

/** What is wrong unless `given` is what was read, its kind included if it has one. */
function faultOf(given: Plain, read: readonly Plain[]): EncodeError | undefined {
  const type = String(given['type']);
  const [first, ...more] = read;
  const fields = fieldsOf(given);
  const { kind } = given;
  if (first && kind !== undefined && first['type'] === type && kind !== first['kind'])
    return new EncodeError(type, 'kind', kind, `"${String(first['kind'])}" or nothing`);
  if (first && more.length === 0 && covers(fields, first) && covers(first, { kind: first['kind'], ...fields }))
    return undefined;
  const instead = more.length > 0 ? 'several messages' : (first?.['type'] ?? 'nothing');
  return new EncodeError(type, undefined, given, `a message that is read back as itself, not as ${instead}`);
}

function prove(given: Plain, read: readonly Plain[]): void {
  const fault = faultOf(given, read);
  if (fault) throw fault;
}

/** The command in flight that stands in a table of contexts for lines like this: `=?` before `+CPBF: 40,14` is `AT+CPBF=?`. */
function commandFor(context: string, bytes: Uint8Array): string {
  if (!context.includes('?') || context.startsWith('AT')) return context;
  const head = /[+*]\w+/.exec(latin1(bytes, 0, bytes.length))?.[0] ?? '';
  return `AT${head}${context}`;
}

/** In one of the states in which lines of its type are read. */
function proveForm<V extends View>(machine: Machine<V>, given: Plain, bytes: Uint8Array): void {
  const [first = '', ...further] = machine.contexts[String(given['type'])] ?? [];
  const faultIn = (context: string): EncodeError | undefined => {
    rememberContext(bytes, commandFor(context, bytes));
    return faultOf(given, decodeWith<Plain, V>(machine, bytes));
  };
  const fault = faultIn(first);
  if (fault && further.every((context) => faultIn(context) !== undefined)) throw fault;
}

/** The prompt that has no line end: `> `. */
function promptOf({ traits, forms, types }: Machine): string | undefined {
  const code = traits.findIndex((trait) => (trait & PROMPT_AT_ONCE) === PROMPT_AT_ONCE);
  return types[forms[code] ?? -1];
}

/**
 * An echo is one line that begins with AT, or one line of the data that the host writes after a prompt: `hello` after `> `.
 * The latter is read as such only there, so that is where it is proved.
 */
function proveEcho<M, V extends View>(machine: Machine<V>, write: (message: M) => Uint8Array, echo: Plain): void {
  const wire = write(echo as M);
  if (isCommandLine(echo['bytes'] as Uint8Array)) {
    prove(echo, decodeWith<Plain, V>(machine, wire));
    return;
  }
  const before = write({ type: promptOf(machine) } as M);
  const [, ...after] = decodeWith<Plain, V>(machine, Uint8Array.of(...before, ...wire));
  prove(echo, after);
}

/**
 * Throws EncodeError for what the grammar does not allow, and for what would be read back as something else. Data of
 * transparent mode is read as such only after CONNECT, whatever it is: there is nothing to prove about it.
 */
export function encodeWith<M, V extends View>(
  machine: Machine<V>,
  write: (message: M) => Uint8Array,
  message: M,
): Uint8Array {
  const bytes = write(message);
  const given = message as Plain;
  const type = String(given['type']);
  if (type === 'data') {
    prove(given, [{ type, kind: 'data', bytes: given['bytes'] }]);
    return bytes;
  }
  if (type === 'echo') {
    proveEcho(machine, write, given);
    return bytes;
  }
  proveForm(machine, given, bytes);
  return bytes;
}
