import * as fc from 'fast-check';
import type { Step, Transcript } from './transcript.js';
import type { Wire } from './wire.js';

/** Bytes to test a reader in any language with, and what is known of them without reading them. */
export interface Specimen<M> {
  /**
   * `wire`: messages of every form, in every tolerated spelling; `session`: commands, their echo and their answers; `payload`: a
   * header whose payload holds results, headers and line ends; `damage`: a stream some bytes of which were lost, doubled
   * or flipped.
   */
  readonly kind: 'wire' | 'session' | 'payload' | 'damage';
  /** What the module sends. */
  readonly bytes: Uint8Array;
  /** What these bytes are, of a session for a reader that knows what the host has written. Of damage nobody knows. */
  readonly messages?: readonly M[];
  /** Of a session: what host and module have sent, in order. */
  readonly steps?: readonly Step[];
}

export interface SpecimenOptions {
  /** The same seed gives the same specimens. Default: 1. */
  readonly seed?: number;
  /** How many of each kind. Default: 100. */
  readonly count?: number;
}

/** What specimens are drawn from. */
export interface Sources<M> {
  readonly wire: fc.Arbitrary<Wire<M>>;
  readonly session: fc.Arbitrary<Transcript<M>>;
  readonly payload: fc.Arbitrary<Wire<M>>;
  readonly damage: (bytes: Uint8Array) => fc.Arbitrary<Uint8Array>;
}

/** A corpus is no search for the shortest failure: none of it is empty. */
const some = <M>(all: fc.Arbitrary<Wire<M>>): fc.Arbitrary<Wire<M>> => all.filter(({ bytes }) => bytes.length > 0);

export function specimens<M>(sources: Sources<M>, { seed = 1, count = 100 }: SpecimenOptions): Specimen<M>[] {
  const draw = <T>(all: fc.Arbitrary<T>): T[] => fc.sample(all, { seed, numRuns: count });
  const damaged = some(sources.wire).chain(({ bytes }) => sources.damage(bytes));
  return [
    ...draw(some(sources.wire)).map(({ bytes, messages }) => ({ kind: 'wire', bytes, messages }) as const),
    ...draw(sources.session.filter(({ bytes }) => bytes.length > 0)).map(
      ({ bytes, messages, steps }) => ({ kind: 'session', bytes, messages, steps }) as const,
    ),
    ...draw(sources.payload).map(({ bytes, messages }) => ({ kind: 'payload', bytes, messages }) as const),
    ...draw(damaged).map((bytes) => ({ kind: 'damage', bytes }) as const),
  ];
}
