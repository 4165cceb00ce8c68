export type Plain = Readonly<Record<string, unknown>>;

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Whether every field of the one is in the other with the same value. */
export function covers(a: Plain, b: Plain): boolean {
  return Object.keys(a).every((name) => {
    const [x, y] = [a[name], b[name]];
    return x === undefined || (x instanceof Uint8Array && y instanceof Uint8Array ? sameBytes(x, y) : Object.is(x, y));
  });
}
