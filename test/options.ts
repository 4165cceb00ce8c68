/** Every option with values to try: a new option does not compile until it is here, and then is in all properties. */
import * as fc from 'fast-check';
import { commandLine } from '../src/arbitraries.js';
import type { Options } from '../src/index.js';
import { textOf } from './latin1.js';

type Values = { readonly [K in keyof Options]-?: fc.Arbitrary<Exclude<Options[K], undefined>> };

export const OPTION_VALUES: Values = {
  echo: fc.constantFrom<'auto' | boolean>('auto', true, false),
  transparentEnd: fc.constantFrom<'line' | 'host'>('line', 'host'),
  numericResults: fc.boolean(),
  flowControl: fc.boolean(),
  inFlight: fc.oneof(
    fc.constantFrom('AT', 'AT+CIPRXGET?', 'AT+CIPSTATUS', 'AT+CIPSEND=3', 'ATI', 'AT+CDRIND?', 'AT+CIFSR'),
    commandLine().map(({ bytes }) => textOf(bytes).replace(/[\r\n]+$/, '')),
  ),
  resync: fc.boolean(),
  unrequestedPayload: fc.constantFrom('read' as const, 'refuse' as const),
  answers: fc.constantFrom<boolean | 'in-turn'>(false, true, 'in-turn'),
  onDiagnostic: fc.constant(() => undefined),
};

/** Any of them, in any number. */
export const anyOptions: fc.Arbitrary<Options> = fc.record(OPTION_VALUES, { requiredKeys: [] });
