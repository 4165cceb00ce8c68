/**
 * What a sober programmer writes: the text of a chunk split at its line ends, each line looked up in a table of regular
 * expressions; after the header of received data so many characters are the payload, whatever they are.
 */
import type { Reading } from '../measure/subject.js';
import { HEADER_FORMS } from './line-forms.js';
import type { LineMessage } from './line-messages.js';
import { readWithTable } from './line-table.js';

interface Header extends LineMessage {
  readonly length: number;
}

const HEADERS: ReadonlySet<string> = new Set(HEADER_FORMS.map(({ type }) => type));

const isHeader = (message: LineMessage): message is Header => HEADERS.has(message.type);

const unrecognized = (bytes: string): LineMessage & { bytes: string } => ({
  type: 'unrecognized',
  kind: 'unrecognized',
  bytes,
});

export class LineLoop implements Reading {
  private readonly onMessage: (message: LineMessage) => void;
  private rest = '';
  private header: Header | undefined;

  constructor(onMessage: (message: LineMessage) => void) {
    this.onMessage = onMessage;
  }

  write(chunk: Buffer): void {
    let text = this.rest + chunk.toString('latin1');
    for (;;) {
      if (this.header !== undefined) {
        if (text.length < this.header.length) break;
        text = this.payload(text, this.header);
      }
      const lines = text.split('\r\n');
      text = this.lines(lines);
      if (this.header === undefined) break;
    }
    this.rest = text;
  }

  end(): void {
    if (this.rest !== '') this.line(this.rest);
    this.rest = '';
  }

  private payload(text: string, header: Header): string {
    this.header = undefined;
    this.onMessage({ ...header, payload: Buffer.from(text.slice(0, header.length), 'latin1') } as LineMessage);
    return text.slice(header.length);
  }

  /** Up to a header; what is left is the last line, or all after that header. */
  private lines(lines: readonly string[]): string {
    for (let i = 0; i < lines.length - 1; i++) {
      this.line(lines[i] as string);
      if (this.header !== undefined) return lines.slice(i + 1).join('\r\n');
    }
    return lines.at(-1) as string;
  }

  private line(line: string): void {
    if (line === '') return;
    const message = readWithTable(line) ?? unrecognized(line);
    if (isHeader(message)) this.header = message;
    else this.onMessage(message);
  }
}
