/** Names of kinds, types and commands, as the user gives them. */
import { distance } from 'fastest-levenshtein';
import { EncodeError } from '../../index.js';
import type { Entry } from '../decode/entry.js';
import { type Protocol, protocol } from '../protocol.js';

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

export const kindsAndTypes = (): readonly string[] => [...Object.keys(KINDS), ...protocol().messageTypes];

/** Whether there is a kind or a type of that name. */
export const isKindOrType = (name: string): boolean => kindsAndTypes().includes(name);

/** There is no list of basic commands at run time; the serializer knows them all. */
export function isCommandType(name: string): boolean {
  try {
    protocol().encodeCommand({ type: name } as unknown as Parameters<Protocol['encodeCommand']>[0]);
    return true;
  } catch (error) {
    return error instanceof EncodeError && error.field !== 'type';
  }
}

/** Two letters of five may be wrong. */
const MOST_WRONG = 0.4;

/** So many are offered. */
const MOST_NEAR = 3;

function meant(name: string, names: readonly string[]): string {
  const ranked = names.map((one) => ({ one, wrong: distance(name.toLowerCase(), one) }));
  const least = Math.min(...ranked.map(({ wrong }) => wrong));
  if (least > MOST_WRONG * name.length) return '';
  const near = ranked.filter(({ wrong }) => wrong === least).map(({ one }) => one);
  return ` Did you mean ${near.slice(0, MOST_NEAR).join(' or ')}?`;
}

export const didYouMeanType = (name: string): string => meant(name, kindsAndTypes());

/** The types of extended commands. */
export const commandTypes = (): readonly string[] =>
  protocol().commandNames.map((one) => one.replace(/^[+]/, '').toLowerCase());

export const didYouMeanCommand = (name: string): string => meant(name, commandTypes());
