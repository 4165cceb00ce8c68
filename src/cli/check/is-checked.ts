/** Whether what a file holds is what a check says of a grammar. */
import type { Checked } from '../../compiler.js';

const NUMBERS = ['files', 'forms', 'commands', 'examples', 'lines', 'states'] as const;

export const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

/** A form's type, or a shape of a command: `cipsend write`. */
export const isName = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z0-9-]+( [a-z]+)?$/.test(value);

export function isChecked(value: unknown): value is Checked {
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Readonly<Record<string, unknown>>;
  if (!NUMBERS.every((name) => isCount(record[name]))) return false;
  if (record.longest === undefined) return true;
  const { form, bytes } = (record.longest ?? {}) as Readonly<Record<string, unknown>>;
  return isName(form) && isCount(bytes);
}
