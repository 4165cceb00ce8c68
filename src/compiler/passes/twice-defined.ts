import { CLASSES } from '../model/classes.js';
import { BUILT_IN } from '../model/types.js';
import type { Entry, Name } from '../notation/ast.js';
import type { Finding } from '../notation/errors.js';
import type { Pass } from './pass.js';

const CALLED = {
  form: 'form',
  'field-type': 'field type',
  command: 'command',
  default: 'entry',
  table: 'table',
} as const;

function repeated(names: readonly Name[], called: string): Finding[] {
  const first = new Map([...names].reverse().map((name) => [name.text, name]));
  return names.flatMap(({ text, location }) => {
    const earlier = first.get(text)?.location ?? location;
    if (earlier === location) return [];
    return [
      { location, message: `the ${called} \`${text}\` is defined twice, first at ${earlier.file}:${earlier.line}` },
    ];
  });
}

function namesOf(entries: readonly Entry[], node: Entry['node']): Name[] {
  return entries.filter((entry) => entry.node === node).map((entry) => entry.name);
}

function hidingBuiltIn(names: readonly Name[]): Finding[] {
  return names
    .filter(({ text }) => BUILT_IN.has(text) || CLASSES.has(text))
    .map(({ text, location }) => ({
      location,
      message: `\`${text}\` is a type of the notation itself; choose another name`,
    }));
}

export const twiceDefined: Pass = (_, entries) => {
  const kinds = Object.entries(CALLED) as [keyof typeof CALLED, string][];
  const heads = entries.flatMap((entry) => (entry.node === 'command' ? entry.heads : []));
  return [
    ...kinds.flatMap(([node, called]) => repeated(namesOf(entries, node), called)),
    ...repeated(heads, 'command beginning'),
    ...hidingBuiltIn(namesOf(entries, 'field-type')),
  ];
};
