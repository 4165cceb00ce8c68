/** The host's side of a decoder, for a stream that holds one. */
import type { DecoderLike, HostSide } from './decoder-like.js';

/** A method that is missing here does not compile. */
const METHODS: Readonly<Record<Exclude<keyof HostSide, 'offset'>, true>> = {
  sent: true,
  leaveTransparent: true,
  flush: true,
  reset: true,
  state: true,
};

/**
 * Gives a class the members of `HostSide`, which hand on to its decoder. Not a superclass: two of the streams have one
 * already, Node's and the Web's. The class says that it has them by an interface of its name that extends `HostSide`.
 */
export function forwardHostSide<S extends object>(prototype: S, decoderOf: (stream: S) => DecoderLike): void {
  Object.defineProperty(prototype, 'offset', {
    configurable: true,
    get(this: S) {
      return decoderOf(this).offset;
    },
  });
  for (const name of Object.keys(METHODS) as (keyof typeof METHODS)[]) {
    const value = function (this: S, ...args: unknown[]): unknown {
      const decoder = decoderOf(this);
      return Reflect.apply(decoder[name], decoder, args);
    };
    Object.defineProperty(prototype, name, { configurable: true, writable: true, value });
  }
}
