/** 6. One source: a line of grammar, and everything follows. The line is the one CONTRIBUTING.md adds in four steps. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { grammarSources, root } from '../../scripts/grammar-sources.js';
import { compile, type Source } from '../../src/compiler.js';
import { bytesOf, textOf } from '../latin1.js';
import { compiled } from './compiled.js';

const guide = readFileSync(`${root}/CONTRIBUTING.md`, 'utf8');
const entry = /```\n\s*(#[^`]*?)\n\s*```/.exec(guide)?.[1]?.replace(/^ {3}/gm, '') ?? '';
const grammar = grammarSources();
const withEntry = (file: string): Source[] =>
  grammar.map((s) => (s.file === file ? { ...s, text: `${s.text}\n${entry}\n` } : s));

describe('the four steps of CONTRIBUTING.md', () => {
  it('name a form that the grammar does not have yet', () => {
    expect(entry).toContain('urc my-form "+MYFORM:" sp level:0..9');
    expect(compile(grammar).get('messages.ts')).not.toContain('MyForm');
  });

  it('1. and 2. the line, in the file of its chapter, changes tokenizer, types, serializer and what else is generated', async () => {
    const { decode, encode, files } = await compiled(withEntry('grammar/device.at'));
    const message = { type: 'my-form', kind: 'urc', level: 7 };
    expect(decode(bytesOf('\r\n+MYFORM: 7\r\n'))).toEqual([message]);
    expect(decode(bytesOf('+MYFORM:07\n'))).toEqual([message]);
    expect(textOf(encode(message))).toBe('\r\n+MYFORM: 7\r\n');
    expect(() => encode({ ...message, level: 10 })).toThrow(
      "cannot encode my-form: field 'level' is 10, expected 0..9",
    );
    expect(files.get('messages.ts')).toContain('export interface MyFormMessage {');
    for (const name of ['arbitraries.ts', 'reference.ne', 'docs/forms.md'])
      expect(files.get(name)).toContain('my-form');
  }, 60_000);

  it('3. the case fails without the line', async () => {
    const { decode } = await compiled([...grammar]);
    expect(decode(bytesOf('\r\n+MYFORM: 7\r\n'))).toEqual([
      { type: 'information', kind: 'response', name: 'MYFORM', text: '7' },
    ]);
  }, 60_000);
});

describe('the extra grammar of siblings and clones', () => {
  it('goes with the default grammar', async () => {
    const file = 'grammar/extra/siblings.at';
    const text = readFileSync(`${root}/${file}`, 'utf8');
    const { decode } = await compiled([...grammar, { file, text }]);
    expect(decode(bytesOf('\r\n+CSQ: 20,0\r\n'))).toEqual([{ type: 'csq', kind: 'response', rssi: 20, ber: 0 }]);
  }, 60_000);
});
