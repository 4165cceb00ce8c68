import type { Entry } from '../decode/entry.js';
import { harmlessJson } from './harmless.js';
import { type Payload, plainCommand, spelled } from './payload.js';

/** Put together by hand: an object made only to be written costs more than all the reading. */
function member(name: string, value: unknown): string {
  if (value === undefined) return '';
  return `,"${name}":${typeof value === 'number' ? value : JSON.stringify(value)}`;
}

/**
 * One JSON object: `offset`, `at`, `direction`, `kind`, `type`, then the fields in the order of the form, then `commands`
 * and `answerTo`.
 */
export function ndjson(payload: Payload): (entry: Entry) => string {
  return ({ message, file, offset, at, direction, commands, answerTo }) => {
    let line = `{"offset":${offset}${member('log', file)}${member('at', at)}${member('direction', direction)}`;
    line += `,"kind":"${message.kind}","type":"${message.type}"`;
    const fields = message as unknown as Readonly<Record<string, unknown>>;
    for (const name in fields) {
      if (name === 'kind' || name === 'type') continue;
      const value = fields[name];
      line += member(name, value instanceof Uint8Array ? spelled(value, payload) : value);
    }
    const answer = member('answerTo', answerTo);
    return harmlessJson(
      `${line}${member(
        'commands',
        commands?.map((one) => plainCommand(one, payload)),
      )}${answer}}`,
    );
  };
}
