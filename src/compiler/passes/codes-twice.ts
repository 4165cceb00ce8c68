import type { Location } from '../model/model.js';
import type { Entry } from '../notation/ast.js';
import type { Finding } from '../notation/errors.js';
import { formsIn } from '../notation/walk.js';
import type { Pass } from './pass.js';

interface Code {
  readonly code: number;
  readonly location: Location;
}

function repeated(codes: readonly Code[], where: string): Finding[] {
  return codes
    .filter(({ code }, i) => codes.findIndex((other) => other.code === code) < i)
    .map(({ code, location }) => ({ location, message: `the number ${code} appears twice ${where}` }));
}

/** With ATV0 all that comes is the number. */
function numericCodes(entries: readonly Entry[]): Code[] {
  return formsIn(entries).flatMap(({ modifiers }) => modifiers.filter((modifier) => modifier.node === 'numeric'));
}

export const codesTwice: Pass = (_, entries) => [
  ...repeated(numericCodes(entries), 'among the numeric result codes'),
  ...entries.flatMap((entry) => (entry.node === 'table' ? repeated(entry.rows, 'in this table') : [])),
];
