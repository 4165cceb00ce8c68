import { fieldsIn, labelOf, shapesIn } from '../notation/walk.js';
import type { Pass } from './pass.js';

/** What every command has, and what readers of logs add to it. */
const TAKEN = new Set(['type', 'form', 'kind', 'bytes', 'offset', 'at', 'direction']);
/** What is no command of the grammar. */
const UNKNOWN = 'unknown-command';

export const commandNames: Pass = (_, entries) => {
  const labels = shapesIn(entries).flatMap(({ elements }) =>
    fieldsIn(elements).flatMap((field) => labelOf(field) ?? []),
  );
  const commands = entries.filter((entry) => entry.node === 'command').map((entry) => entry.name);
  return [
    ...labels
      .filter((name) => TAKEN.has(name.text))
      .map(({ text, location }) => ({
        location,
        message: `every command has its own \`${text}\`: no parameter can have that name`,
      })),
    ...commands
      .filter((name) => name.text === UNKNOWN)
      .map(({ location }) => ({
        location,
        message: `\`${UNKNOWN}\` is what is no command: no command can have that name`,
      })),
  ];
};
