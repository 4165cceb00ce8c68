/** The header of a program, and where its parts begin. */
import { ABSENT_PART, HEADER, HEADER_SIZE, PROGRAM_VERSION } from '../runtime/contract/program.js';
import { Cursor } from './cursor.js';
import { ProgramError } from './program-error.js';

export interface Program {
  readonly bytes: Uint8Array;
  readonly slots: number;
  readonly patterns: number;
  readonly longestLine: number;
  readonly forms: number;
  /** Addresses at which lines of each rank begin. */
  readonly primary: number;
  readonly fallback: number;
  readonly numeric: number;
  readonly sets: number;
  readonly guards: number;
  readonly dialogue: number;
  readonly names: number;
}

const MAGIC = 0x3853; // "S8"

function check(bytes: Uint8Array): void {
  if (!(bytes instanceof Uint8Array)) throw new TypeError('a program is bytes: expected a Uint8Array');
  const word = (at: number): number => new Cursor(bytes, at).word();
  if (bytes.length < HEADER_SIZE || word(HEADER.magic) !== MAGIC) {
    throw new ProgramError('no byte program: it must begin with S8 and a header, see docs/program.md');
  }
  const version = bytes[HEADER.version];
  if (version !== PROGRAM_VERSION) {
    throw new ProgramError(`a program of version ${version}, this engine reads ${PROGRAM_VERSION}: compile it again`);
  }
  if (word(HEADER.size) !== bytes.length) {
    throw new ProgramError(`a program of ${word(HEADER.size)} bytes, of which ${bytes.length} are there`);
  }
  if (word(HEADER.dialogue) === ABSENT_PART || word(HEADER.names) === ABSENT_PART) {
    throw new ProgramError('a program without its dialogue or its names: compile it with `whole: true`');
  }
}

/** Throws ProgramError for what is none, or has not all parts. */
export function readProgram(bytes: Uint8Array): Program {
  check(bytes);
  const word = (at: number): number => new Cursor(bytes, at).word();
  return {
    bytes,
    slots: bytes[HEADER.slots] as number,
    patterns: bytes[HEADER.patterns] as number,
    longestLine: word(HEADER.longestLine),
    forms: word(HEADER.forms),
    primary: word(HEADER.primary),
    fallback: word(HEADER.fallback),
    numeric: word(HEADER.numeric),
    sets: word(HEADER.sets),
    guards: word(HEADER.guards),
    dialogue: word(HEADER.dialogue),
    names: word(HEADER.names),
  };
}
