/** The errors that the module answers with, by the names that the tables of chapter 18 have for them. */
import { cmeErrors } from '../index.js';

function codeOf(text: string): number {
  const code = cmeErrors.code(text);
  if (code === undefined) throw new Error(`the grammar has no error "${text}"`);
  return code;
}

export const NOT_ALLOWED = codeOf('operation not allowed');
export const NOT_SUPPORTED = codeOf('operation not supported');
export const INVALID_TEXT = codeOf('invalid characters in text string');
export const SIM_NOT_INSERTED = codeOf('SIM not inserted');
export const PIN_REQUIRED = codeOf('SIM PIN required');
export const PUK_REQUIRED = codeOf('SIM PUK required');
export const WRONG_PASSWORD = codeOf('incorrect password');
export const INVALID_INDEX = codeOf('invalid index');
export const NOT_FOUND = codeOf('not found');
export const NO_NETWORK = codeOf('no network service');
