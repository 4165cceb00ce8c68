/** A grammar, or some of its forms, as data for an engine: the byte program, alone or as tables of C. */
import { checkedSources } from './check.js';
import type { Model } from './model/model.js';
import type { Finding, Source } from './notation/errors.js';
import { writeProgram, writeWholeProgram } from './program/program.js';
import { strictly } from './program/strict.js';
import { requireOneOf, type Selection } from './selection.js';
import { buildMachine } from './tables/machine.js';
import { ENCODINGS, type Encoding, emitC99 } from './targets/c99/c99.js';

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

export interface ProgramSelection extends Omit<Selection, 'onRemark'> {
  /** Only what the manual prints: no tolerated literals, no second spellings. */
  readonly strict?: boolean;
}

/** What is said in many places of a grammar is said once. */
class Remarks {
  private readonly places = new Map<string, { readonly first: string; count: number }>();

  add({ location: { file, line, column }, message }: Finding): void {
    const known = this.places.get(message);
    if (known) known.count++;
    else this.places.set(message, { first: `${file}:${line}:${column}`, count: 1 });
  }

  get all(): string[] {
    return Array.from(this.places, ([message, { first, count }]) =>
      count === 1 ? `${first}: ${message}` : `${first} and ${count - 1} more: ${message}`,
    );
  }
}

function selected(sources: readonly Source[], options: ProgramSelection): { model: Model; remarks: readonly string[] } {
  const { forms, without, commands, strict = false } = options;
  const remarks = new Remarks();
  const isPart = forms !== undefined || without !== undefined || commands !== undefined;
  const { model } = checkedSources(sources, {
    ...{ forms, without, commands },
    ...(isPart && { onRemark: (remark) => remarks.add(remark) }),
  });
  return { model: strict ? strictly(model) : model, remarks: remarks.all };
}

export interface ProgramOptions extends ProgramSelection {
  /**
   * With what an engine needs that follows the dialogue and hands out messages: that of `sim800-protocol/compact` does. The
   * one in C has tables of its own for that, and so there is nothing of it in the program by default.
   */
  readonly whole?: boolean;
}

/**
 * The byte program of a grammar; docs/program.md says what its bytes mean.
 * Throws GrammarError with every finding, SelectionError for a form, command or chapter that is not there.
 * @example compileProgram([{ file: 'mine.at', text: 'urc my-form "+MYFORM:" sp level:0..9\n' }]).bytes.length;
 */
export function compileProgram(sources: readonly Source[], options: ProgramOptions = {}): CompiledProgram {
  const { model, remarks } = selected(sources, options);
  const { bytes } = options.whole ? writeWholeProgram(buildMachine(model)) : writeProgram(model);
  return { bytes, remarks };
}

export interface C99Options extends ProgramSelection {
  /**
   * `table`, the default: the byte program, which the engine interprets. `code`: C code in its place, for hosts: three times
   * the speed, some twenty times the size.
   */
  readonly encoding?: Encoding | undefined;
}

/**
 * The same as C99, with constants and accessors for what the chosen forms hold.
 * Throws GrammarError with every finding, SelectionError for a form, command or chapter that is not there, RangeError for
 * another encoding.
 * @example compileC99([{ file: 'mine.at', text: 'urc my-form "+MYFORM:" sp level:0..9\n' }]).files.get('sim800_grammar.h');
 */
export function compileC99(sources: readonly Source[], options: C99Options = {}): CompiledC99 {
  const { encoding = 'table' } = options;
  requireOneOf('encoding', encoding, ENCODINGS);
  const { model, remarks } = selected(sources, options);
  return { files: emitC99(model, encoding), remarks };
}
