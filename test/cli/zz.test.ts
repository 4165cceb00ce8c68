import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { transcript, damaged, wire, noise } from '../../src/arbitraries.js';
import { sim800 } from './sim800.js';
const dec = async (b: Uint8Array) => (await sim800(['decode', '-f', 'ndjson', '--container', 'raw'], b)).stdout;
for (const [n, arb] of Object.entries({ transcript: transcript(), wire: wire(), damaged: wire().chain(({ bytes }) => damaged(bytes)) , noise: typeof noise === 'function' ? (noise as never as () => fc.Arbitrary<Uint8Array>)() : noise }))
  it(n, async () => {
    let bad = 0; const said: string[] = [];
    await fc.assert(fc.asyncProperty(arb as fc.Arbitrary<{ bytes: Uint8Array } | Uint8Array>, async (x) => {
      const bytes = x instanceof Uint8Array ? x : x.bytes;
      const first = await dec(bytes);
      const e = await sim800(['encode'], Buffer.from(first), {}, 'latin1');
      if (e.code !== 0) { bad++; if (said.length < 4) said.push(`${e.stderr}${JSON.stringify(Buffer.from(bytes).toString('latin1')).slice(0, 700)}\n${first.slice(0, 900)}`); }
    }), { numRuns: 1500 });
    console.log(n, bad, said.join('\n---\n'));
  });
