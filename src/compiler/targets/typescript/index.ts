import type { GrammarMachine } from '../../tables/machine.js';
import type { Target, TargetOptions } from '../target.js';
import { emitArbitraries } from './arbitraries.js';
import { emitTables } from './code-tables.js';
import { emitCommandLines } from './command-lines.js';
import { emitCommandTypes } from './command-types.js';
import { emitEncoder } from './encoder.js';
import { emitFields } from './fields.js';
import { emitMessages } from './messages.js';
import { emitProtocol } from './protocol.js';
import { emitRecogniser } from './recogniser-file.js';
import { asJavaScript, asTypeScript } from './source.js';
import { emitViews } from './views.js';

type Emit = (machine: GrammarMachine, options: TargetOptions) => string;

/** What has code, by name without its ending. */
const CODE: Readonly<Record<string, Emit>> = {
  views: (machine, { runtime }) => emitViews(machine, runtime),
  fields: (machine, { runtime }) => emitFields(machine, runtime),
  recogniser: (machine, { runtime }) => emitRecogniser(machine, runtime),
  encoder: ({ model }, { runtime }) => emitEncoder(model, runtime),
  protocol: (machine, { runtime }) => emitProtocol(machine, runtime),
  'command-lines': ({ model }, { runtime }) => emitCommandLines(model, runtime),
  tables: ({ model }, { runtime }) => emitTables(model, runtime),
};

const codeFiles = (ending: string, spelling: (code: string) => string): Target =>
  Object.entries(CODE).map(([name, emit]) => ({
    file: `${name}.${ending}`,
    emit: (machine, options) => spelling(emit(machine, options)),
  }));

/** A grammar as a TypeScript module: `protocol.ts` holds `decode`, `encode`, `Decoder` and `Tokenizer`. */
export const typescript: Target = [
  { file: 'messages.ts', emit: ({ model }) => emitMessages(model) },
  { file: 'commands.ts', emit: ({ model }) => emitCommandTypes(model) },
  ...codeFiles('ts', asTypeScript),
];

/** The same code without its types. */
export const javascript: Target = codeFiles('js', asJavaScript);

/** Values of the same messages for fast-check, which a project that has this file needs. */
export const arbitraries: Target = [
  { file: 'arbitraries.ts', emit: ({ model }, options) => emitArbitraries(model, options.arbitraries) },
];
