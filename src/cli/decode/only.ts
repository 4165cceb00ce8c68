import { EncodeError, encode, type Message } from '../../index.js';
import type { Entry } from './entry.js';

const KINDS: Readonly<Record<Entry['message']['kind'], true>> = {
  final: true,
  intermediate: true,
  response: true,
  urc: true,
  prompt: true,
  echo: true,
  data: true,
  unrecognized: true,
  sent: true,
};

/** There is no list of types at run time; the serializer knows them all. */
function isType(name: string): boolean {
  try {
    encode({ type: name } as Message);
    return true;
  } catch (error) {
    return error instanceof EncodeError && error.field !== 'type';
  }
}

/** Whether there is a kind or a type of that name. */
export const isKindOrType = (name: string): boolean => Object.hasOwn(KINDS, name) || isType(name);

/** Which entries are wanted; none named: all. */
export function wanted(names: readonly string[] = []): (entry: Entry) => boolean {
  if (names.length === 0) return () => true;
  const set = new Set(names);
  return ({ message: { kind, type } }) => set.has(kind) || set.has(type);
}
