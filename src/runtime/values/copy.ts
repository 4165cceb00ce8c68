/** Copies of bytes: what a caller is to keep. */

/** Up to so many bytes a loop costs less than what `set` needs to be told which bytes are meant. */
const FEW = 96;

export function copyInto(target: Uint8Array, at: number, buffer: Uint8Array, start: number, end: number): void {
  if (end - start > FEW) target.set(buffer.subarray(start, end), at);
  else for (let i = start; i < end; i++) target[at + i - start] = buffer[i] as number;
}

/** Not `slice`: of a Buffer of Node's it is a view, which changes when the chunk is used again. */
export function copy(buffer: Uint8Array, start: number, end: number): Uint8Array {
  const bytes = new Uint8Array(end - start);
  copyInto(bytes, 0, buffer, start, end);
  return bytes;
}
