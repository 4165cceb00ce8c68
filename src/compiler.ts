/** "./compiler": for those who add forms of their own. */
export { type Checked, check } from './compiler/check.js';
export { type CompileOptions, compile } from './compiler/compile.js';
export {
  type C99Options,
  type CompiledC99,
  type CompiledProgram,
  compileC99,
  compileProgram,
  type ProgramOptions,
  type ProgramSelection,
} from './compiler/compile-program.js';
export type { Known, Memory } from './compiler/memory.js';
export type { Location } from './compiler/model/model.js';
export { type Finding, GrammarError, type Source } from './compiler/notation/errors.js';
export { type Selection, SelectionError, UnknownFormError } from './compiler/selection.js';
export type { TargetName } from './compiler/targets/index.js';
