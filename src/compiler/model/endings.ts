import type { Form } from './model.js';

/** A CR alone is all of its line end. */
export const endsAtCr = ({ ending }: Form): boolean => ending.kind === 'line' && ending.cr;

/** Before any further byte: a prompt, or a header that no line end parts from its payload. */
export const endsAtOnce = ({ ending }: Form): boolean =>
  ending.kind === 'at-once' || (ending.kind === 'payload' && !ending.afterLineEnd);
