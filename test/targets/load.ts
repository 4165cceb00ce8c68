import ts from 'typescript';
import type { PackedTables } from '../../src/arbitraries/packed.js';
import type { Model } from '../../src/compiler/model/model.js';
import { emitArbitraries } from '../../src/compiler/targets/typescript/arbitraries.js';
import { emitEncoder } from '../../src/compiler/targets/typescript/encoder.js';
import { asTypeScript } from '../../src/compiler/targets/typescript/source.js';
import type { FormSpecs } from '../../src/runtime/bind.js';
import { writeMessage } from '../../src/runtime/messages/writer.js';

/** The named exports of generated TypeScript, with the names it imports given. */
export function load<T>(source: string, exported: readonly string[], imported: Record<string, unknown> = {}): T {
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  const js = ts.transpileModule(source, { compilerOptions: options }).outputText;
  const body = js.replaceAll(/^import .*$/gm, '').replaceAll(/^export (?!\{)/gm, '');
  const make = new Function(...Object.keys(imported), `${body}; return { ${exported.join(', ')} };`);
  return make(...Object.values(imported));
}

/** Canonical wire bytes by the generated encoder of a model, not read back. */
export function loadWriter(model: Model): (message: unknown) => Uint8Array {
  const { forms } = load<{ forms: FormSpecs }>(asTypeScript(emitEncoder(model, '../src/runtime.js')), ['forms']);
  return (message) => writeMessage(forms, message);
}

/** The tables of the generated arbitraries of a model. */
export const loadTables = (model: Model): PackedTables =>
  load<{ tables: PackedTables }>(emitArbitraries(model), ['tables']).tables;
