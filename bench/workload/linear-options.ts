/** Every option in the setting that changes how a stream is read: a new option does not compile until it is here. */
import type { Options } from '../../src/index.js';

export const LINEAR_OPTIONS: { readonly [K in keyof Options]-?: Pick<Options, K> } = {
  echo: { echo: false },
  transparentEnd: { transparentEnd: 'host' },
  numericResults: { numericResults: true },
  flowControl: { flowControl: true },
  inFlight: { inFlight: 'AT+CIPRXGET?' },
  resync: { resync: true },
  unrequestedPayload: { unrequestedPayload: 'refuse' },
  answers: { answers: true },
  onDiagnostic: { onDiagnostic: () => {} },
};

export type LinearOption = keyof typeof LINEAR_OPTIONS;
