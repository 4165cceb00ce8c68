import type { Target } from '../target.js';
import { emitDiagrams } from './diagrams.js';
import { emitFormPages } from './form-pages.js';

/** A grammar for readers. */
export const docs: Target = [
  { emitAll: ({ model }) => emitFormPages(model) },
  { file: 'docs/grammar.html', emit: ({ model }) => emitDiagrams(model) },
];
