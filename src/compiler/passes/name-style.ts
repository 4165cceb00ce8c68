import type { Name } from '../notation/ast.js';
import type { Finding } from '../notation/errors.js';
import { fieldsIn, linesIn } from '../notation/walk.js';
import type { Pass } from './pass.js';

interface Style {
  readonly pattern: RegExp;
  readonly rule: string;
}
const KEBAB: Style = { pattern: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, rule: 'an entry has a name like `send-ok`' };
const CAMEL: Style = { pattern: /^[a-z][a-zA-Z0-9]*$/, rule: 'a field has a name like `secondAddress`' };

function offending(names: readonly Name[], { pattern, rule }: Style): Finding[] {
  return names
    .filter(({ text }) => !pattern.test(text))
    .map(({ text, location }) => ({ location, message: `\`${text}\`: ${rule}` }));
}

/** A name a field takes from its type is in the style of types, and turned into that of fields. */
export const nameStyle: Pass = (_, entries) => {
  const labels = linesIn(entries).flatMap(({ elements }) => fieldsIn(elements).flatMap((field) => field.label ?? []));
  const names = entries.map((entry) => entry.name);
  return [...offending(names, KEBAB), ...offending(labels, CAMEL)];
};
