/** editors/vscode: what the TextMate grammar makes of the notation, and what findings become. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { IGrammar } from 'vscode-textmate';
import { grammarSources, root } from '../../scripts/grammar-sources.js';
import { tokenize } from '../../src/compiler/notation/lexer.js';

const require = createRequire(import.meta.url);
const oniguruma = require('vscode-oniguruma') as typeof import('vscode-oniguruma');
const textmate = require('vscode-textmate') as typeof import('vscode-textmate');
const { findingsIn } = require('../../editors/vscode/findings.js') as {
  findingsIn(
    output: string,
    lineOf: (file: string, line: number) => string,
  ): { ok: boolean; error?: string; files: Map<string, object[]> };
};

const SYNTAX = join(root, 'editors/vscode/syntaxes/sim800-notation.tmLanguage.json');
let grammar: IGrammar;

beforeAll(async () => {
  const wasm = readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(readFileSync(SYNTAX, 'utf8'), SYNTAX),
  });
  grammar = (await registry.loadGrammar('source.sim800-notation')) as IGrammar;
});

interface Coloured {
  readonly text: string;
  /** The innermost scope, without the name of the language. */
  readonly scope: string;
  readonly line: number;
  readonly column: number;
}

function coloured(text: string): Coloured[] {
  let stack = textmate.INITIAL;
  return text.split('\n').flatMap((line, i) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => ({
      text: line.slice(startIndex, endIndex),
      scope: (scopes.at(-1) ?? '').replace(/\.?sim800-notation$/, ''),
      line: i + 1,
      column: startIndex + 1,
    }));
  });
}

const shown = (text: string): string[] =>
  coloured(text)
    .filter(({ scope, text: own }) => scope !== 'source' && own.trim() !== '')
    .map(({ scope, text: own }) => `${own.trim()}  ${scope}`);

describe('the colours of the notation', () => {
  it('of a form with its comment and example', () => {
    expect(
      shown('# Signal.\n# rssi: in steps.\nresponse csq "+CSQ:" sp rssi:0..99 example "+CSQ: 1" -> { rssi: 1 }'),
    ).toEqual([
      '# Signal.  comment.line.number-sign',
      '#  comment.line.number-sign',
      'rssi  variable.parameter',
      ': in steps.  comment.line.number-sign',
      'response  storage.type.form',
      'csq  entity.name.type',
      '"  punctuation.definition.string.begin',
      '+CSQ:  string.quoted.double',
      '"  punctuation.definition.string.end',
      'sp  keyword.other.element',
      'rssi  variable.parameter',
      '0  constant.numeric',
      '..  keyword.operator',
      '99  constant.numeric',
      'example  keyword.control',
      '"  punctuation.definition.string.begin',
      '+CSQ: 1  string.quoted.double',
      '"  punctuation.definition.string.end',
      '->  keyword.operator',
      '{  punctuation.section',
      'rssi  variable.parameter',
      '1  constant.numeric',
      '}  punctuation.section',
    ]);
  });

  it('of texts with escapes, of either case, in either quotation marks, and of one that is not closed', () => {
    expect(shown(`urc a i"A\\r\\x41\\q" '"' "open\nurc b "B"`)).toEqual([
      'urc  storage.type.form',
      'a  entity.name.type',
      'i  storage.modifier.caseless',
      '"  punctuation.definition.string.begin',
      'A  string.quoted.double',
      '\\r  constant.character.escape',
      '\\x41  constant.character.escape',
      '\\q  invalid.illegal.escape',
      '"  punctuation.definition.string.end',
      "'  punctuation.definition.string.begin",
      '"  string.quoted.single',
      "'  punctuation.definition.string.end",
      '"  punctuation.definition.string.begin',
      'open  string.quoted.double',
      'urc  storage.type.form',
      'b  entity.name.type',
      '"  punctuation.definition.string.begin',
      'B  string.quoted.double',
      '"  punctuation.definition.string.end',
    ]);
  });
});

