import type { Command, CommandForm } from '../index.js';
import type { Device } from './device.js';
import type { Exchange } from './line/exchange.js';

/** By type first: to look for both in all commands at once is too much for the compiler. */
type ByType = { readonly [T in Command['type']]: Extract<Command, { readonly type: T }> };
type OfForm<C, F> = Extract<C, { readonly form: F }>;

/** By type and form of a command: what the module does. */
export type Handlers = {
  readonly [T in Command['type']]?: {
    readonly [F in CommandForm]?: (command: OfForm<ByType[T], F>, exchange: Exchange) => void;
  };
};

/** What belongs to one chapter of the AT manual. */
export interface Chapter {
  readonly handlers: Handlers;
  /** The module starts anew, or is switched off. */
  restart?(): void;
}

export type MakeChapter = (device: Device) => Chapter;
