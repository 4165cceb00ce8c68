/** UCS2 as a module writes it with AT+CSCS="UCS2": four hexadecimal digits a code unit, the high ones first. */

/** What is beyond the plane that UCS2 has goes as two code units, as phones do it (UTF-16). */
export function toUcs2(text: string): string {
  return Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16).padStart(4, '0'))
    .join('')
    .toUpperCase();
}

/** undefined: it is no such text. */
export function fromUcs2(digits: string): string | undefined {
  if (digits.length % 4 !== 0 || !/^[0-9A-Fa-f]*$/.test(digits)) return undefined;
  const units = digits.match(/.{4}/g) ?? [];
  return units.map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join('');
}
