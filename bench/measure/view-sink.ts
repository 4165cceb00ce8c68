/** The tokenizer's handlers over a sink. */
import type { FormView, TokenizerHandlers } from '../../src/index.js';
import { type Sink, typeCode } from './sink.js';
import type { ViewReaders } from './view-reader.js';

const ECHO = typeCode('echo');
const UNRECOGNIZED = typeCode('unrecognized');

export class ViewSink implements TokenizerHandlers<FormView> {
  private readonly sink: Sink;
  private readonly readers: ViewReaders;
  private echoing = false;

  constructor(sink: Sink, readers: ViewReaders) {
    this.sink = sink;
    this.readers = readers;
  }

  form(view: FormView): void {
    this.readers.read(view, this.sink);
  }

  payload(buffer: Uint8Array, start: number, end: number): void {
    this.sink.piece(buffer, start, end);
  }

  payloadEnd(): void {
    this.sink.endPieces();
  }

  echo(buffer: Uint8Array, start: number, end: number): void {
    if (!this.echoing) this.sink.begin(ECHO);
    this.echoing = true;
    this.sink.piece(buffer, start, end);
  }

  echoEnd(): void {
    this.echoing = false;
    this.sink.endPieces();
  }

  unrecognized(buffer: Uint8Array, start: number, end: number): void {
    this.sink.begin(UNRECOGNIZED);
    this.sink.piece(buffer, start, end);
    this.sink.endPieces();
  }
}
