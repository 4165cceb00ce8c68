/** Every case of test/spec, read by the engine that runs the program. */
import { expect, it, vi } from 'vitest';
import { Decoder as Compact } from '../../src/compact.js';
import { Decoder } from '../../src/index.js';

vi.mock('../../src/index.js', async (original) => {
  const { withCompactEngine } = await import('./engine.js');
  return withCompactEngine(await original<object>());
});

vi.mock('../spec/recogniser-only.js', async (original) => {
  const { withCompactMachine } = await import('./engine.js');
  vi.doMock('../../generated/protocol.js', async (protocol) => withCompactMachine(await protocol<object>()));
  return original<object>();
});

it('is the other engine that is tested', () => expect(Decoder).toBe(Compact));

await import('../spec/spec.test.js');
