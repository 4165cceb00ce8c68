/** Thrown for bytes that are no program, or not one of this engine's: says what is wrong with them, and what is expected. */
export class ProgramError extends Error {
  override readonly name = 'ProgramError';
}
