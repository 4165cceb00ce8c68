import type { Target } from '../target.js';
import { emitReference } from './reference.js';

/** The same lines as a grammar for nearley: an independent parser to compare with. */
export const reference: Target = [{ file: 'reference.ne', emit: ({ model }) => emitReference(model) }];
