import { getSystemErrorMap } from 'node:util';

/** Something outside of this program is not as it should be; the message says what, in one line. */
export class Unreadable extends Error {
  override readonly name: string = 'Unreadable';
}

/** An optional peer dependency is needed, and not installed. */
export class MissingPeer extends Unreadable {
  override readonly name = 'MissingPeer';
  readonly peer: string;

  constructor(peer: string, why: string) {
    super(`${why} needs the package ${peer}, which is not installed: npm install ${peer}`);
    this.peer = peer;
  }
}

type SystemError = NodeJS.ErrnoException & { errno: number };

/** Something outside of this program went wrong: a file that is not there, a disk that is full. */
function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).errno === 'number';
}

/** The same error, and what it happened to: a folder that is read does not say so itself. */
export function named(error: unknown, path: string): unknown {
  if (isSystemError(error)) error.path = path;
  return error;
}

/** One line for such an error. Any other is a defect of ours and keeps its stack. */
export function explain(error: unknown): string {
  if (error instanceof Unreadable) return error.message;
  if (!isSystemError(error)) throw error;
  const reason = getSystemErrorMap().get(error.errno)?.[1] ?? error.message;
  return error.path === undefined ? reason : `${error.path}: ${reason}`;
}
