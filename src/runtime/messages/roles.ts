/** Types of messages after which a driver has to do something, as the grammar says. */
import { BEGINS_TRANSPARENT, type Machine, RESTARTS } from '../contract/machine.js';

export interface MessageRoles {
  /** The module has begun anew, or ends its work: RDY. */
  readonly restarts: ReadonlySet<string>;
  /** Transparent mode begins, if a command in flight or an incoming connection says so: CONNECT. */
  readonly beginsTransparent: ReadonlySet<string>;
  /** Transparent mode is over as the host has asked: OK. */
  readonly leavesTransparent: ReadonlySet<string>;
}

/** The parts of a machine that say so. */
export type MachineTraits = Pick<Machine, 'types' | 'forms' | 'traits' | 'transparentEnds'>;

export function rolesOf({ types, forms, traits, transparentEnds }: MachineTraits): MessageRoles {
  const typeOf = (code: number): string => types[forms[code] ?? -1] ?? '';
  const having = (trait: number): Set<string> =>
    new Set([...traits].flatMap((all, code) => ((all & trait) === 0 ? [] : [typeOf(code)])));
  return {
    restarts: having(RESTARTS),
    beginsTransparent: having(BEGINS_TRANSPARENT),
    leavesTransparent: new Set(transparentEnds.flatMap(({ code, whenAsked }) => (whenAsked ? [typeOf(code)] : []))),
  };
}
