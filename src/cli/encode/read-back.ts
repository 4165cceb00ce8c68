import type { Message } from '../../index.js';
import { latin1 } from '../latin1.js';
import { protocol } from '../protocol.js';

/** What was written and comes back otherwise, and in which line it was. */
export interface Difference {
  readonly line: number;
  readonly says: string;
}

interface Expected {
  readonly type: unknown;
  readonly text: string;
  readonly line: number;
}

/** What is no field of the form: readers of logs add it, and the type tells the kind. */
const EXTRA = new Set(['kind', 'offset', 'log', 'at', 'direction']);

function asText(message: object): string {
  const fields = Object.entries(message).filter(([name, value]) => !EXTRA.has(name) && value !== undefined);
  const entries = fields.map(([name, value]) => [name, value instanceof Uint8Array ? latin1(value) : value]);
  return JSON.stringify(entries.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}

/**
 * Reads what is written along with the writing. A message that stands alone is read back as itself, and yet may not be
 * between others: after a payload that is too short, or where the command it answers was left out.
 */
export class ReadBack {
  private readonly decoder = new (protocol().Decoder)((message) => this.compare(message));
  private expected: Expected[] = [];
  private next = 0;
  private difference: Difference | undefined;
  /** Bytes of transparent mode, less those that came back: in how many pieces they do is not said. */
  private data = 0;
  private line = 0;

  sent(bytes: Uint8Array): void {
    if (this.difference === undefined) this.decoder.sent(bytes);
  }

  add(message: Readonly<Record<string, unknown>>, bytes: Uint8Array, line: number): void {
    if (this.difference !== undefined) return;
    const { type } = message;
    this.line = line;
    if (type === 'data') this.data += bytes.length;
    else this.expected.push({ type, text: asText(message), line });
    this.decoder.write(bytes);
  }

  /** The first difference, if there is one. */
  end(): Difference | undefined {
    if (this.difference === undefined) this.decoder.end();
    const missing = this.expected[this.next];
    if (missing !== undefined) this.differs(missing.line, `${String(missing.type)} is not read back`);
    if (this.data !== 0) this.differs(this.line, 'some data is not read back as data');
    return this.difference;
  }

  private compare(message: Message): void {
    if (this.difference !== undefined) return;
    if (message.kind === 'data') {
      this.data -= message.bytes.length;
      return;
    }
    const expected = this.expected[this.next++];
    if (this.next >= 1024) this.forget();
    if (expected === undefined) this.differs(this.line, `a ${message.type} more is read back`);
    else if (expected.text !== asText(message)) {
      this.differs(expected.line, `${String(expected.type)} is read back otherwise in its place, as ${message.type}`);
    }
  }

  private forget(): void {
    this.expected = this.expected.slice(this.next);
    this.next = 0;
  }

  private differs(line: number, says: string): void {
    this.difference ??= { line, says };
  }
}
