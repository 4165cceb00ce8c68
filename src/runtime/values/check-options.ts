/**
 * What a caller without types gives a decoder is looked at where he gives it: `echo: 'no'` would be read as true, and a callback
 * that is none would be missed with the first message, inside of whatever read the port.
 */

import type { Options } from '../contract/options.js';
import { nameOf } from './bytes-only.js';

/** Of each option its values, or the type of them. */
const VALUES: { readonly [Name in keyof Options]-?: readonly unknown[] | 'string' | 'function' } = {
  echo: ['auto', true, false],
  transparentEnd: ['line', 'host'],
  numericResults: [true, false],
  flowControl: [true, false],
  inFlight: 'string',
  resync: [true, false],
  answers: ['in-turn', true, false],
  unrequestedPayload: ['read', 'refuse'],
  onDiagnostic: 'function',
};

const shown = (value: unknown): string => (typeof value === 'string' ? `'${value}'` : String(value));

/** Throws TypeError unless `value` can be called. */
export function requireFunction(value: unknown, what: string): void {
  if (typeof value !== 'function') throw new TypeError(`${what} is a function, not ${nameOf(value)}`);
}

/** Throws TypeError for an option with a value that it cannot have; others than these are not for the decoder. */
export function checkOptions(options: Options): void {
  if (typeof options !== 'object' || options === null)
    throw new TypeError(`options are an object, not ${nameOf(options)}`);
  for (const [name, values] of Object.entries(VALUES)) {
    const value: unknown = options[name as keyof Options];
    if (value === undefined) continue;
    if (typeof values !== 'string' && !values.includes(value))
      throw new TypeError(`option ${name} is ${values.map(shown).join(', ')}, not ${shown(value)}`);
    if (typeof values === 'string' && typeof value !== values)
      throw new TypeError(`option ${name} is a ${values}, not ${nameOf(value)}`);
  }
}
