/** Which names there are, for those who are told one that is none. */
import { machine } from '../generated/protocol.js';
import { successTypesOf } from './runtime/messages/names.js';

/** The types of messages. */
export const messageTypes = /* @__PURE__ */ ((): readonly string[] => machine.types)();

/** The names of the extended commands, in capitals: `+CSQ`. */
export const commandNames = /* @__PURE__ */ ((): readonly string[] => machine.commandNames)();

/** The types of final results that are the success of some command. */
export const successTypes: readonly string[] = /* @__PURE__ */ successTypesOf(machine);
