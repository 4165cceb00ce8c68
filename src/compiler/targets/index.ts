/** What a grammar can be made into. A new target is a folder next to these and a row here. */
import { compact } from './compact/index.js';
import { docs } from './docs/index.js';
import { reference } from './reference/index.js';
import type { Target } from './target.js';
import { arbitraries, javascript, typescript } from './typescript/index.js';

export const targets = { typescript, javascript, arbitraries, compact, reference, docs } as const satisfies Record<
  string,
  Target
>;

export type TargetName = keyof typeof targets;
