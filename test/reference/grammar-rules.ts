import type { CompiledRules } from 'nearley';
import { emitReference } from '../../src/compiler/targets/reference/reference.js';
import { grammarModel } from '../targets/grammar-model.js';
import { compileReference } from './parser.js';

let rules: CompiledRules | undefined;

/** The reference of the grammar this package ships: made once, for it takes a second. */
export function grammarRules(): CompiledRules {
  rules ??= compileReference(emitReference(grammarModel()));
  return rules;
}
