/** Words of the grammar as the fuzzers read them: AFL's dictionaries/README, libFuzzer's "Dictionaries". */

/** AFL takes no longer ones. */
const LONGEST = 128;

const LINE_ENDS = ['\r\n', '\r\r\n', '\r', '\n'];
const QUOTE = '"';
const BACKSLASH = '\\';

function escaped(letter: string): string {
  if (letter === QUOTE || letter === BACKSLASH) return `${BACKSLASH}${letter}`;
  if (letter >= ' ' && letter <= '~') return letter;
  return `${BACKSLASH}x${letter.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** A quoted word a line: `"+CSQ:"`, `"\x0d\x0a"`. */
export function dictionaryOf(literals: readonly string[]): string {
  const words = [...new Set([...LINE_ENDS, ...literals])].filter(({ length }) => length > 0 && length <= LONGEST);
  return words.map((word) => `"${[...word].map(escaped).join('')}"\n`).join('');
}
