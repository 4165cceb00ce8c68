/** `compile(sources)`: from grammar files to the text of every generated file. Pure. */
import { checked } from './check.js';
import type { Source } from './notation/errors.js';
import { requireOneOf, type Selection } from './selection.js';
import { type TargetName, targets } from './targets/index.js';
import type { Target } from './targets/target.js';

export interface CompileOptions extends Selection {
  /** What generated code imports the runtime from. Default `sim800-protocol/runtime`. */
  readonly runtime?: string;
  /** What generated arbitraries import their types from. Default `sim800-protocol/arbitraries`. */
  readonly arbitraries?: string;
  /**
   * What is made of the grammar: `typescript`, the code; `javascript`, the same code without its types; `arbitraries`,
   * values of its messages for fast-check; `reference`, a nearley grammar of the same lines; `docs`, pages for readers;
   * `compact`, its byte program as text. Default: `typescript`, `arbitraries`, `reference` and `docs`.
   */
  readonly targets?: readonly TargetName[];
}

const DEFAULT: readonly TargetName[] = ['typescript', 'arbitraries', 'reference', 'docs'];

/**
 * Compiles a grammar: returns the text of each file by its path. The code is TypeScript: `protocol.ts` holds `decode`,
 * `encode`, `Decoder` and `Tokenizer`.
 * Throws UnknownFormError for a form in `forms` or `without` that is not there, SelectionError for such a command, GrammarError with every finding when the grammar is not one the notation allows, RangeError for another target.
 * @param sources The files of one grammar; names in one are known in all.
 * @example
 * const files = compile([{ file: 'mine.at', text: 'urc my-form "+MYFORM:" sp level:0..9\n' }]);
 * files.get('protocol.ts');
 */
export function compile(sources: readonly Source[], options: CompileOptions = {}): Map<string, string> {
  const { runtime = 'sim800-protocol/runtime', arbitraries = 'sim800-protocol/arbitraries' } = options;
  const wanted = options.targets ?? DEFAULT;
  for (const name of wanted) requireOneOf('target', name, Object.keys(targets));
  const machine = checked(sources, options);
  const files = wanted.flatMap((name): Target => targets[name]);
  const written = files.flatMap((each): (readonly [string, string])[] =>
    'emitAll' in each ? [...each.emitAll(machine)] : [[each.file, each.emit(machine, { runtime, arbitraries })]],
  );
  return new Map(written);
}
