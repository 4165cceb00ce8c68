import { textOf } from '../latin1.js';

type Fields = Readonly<Record<string, unknown>>;

/** In how many pieces the data of transparent mode comes depends on the cuts: neighbours are joined. */
function joined(messages: readonly Fields[]): Fields[] {
  const out: Fields[] = [];
  for (const message of messages) {
    const last = out.at(-1);
    if (message.type === 'data' && last?.type === 'data') {
      out[out.length - 1] = { ...last, bytes: `${last.bytes}${message.bytes}` };
    } else out.push(message);
  }
  return out;
}

function readable(message: object): Fields {
  const entries = Object.entries(message).map(([key, value]) => [
    key,
    value instanceof Uint8Array ? textOf(value) : value,
  ]);
  return Object.fromEntries(entries);
}

function line({ kind, type, ...fields }: Fields): string {
  const sorted = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify({ kind, type, ...Object.fromEntries(sorted) });
}

/** Messages as text, one a line, so that two lists compare line by line. Bytes are latin1. */
export function messageText(messages: readonly object[]): string {
  return joined(messages.map(readable)).map(line).join('\n');
}
