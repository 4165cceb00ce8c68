import type { Target } from '../target.js';
import { emitArbitraries } from './arbitraries.js';
import { emitTables } from './code-tables.js';
import { emitCommandLines } from './command-lines.js';
import { emitCommandTypes } from './command-types.js';
import { emitEncoder } from './encoder.js';
import { emitFields } from './fields.js';
import { emitMessages } from './messages.js';
import { emitProtocol } from './protocol.js';
import { emitRecogniser } from './recogniser-file.js';
import { emitViews } from './views.js';

/** A grammar as a TypeScript module: `protocol.ts` holds `decode`, `encode`, `Decoder` and `Tokenizer`. */
export const typescript: Target = [
  { file: 'messages.ts', emit: ({ model }) => emitMessages(model) },
  { file: 'views.ts', emit: (machine, { runtime }) => emitViews(machine, runtime) },
  { file: 'fields.ts', emit: (machine, { runtime }) => emitFields(machine, runtime) },
  { file: 'recogniser.ts', emit: (machine, { runtime }) => emitRecogniser(machine, runtime) },
  { file: 'encoder.ts', emit: ({ model }, { runtime }) => emitEncoder(model, runtime) },
  { file: 'protocol.ts', emit: (machine, { runtime }) => emitProtocol(machine, runtime) },
  { file: 'commands.ts', emit: ({ model }) => emitCommandTypes(model) },
  { file: 'command-lines.ts', emit: ({ model }, { runtime }) => emitCommandLines(model, runtime) },
  { file: 'tables.ts', emit: ({ model }, { runtime }) => emitTables(model, runtime) },
];

/** Values of the same messages for fast-check, which a project that has this file needs. */
export const arbitraries: Target = [
  { file: 'arbitraries.ts', emit: ({ model }, options) => emitArbitraries(model, options.arbitraries) },
];
