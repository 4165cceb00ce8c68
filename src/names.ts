/** Which names there are, for those who are told one that is none. */
import { machine } from '../generated/protocol.js';

/** The types of messages. */
export const messageTypes = /* @__PURE__ */ ((): readonly string[] => machine.types)();

/** The names of the extended commands, in capitals: `+CSQ`. */
export const commandNames = /* @__PURE__ */ ((): readonly string[] => machine.commandNames)();
