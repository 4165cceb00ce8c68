/** Bytes as text and back, a character a byte: how the tests write what goes over the line. */

export const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

export const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
