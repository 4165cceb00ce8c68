/**
 * Some forms are read only while a command is in flight. Bytes that `encode()` made of such a message remember which,
 * so that `decode()` of those very bytes gives the message back.
 */
const contexts = new WeakMap<Uint8Array, string>();

export function rememberContext(bytes: Uint8Array, command: string): void {
  if (command === '') contexts.delete(bytes);
  else contexts.set(bytes, command);
}

/** The command in flight that these bytes were written for. */
export function contextOf(bytes: Uint8Array): string | undefined {
  return contexts.get(bytes);
}