/** What each type of word of the lexer is coloured as, at the place where it begins. */
const EXPECTED: Readonly<Record<string, RegExp>> = {
  string: /^punctuation\.definition\.string\.begin$/,
  caseless: /^storage\.modifier\.caseless$/,
  label: /^variable\.parameter$/,
  number: /^constant\.numeric$/,
  mark: /^(keyword\.operator|punctuation\.section)$/,
  reserved: /^(keyword\.|storage\.type|entity\.name\.type)/,
};

describe('the shipped chapters', () => {
  it.each(grammarSources().map(({ file, text }) => [file, text]))(
    '%s is coloured word by word as the notation reads it',
    (file, text) => {
      const all = coloured(text);
      const at = new Map(all.map((one) => [`${one.line}:${one.column}`, one.scope]));
      const code = text.replace(/^[ \t]*#.*$/gm, '');
      const wrong = tokenize(code, file, 1).flatMap(({ type, text: word, line, column }) => {
        const scope = at.get(`${line}:${column}`);
        const expected = EXPECTED[type];
        return expected === undefined || expected.test(scope ?? '') ? [] : [`${line}:${column} ${word}: ${scope}`];
      });
      expect(wrong).toEqual([]);
      expect(all.filter(({ scope }) => scope.startsWith('invalid'))).toEqual([]);
    },
  );
});

describe('the words of the TextMate grammar', () => {
  it('are those of the notation', () => {
    const notation = readFileSync(join(root, 'src/compiler/notation/notation.ne'), 'utf8');
    const rules = notation.replace(/@\{%[\s\S]*?%\}|\{%[\s\S]*?%\}|^#.*$/gm, '');
    const words = new Set(Array.from(rules.matchAll(/"([a-z][a-z0-9-]*)"/g), ([, word]) => word ?? ''));
    const settings = /^(echo|quiet|numeric|incoming)-/;
    const unknown = [...words].filter((word) => {
      if (settings.test(word) || word === 's') return false;
      const asEntry = coloured(`${word} urc name`)[0]?.scope ?? '';
      const asElement = coloured(`urc x ${word}`).find(({ text }) => text === word)?.scope ?? '';
      return !/^(storage|keyword|support)/.test(asEntry) && !/^(storage|keyword|support)/.test(asElement);
    });
    expect(words.size).toBeGreaterThan(40);
    expect(unknown).toEqual([]);
  });
});

describe('a finding in the editor', () => {
  const line = 'urc a "+A:" n:nothing';

  it('marks the word at its place, counted from 0', () => {
    const finding = { file: 'x.at', line: 1, column: 15, message: 'no field type `nothing` is declared' };
    const { ok, files } = findingsIn(JSON.stringify({ ok: false, findings: [finding] }), () => line);
    expect(ok).toBe(false);
    expect([...files]).toEqual([
      ['x.at', [{ line: 0, begin: 14, end: 21, message: 'no field type `nothing` is declared' }]],
    ]);
  });

  it('marks a text with its quotation marks, and one character of anything else', () => {
    const marked = (column: number): unknown => {
      const report = { ok: false, findings: [{ file: 'x.at', line: 1, column, message: 'm' }] };
      return findingsIn(JSON.stringify(report), () => line).files.get('x.at');
    };
    expect(marked(7)).toMatchObject([{ begin: 6, end: 11 }]);
    expect(marked(14)).toMatchObject([{ begin: 13, end: 14 }]);
    expect(marked(99)).toMatchObject([{ begin: 98, end: 99 }]);
  });

  it('says what an example is read as', () => {
    const finding = {
      file: 'x.at',
      line: 1,
      column: 1,
      message: 'm',
      witness: '+A:\r',
      expected: 'a {}',
      read: 'b {}',
    };
    const { files } = findingsIn(JSON.stringify({ ok: false, findings: [finding] }), () => line);
    expect(files.get('x.at')).toMatchObject([{ message: 'm\nline: "+A:\\r"\nexpected: a {}\nread: b {}' }]);
  });

  it('is none in a grammar that is right; what is no report is refused', () => {
    expect(findingsIn('{"ok":true,"checked":{}}', () => '').files.size).toBe(0);
    for (const output of ['', 'null', '[]', 'sim800: no such file'])
      expect(() => findingsIn(output, () => '')).toThrow(SyntaxError);
  });
});
