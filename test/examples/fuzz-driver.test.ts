import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Modem } from '../../examples/driver/modem.js';
import { handsOutWhatThePeerSent } from '../../examples/fuzz-driver/fuzz.js';
import { LineModem } from '../../examples/fuzz-driver/line-modem.js';

describe('examples/fuzz-driver', () => {
  it('finds nothing wrong with the example driver', () =>
    fc.assert(handsOutWhatThePeerSent((port) => new Modem(port))));

  it('finds what a driver that reads lines takes for a result', async () => {
    const details = await fc.check(
      handsOutWhatThePeerSent((port) => new LineModem(port)),
      { seed: 1 },
    );
    expect(details.failed).toBe(true);
  });
});
