/** The properties of test/properties that read streams, of the engine that runs the program. */
import { expect, it, vi } from 'vitest';
import { Decoder as Compact } from '../../src/compact.js';
import { Decoder } from '../../src/index.js';

vi.mock('../../src/index.js', async (original) => {
  const { withCompactEngine } = await import('./engine.js');
  return withCompactEngine(await original<object>());
});

it('is the other engine that is tested', () => expect(Decoder).toBe(Compact));

await import('../properties/promises.test.js');
await import('../properties/opaque.test.js');
await import('../properties/damage.test.js');
await import('../properties/sent-sessions.test.js');
