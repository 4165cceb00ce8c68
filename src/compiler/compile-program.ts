/** A grammar, or some of its forms, as data for an engine: the byte program, alone or as tables of C. */
import { checked } from './check.js';
import type { Source } from './notation/errors.js';
import { writeProgram, writeWholeProgram } from './program/program.js';
import { type Selection, select } from './program/select.js';
import { buildMachine } from './tables/machine.js';
import { emitC99 } from './targets/c99/c99.js';

export interface CompiledProgram {
  readonly bytes: Uint8Array;
  /** What was left out because it refers to forms that are not there. */
  readonly remarks: readonly string[];
}

export interface CompiledC99 {
  /** The text of each file by its name: they appear beside those of the folder `c`. */
  readonly files: ReadonlyMap<string, string>;
  readonly remarks: readonly string[];
}

export interface ProgramOptions extends Selection {
  /**
   * With what an engine needs that follows the dialogue and hands out messages: that of `sim800-protocol/compact` does. The
   * one in C does not, and for that there is nothing of it in the program by default.
   */
  readonly whole?: boolean;
}

/**
 * The byte program of a grammar; docs/program.md says what its bytes mean.
 * Throws GrammarError with every finding, SelectionError for a form or chapter that is not there.
 * @example compileProgram([{ file: 'mine.at', text: 'urc my-form "+MYFORM:" sp level:0..9\n' }]).bytes.length;
 */
export function compileProgram(sources: readonly Source[], options: ProgramOptions = {}): CompiledProgram {
  const { model, remarks } = select(checked(sources).model, options);
  const { bytes } = options.whole ? writeWholeProgram(buildMachine(model)) : writeProgram(model);
  return { bytes, remarks };
}

/**
 * The same as C99, with constants and accessors for what the chosen forms hold.
 * Throws GrammarError with every finding, SelectionError for a form or chapter that is not there.
 * @example compileC99([{ file: 'mine.at', text: 'urc my-form "+MYFORM:" sp level:0..9\n' }]).files.get('sim800_grammar.h');
 */
export function compileC99(sources: readonly Source[], selection: Selection = {}): CompiledC99 {
  const { model, remarks } = select(checked(sources).model, selection);
  return { files: emitC99(model), remarks };
}
