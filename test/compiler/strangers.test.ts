/** A grammar of a stranger's: what it says, and how its file is called, is text in all that is made of it. */
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compiler.js';

const FORM = 'urc mine "+MINE"\n';

describe('a file name that is more than a name is refused', () => {
  it.each([
    ['a line of code', 'mine.at\nevil();'],
    ['a line end of JavaScript alone', 'mine.at\u2028evil()'],
    ['the end of a comment', 'mine*/evil();/*.at'],
    ['the end of a comment of HTML', 'mine-->.at'],
    ['a tag', '<script>.at'],
    ['a code span', '`mine`.at'],
    ['a control character', 'mine\x1b[2J.at'],
  ])('%s', (_, file) => {
    expect(() => compile([{ file, text: FORM }])).toThrow(
      'the name of a grammar file is one line of text without "<", ">", "`" and "*/"',
    );
  });

  it.each(['mine.at', '../grammar files/mine.at', 'C:\\grammar\\mine.at', 'größe-(2).at'])('but not %s', (file) => {
    expect(compile([{ file, text: FORM }]).get('messages.ts')).toContain('MineMessage');
  });
});

describe('a comment in the pages of forms', () => {
  const documented = (...lines: string[]): string =>
    compile([{ file: 'mine.at', text: `${lines.map((line) => `# ${line}\n`).join('')}${FORM}` }]).get(
      'docs/forms/mine.md',
    ) ?? '';

  it('has no tags', () => {
    expect(documented('The answer to AT+MINE=<n>.')).toContain('\nThe answer to AT+MINE=&lt;n>.\n');
  });

  it('has no tags in its source', () => {
    expect(documented('Mine.', 'Source: <script>evil()</script>')).toContain('Source: &lt;script>evil()&lt;/script>\n');
  });

  it('ends no comment', () => {
    expect(documented('Mine -->')).toContain('\nMine --&gt;\n');
  });

  it('shows code as it is', () => {
    expect(documented('The answer to `AT+MINE=<n>`.')).toContain('\nThe answer to `AT+MINE=<n>`.\n');
  });

  it.each(['a ` <b> ``', '\\` <b> `'])('has no tags between backticks that make no code: %s', (line) => {
    expect(documented(line)).toContain('&lt;b>');
  });
});
