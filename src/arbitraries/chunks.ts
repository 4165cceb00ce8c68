import * as fc from 'fast-check';

function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const cuts = [...new Set(places)].sort((a, b) => a - b);
  return [...cuts, bytes.length]
    .map((end, i) => bytes.slice(cuts[i - 1] ?? 0, end))
    .filter((chunk) => chunk.length > 0);
}

/** The bytes in pieces: cut anywhere, or into pieces of one size. Shrinks towards one piece. */
export function chunks(bytes: Uint8Array): fc.Arbitrary<Uint8Array[]> {
  const anywhere = fc.array(fc.nat({ max: bytes.length }), { maxLength: 30 });
  const even = fc
    .constantFrom(40, 16, 7, 3, 2, 1)
    .map((size) => Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => i * size));
  return fc
    .oneof({ withCrossShrink: true }, { weight: 3, arbitrary: anywhere }, even)
    .map((cuts) => cutAt(bytes, cuts));
}
