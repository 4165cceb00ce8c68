/** Everything that follows from the grammar and the cases and is committed: text of each file by its path from the root. */
import { compile } from '../src/compiler/compile.js';
import { grammarSources, tcpipSources } from './grammar-sources.js';
import { vectorFiles } from './vectors.js';

/** Made where they are needed, by `npm run docs` and by the tests: nobody reviews them. */
const NOT_COMMITTED = ['docs/grammar.html'];

/** For the command line and for tests, which have all forms. */
const NOT_IN_PART = ['arbitraries.ts', 'fields.ts'];

/** Of the whole grammar. */
export function wholeFiles(): Map<string, string> {
  const made = compile(grammarSources(), {
    runtime: '../src/runtime.js',
    arbitraries: '../src/arbitraries/packed.js',
    targets: ['typescript', 'arbitraries', 'compact', 'docs'],
  });
  const committed = [...made].filter(([name]) => !NOT_COMMITTED.includes(name));
  return new Map(committed.map(([name, text]) => [name.startsWith('docs/') ? name : `generated/${name}`, text]));
}

/** Of some chapters by themselves: what they name of others is left out, so nothing is to be said of it. */
export function tcpipFiles(): Map<string, string> {
  const made = compile(tcpipSources(), { runtime: '../../src/runtime.js', targets: ['typescript'], onRemark() {} });
  const kept = [...made].filter(([name]) => !NOT_IN_PART.includes(name));
  return new Map(kept.map(([name, text]) => [`generated/tcpip/${name}`, text]));
}

export const generatedFiles = (): Map<string, string> => new Map([...wholeFiles(), ...tcpipFiles(), ...vectorFiles()]);
