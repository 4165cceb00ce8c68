import type { Entry } from '../decode/entry.js';
import { JsonBytes } from './json-bytes.js';
import { type Payload, plainCommand, spelled } from './payload.js';

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');

const BEGIN = utf8('{"offset":');
const END = utf8('}\n');

interface Head {
  readonly kind: string;
  readonly bytes: Uint8Array;
}

/**
 * Lines of JSON, an object each: `offset`, `log`, `at`, `direction`, `kind`, `type`, then the fields in the order of the
 * form, then `commands` and `answerTo`.
 */
export class JsonLines {
  private readonly out = new JsonBytes();
  private readonly payload: Payload;
  /** Kind and type, by type. */
  private readonly heads = new Map<string, Head>();

  constructor(payload: Payload) {
    this.payload = payload;
  }

  add({ message, file, offset, at, direction, commands, answerTo }: Entry): void {
    const { out, payload } = this;
    out.raw(BEGIN);
    out.number(offset);
    this.member('log', file);
    this.member('at', at);
    this.member('direction', direction);
    out.raw(this.headOf(message));
    this.fields(message);
    if (commands !== undefined)
      this.member(
        'commands',
        commands.map((one) => plainCommand(one, payload)),
      );
    this.member('answerTo', answerTo);
    out.raw(END);
  }

  /** All lines since, to be kept. */
  take(): Uint8Array {
    return this.out.take();
  }

  private headOf({ kind, type }: Entry['message']): Uint8Array {
    const known = this.heads.get(type);
    if (known !== undefined && known.kind === kind) return known.bytes;
    const bytes = utf8(`,"kind":"${kind}","type":"${type}"`);
    this.heads.set(type, { kind, bytes });
    return bytes;
  }

  private fields(message: Entry['message']): void {
    const fields = message as unknown as Readonly<Record<string, unknown>>;
    for (const name in fields) {
      if (name === 'kind' || name === 'type') continue;
      const value = fields[name];
      if (value instanceof Uint8Array) this.bytes(name, value);
      else this.member(name, value);
    }
  }

  private bytes(name: string, value: Uint8Array): void {
    const { out, payload } = this;
    if (payload !== 'text') {
      this.member(name, spelled(value, payload));
      return;
    }
    out.name(name);
    out.latin1(value);
  }

  private member(name: string, value: unknown): void {
    if (value === undefined) return;
    this.out.name(name);
    this.out.value(value);
  }
}

/** The same as text, a line without its end. */
export function ndjson(payload: Payload): (entry: Entry) => string {
  const lines = new JsonLines(payload);
  return (entry) => {
    lines.add(entry);
    return Buffer.from(lines.take()).toString('utf8').slice(0, -1);
  };
}
