/** Why a command, or whatever else was waited for, has no outcome. */
import type { AnyCommand, AnyMessage } from './grammar.js';

/**
 * `timeout`: the module has not answered in time. `restart`: it has begun anew. `closed`: the port is closed, or has failed
 * (`cause`). `transparent`: the line carries data and takes no commands, or the other way round. `unresponsive`: after a
 * time-out nothing that was asked was answered. `no-answer`: the command has succeeded without the information asked for.
 * `overflow`: more events have come than an iterator may hold back.
 */
export type SessionErrorCode =
  | 'timeout'
  | 'restart'
  | 'closed'
  | 'transparent'
  | 'unresponsive'
  | 'no-answer'
  | 'overflow';

export class SessionError extends Error {
  override readonly name: string = 'SessionError';
  readonly code: SessionErrorCode;
  /** The command that waited, if one did. */
  readonly command: AnyCommand | undefined;

  constructor(code: SessionErrorCode, message: string, command?: AnyCommand, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.command = command;
  }
}

/** What else a message says, in a few words: `code=3`. */
function fieldsOf(message: AnyMessage): string {
  const { type: _type, kind: _kind, ...fields } = message;
  return Object.entries(fields)
    .map(([name, value]) => ` ${name}=${String(value)}`)
    .join('');
}

/** The module has answered that it failed: ERROR, +CME ERROR, SEND FAIL, CONNECT FAIL. */
export class CommandError<M extends AnyMessage = AnyMessage> extends Error {
  override readonly name = 'CommandError';
  readonly command: AnyCommand;
  /** The result that says so. */
  readonly result: M;
  /** What had come before it. */
  readonly responses: readonly M[];

  constructor(command: AnyCommand, result: M, responses: readonly M[]) {
    super(`${command.type} failed: ${result.type}${fieldsOf(result)}`);
    this.command = command;
    this.result = result;
    this.responses = responses;
  }
}
