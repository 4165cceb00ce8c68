/** How the prompt data of commands end, by what the grammar says of it. */

import type { CommandEntry, Machine, PromptDataEnd } from '../contract/machine.js';

/** Where a grammar says of no command that it asks for prompt data, any may: of as many bytes as its last number says. */
const ANY: PromptDataEnd = { length: -1, ctrlZ: true };

/** For every command, whether it asks for prompt data and how that ends. */
export class PromptDataEnds {
  /** The grammar says which commands ask for one. */
  readonly known: boolean;

  constructor({ heads }: Machine) {
    this.known = heads.some(({ command }) => command?.promptData !== undefined);
  }

  of(command: CommandEntry | undefined): PromptDataEnd | undefined {
    return this.known ? command?.promptData : ANY;
  }
}
