/** Reads what the machine in WebAssembly has recorded of a chunk. */

import { type Sink, typeCode } from '../../measure/sink.js';
import type { Reading } from '../../measure/subject.js';
import type { Plan } from '../../plan.js';
import type { Ending } from './trie.js';

/** The functions of records.c. */
export interface Machine {
  readonly memory: { readonly buffer: ArrayBuffer };
  begin(): void;
  read_chunk(length: number): number;
  input_address(): number;
  records_address(): number;
}

const ROOM = 65536;
/** So many bytes are copied faster one by one. */
const SHORT = 64;
const ECHO_PIECE = -1;
const AT = Buffer.from('AT');

/** Folds the integers of a line, which appear from `at` on. */
type ReadLine = (records: Int32Array, at: number, sink: Sink) => void;

/** Made once a Node: a function made anew for each pass would never be optimised. */
let made: readonly ReadLine[] | undefined;

function lineReader({ type, numbers }: Ending, plan: Plan): ReadLine {
  const fields = (plan[type] ?? []).filter(({ kind }) => kind === 'number');
  const places = fields.map(({ name }) => numbers[name]);
  const reads = places.map((place) => (place === undefined ? 's.absent();' : `s.number(r[at + ${place}]);`));
  return new Function('r', 'at', 's', `s.begin(${typeCode(type)});${reads.join('')}`) as ReadLine;
}

export class WasmReading implements Reading {
  private readonly machine: Machine;
  private readonly sink: Sink;
  private readonly readers: readonly ReadLine[];
  private readonly echoes: readonly boolean[];
  private readonly input: Uint8Array;
  private readonly records: Int32Array;
  private echoing = false;

  constructor(machine: Machine, endings: readonly Ending[], plan: Plan, sink: Sink) {
    this.machine = machine;
    made ??= endings.map((ending) => lineReader(ending, plan));
    this.readers = made;
    this.echoes = endings.map(({ type }) => type === 'echo');
    this.sink = sink;
    this.input = new Uint8Array(machine.memory.buffer, machine.input_address(), ROOM);
    this.records = new Int32Array(machine.memory.buffer, machine.records_address(), ROOM);
    machine.begin();
  }

  write(chunk: Buffer): void {
    this.copy(chunk);
    const used = this.machine.read_chunk(chunk.length);
    if (used < 0) throw new Error(`the machine stopped: ${used}`);
    for (let at = 0; at < used; ) at = this.record(at);
  }

  end(): void {}

  private copy(chunk: Buffer): void {
    if (chunk.length > SHORT) this.input.set(chunk);
    else for (let i = 0; i < chunk.length; i++) this.input[i] = chunk[i] as number;
  }

  private record(at: number): number {
    const { records } = this;
    const ending = records[at] as number;
    if (ending === ECHO_PIECE) {
      this.echoPiece(records[at + 1] as number, records[at + 2] as number);
      return at + 3;
    }
    if (this.echoes[ending]) this.endEcho();
    else (this.readers[ending] as ReadLine)(records, at + 2, this.sink);
    return at + 2 + (records[at + 1] as number);
  }

  private echoPiece(start: number, length: number): void {
    this.beginEcho();
    this.sink.piece(this.input, start, start + length);
  }

  private beginEcho(): void {
    if (this.echoing) return;
    this.echoing = true;
    this.sink.begin(typeCode('echo'));
    this.sink.piece(AT, 0, AT.length);
  }

  private endEcho(): void {
    this.beginEcho();
    this.echoing = false;
    this.sink.endPieces();
  }
}
