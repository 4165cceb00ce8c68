export type Plain = Readonly<Record<string, unknown>>;

/** A loop: with a function for each byte it takes most of the time that writing a payload does. */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Whether every field of the one is in the other with the same value. */
export function covers(a: Plain, b: Plain): boolean {
  return Object.keys(a).every((name) => {
    const [x, y] = [a[name], b[name]];
    return x === undefined || (x instanceof Uint8Array && y instanceof Uint8Array ? sameBytes(x, y) : Object.is(x, y));
  });
}
