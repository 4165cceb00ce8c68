/** Text of a grammar in Markdown, which hands tags on to HTML. */

/** Where every backtick is one of a pair, what appears between two of them is code, and shown as it is. */
const pairsOnly = (text: string): boolean => !/``|\\`/.test(text);

/** `AT+SAPBR=4,<cid>` as text: no tag begins in it, and no comment ends (`-->`). Code spans stay as they are. */
export function markdown(text: string): string {
  const tag = pairsOnly(text) ? /(`[^`]*`)|<|-->/g : /()<|-->/g;
  return text.replace(tag, (found, code: string | undefined) => code || (found === '<' ? '&lt;' : '--&gt;'));
}
