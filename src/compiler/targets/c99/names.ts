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

/** Words of C99, C++ and the headers that are used, which no member can be called. */
const RESERVED = new Set(
  (
    'alignas alignof and asm auto bool break case catch char class const constexpr continue decltype default delete do double ' +
    'else enum explicit export extern false final float for friend goto if inline int long mutable namespace new noexcept not ' +
    'nullptr operator or override private protected public register requires restrict return short signed sizeof static ' +
    'struct switch template this throw true try typedef typeid typename union unsigned using virtual void volatile while xor'
  ).split(' '),
);

/** `connectionOrLength`: `connection_or_length`; `new`: `new_`. */
export function memberName(name: string): string {
  const lower = constant(name).toLowerCase();
  return RESERVED.has(lower) ? `${lower}_` : lower;
}
