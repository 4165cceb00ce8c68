/** The lines of a program, numbered as they are first met in its code. */
import { ENDS_AT_CR, IS_ECHO } from '../runtime/contract/machine.js';
import { type LineRecord, readRecord } from './records.js';

export interface ProgramLine extends LineRecord {
  /** Of an echo: one more than the head of its command; 0: several, or nothing is known of it. */
  readonly echo: number;
}

export class ProgramLines {
  readonly all: ProgramLine[] = [];
  /** The first address at which a record begins: all code is before it. */
  firstRecord: number;
  private readonly bytes: Uint8Array;
  private readonly echoForm: number;
  private readonly codes = new Map<string, number>();

  constructor(bytes: Uint8Array, echoForm: number) {
    this.bytes = bytes;
    this.echoForm = echoForm;
    this.firstRecord = bytes.length;
  }

  codeOfRecord(address: number): number {
    this.firstRecord = Math.min(this.firstRecord, address);
    return this.codeOf(`record ${address}`, () => ({ ...readRecord(this.bytes, address), echo: 0 }));
  }

  codeOfEcho(echo: number): number {
    const { echoForm: form } = this;
    const traits = IS_ECHO | ENDS_AT_CR;
    return this.codeOf(`echo ${echo}`, () => ({
      form,
      traits,
      lengthSlot: undefined,
      trailer: 0,
      tail: 0,
      fields: [],
      echo,
    }));
  }

  private codeOf(key: string, line: () => ProgramLine): number {
    const known = this.codes.get(key);
    if (known !== undefined) return known;
    this.codes.set(key, this.all.length);
    return this.all.push(line()) - 1;
  }
}
