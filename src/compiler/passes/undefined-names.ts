import { CLASSES } from '../model/classes.js';
import { BUILT_IN } from '../model/types.js';
import type { Clause, Entry, Name } from '../notation/ast.js';
import { clausesIn, typesIn } from '../notation/walk.js';
import type { Pass } from './pass.js';

/** An entry that could not be read has defined its name all the same. */
function defined(entries: readonly Entry[], node: Entry['node']): Set<string> {
  return new Set(entries.filter((e) => e.node === node || e.node === 'broken').map((e) => e.name.text));
}

function referencesIn(entries: readonly Entry[]): Name[] {
  return typesIn(entries).flatMap(({ core }) => (core.node === 'reference' ? [core.name] : []));
}

function trailerOf(entry: Entry): Name[] {
  const trailer = entry.node === 'form' && entry.ending?.node === 'payload' ? entry.ending.trailer : undefined;
  return trailer ? [trailer] : [];
}

const typesNamed = (clause: Clause): readonly Name[] => ('names' in clause ? clause.names : []);

/** A class of bytes in place of a type is another pass's finding: it lacks its bounds. */
export const undefinedNames: Pass = (_, entries) => {
  const types = new Set([...defined(entries, 'field-type'), ...BUILT_IN.keys(), ...CLASSES.keys()]);
  const forms = defined(entries, 'form');
  const noType = referencesIn(entries).filter((name) => !types.has(name.text));
  const named = [...clausesIn(entries).flatMap(typesNamed), ...entries.flatMap(trailerOf)];
  const noForm = named.filter((name) => !forms.has(name.text));
  return [
    ...noType.map(({ text, location }) => ({ location, message: `no field type \`${text}\` is declared` })),
    ...noForm.map(({ text, location }) => ({ location, message: `no form \`${text}\` is declared` })),
  ];
};
