/** Names of C for what a grammar names. */

/** `client-status` and `secondAddress`: `CLIENT_STATUS`, `SECOND_ADDRESS`. */
export function constant(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .toUpperCase();
}

/** Hands each name out once: a second thing of the same name gets a number. */
export class Names {
  private readonly taken = new Set<string>();

  unique(wanted: string): string {
    let name = wanted;
    for (let n = 2; this.taken.has(name); n++) name = `${wanted}_${n}`;
    this.taken.add(name);
    return name;
  }
}

/** A string of C. Octal, because a digit after \x would be taken for more of it. */
export function cString(text: string): string {
  const escaped = Array.from(text, (c) => {
    const code = c.charCodeAt(0);
    if (c === '"' || c === '\\') return `\\${c}`;
    // No trigraphs.
    if (c === '?') return '\\?';
    return code >= 0x20 && code < 0x7f ? c : `\\${code.toString(8).padStart(3, '0')}`;
  });
  return `"${escaped.join('')}"`;
}

/** Text in a comment, which it cannot end. */
export const comment = (text: string): string => text.replace(/\*\//g, '* /').replace(/\/\*/g, '/ *');
