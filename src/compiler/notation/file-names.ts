/** The name of a grammar's file is printed in comments of all that is made of it, and must stay in them. */
import type { Finding, Source } from './errors.js';

/** Line ends of any language, and what ends a comment or begins a tag or code: TypeScript, HTML, Markdown, nearley. */
const MORE_THAN_A_NAME = /[\x00-\x1f\x7f-\x9f\u2028\u2029<>`]|\*\//;

/** A finding for each name that could be read as more than a name. */
export function fileNameFindings(sources: readonly Source[]): Finding[] {
  return sources
    .filter(({ file }) => MORE_THAN_A_NAME.test(file))
    .map(({ file }) => ({
      location: { file, line: 1, column: 1 },
      message: 'the name of a grammar file is one line of text without "<", ">", "`" and "*/"',
    }));
}
