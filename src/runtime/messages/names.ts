/** Which names a grammar has, for those who are told one that is none. */
import type { Machine } from '../contract/machine.js';

/** The types of final results that are the success of some command. */
export function successTypesOf({ types, commands }: Pick<Machine, 'types' | 'commands'>): string[] {
  const forms = new Set(commands.flatMap(({ results, successes }) => results.slice(0, successes)));
  return [...forms].map((form) => types[form] ?? '');
}
