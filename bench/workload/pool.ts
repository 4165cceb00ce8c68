/** Messages of a type, drawn from the grammar's arbitraries with a fixed seed. */
import * as fc from 'fast-check';
import { arbitraries } from '../../src/arbitraries.js';
import type { Message } from '../../src/index.js';
import type { Random } from './random.js';

export const SEED = 800;
const POOL = 300;

type Type = Message['type'];

const pools = new Map<Type, readonly Message[]>();

function poolOf(type: Type): readonly Message[] {
  const known = pools.get(type);
  if (known) return known;
  const pool = fc.sample(arbitraries[type] as fc.Arbitrary<Message>, { seed: SEED, numRuns: POOL });
  pools.set(type, pool);
  return pool;
}

export function drawMessage(type: Type, random: Random): Message {
  return random.pick(poolOf(type));
}
