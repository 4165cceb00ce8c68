/** `compile(sources)`: from grammar files to the text of every generated file. Pure. */
import { analyse } from './analyse.js';
import { buildAutomaton, linesOf } from './automaton/build.js';
import { checkAutomaton } from './automaton/check.js';
import { commandForms } from './model/command-forms.js';
import { GrammarError, type Source } from './notation/errors.js';
import { buildMachine, type GrammarMachine } from './tables/machine.js';
import { emitDiagrams } from './targets/docs/diagrams.js';
import { emitFormsDoc } from './targets/docs/forms-doc.js';
import { emitReference } from './targets/reference/reference.js';
import { emitArbitraries } from './targets/typescript/arbitraries.js';
import { emitTables } from './targets/typescript/code-tables.js';
import { emitCommandLines } from './targets/typescript/command-lines.js';
import { emitCommandTypes } from './targets/typescript/command-types.js';
import { emitEncoder } from './targets/typescript/encoder.js';
import { emitMessages } from './targets/typescript/messages.js';
import { emitProtocol } from './targets/typescript/protocol.js';
import { emitRecogniser } from './targets/typescript/recogniser-file.js';
import { emitViews } from './targets/typescript/views.js';

export interface CompileOptions {
  /** What generated code imports the runtime from. */
  readonly runtime?: string;
  /** What generated arbitraries import their types from. */
  readonly arbitraries?: string;
}

/** Parses and checks; throws GrammarError with every finding. */
export function analyseAll(sources: readonly Source[]): GrammarMachine {
  const machine = buildMachine(analyse([...sources]));
  const findings = [
    ...checkAutomaton(machine.primary),
    ...checkAutomaton(machine.fallback),
    ...checkAutomaton(buildAutomaton(linesOf(commandForms(machine.model))), 'make them differ'),
  ];
  if (findings.length > 0) throw new GrammarError(findings, sources);
  return machine;
}

/**
 * Compiles a grammar. The files are TypeScript: `protocol.ts` holds `decode`, `encode`, `Decoder` and `Tokenizer`.
 * Throws GrammarError when the grammar is not one the notation allows.
 * @example
 * const files = compile([{ file: 'mine.at', text: 'urc my-form "+MYFORM:" sp level:0..9\n' }]);
 * files.get('protocol.ts');
 */
export function compile(sources: readonly Source[], options: CompileOptions = {}): Map<string, string> {
  const { runtime = 'sim800-protocol/runtime', arbitraries = 'sim800-protocol/arbitraries' } = options;
  const machine = analyseAll(sources);
  const { model } = machine;
  return new Map([
    ['messages.ts', emitMessages(model)],
    ['views.ts', emitViews(machine, runtime)],
    ['recogniser.ts', emitRecogniser(machine, runtime)],
    ['encoder.ts', emitEncoder(model, runtime)],
    ['protocol.ts', emitProtocol(machine, runtime)],
    ['commands.ts', emitCommandTypes(model)],
    ['command-lines.ts', emitCommandLines(model, runtime)],
    ['tables.ts', emitTables(model, runtime)],
    ['arbitraries.ts', emitArbitraries(model, arbitraries)],
    ['reference.ne', emitReference(model)],
    ['docs/forms.md', emitFormsDoc(model)],
    ['docs/grammar.html', emitDiagrams(model)],
  ]);
}
