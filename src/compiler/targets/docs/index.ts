import type { Target } from '../target.js';
import { emitDiagrams } from './diagrams.js';
import { emitFormsDoc } from './forms-doc.js';

/** A grammar for readers. */
export const docs: Target = [
  { file: 'docs/forms.md', emit: ({ model }) => emitFormsDoc(model) },
  { file: 'docs/grammar.html', emit: ({ model }) => emitDiagrams(model) },
];
