/** Some chapters of a grammar, or some of its forms, compiled without the others. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/compiler/analyse.js';
import { checked } from '../../src/compiler/check.js';
import { type Finding, GrammarError } from '../../src/compiler/notation/errors.js';
import { type Selection, UnknownFormError } from '../../src/compiler/selection.js';

const source = (text: string) => [{ file: 'mine.at', text }];

function shipped(...chapters: string[]) {
  return chapters.map((name) => {
    const file = `grammar/${name}.at`;
    return { file, text: readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8') };
  });
}

function selectedFrom(text: string, selection: Selection = {}) {
  const remarks: Finding[] = [];
  const model = analyse(source(text), { onRemark: (remark) => remarks.push(remark), ...selection });
  const said = remarks.map(({ location, message }) => `${location.line}:${location.column} ${message}`);
  return { model, remarks: said };
}

describe('chapters by themselves', () => {
  it('are compiled as they are where nothing in them refers to others', () => {
    const { model } = checked(shipped('fields', 'v25ter', 'errors', 'tcpip', 'received'));
    expect(model.forms.map((form) => form.type)).toEqual(
      expect.arrayContaining(['ok', 'cme-error', 'connect-ok', 'receive']),
    );
    expect(model.commands).toEqual([]);
  });

  it('lose what refers to others, with a remark for each', () => {
    const remarks: Finding[] = [];
    const chapters = shipped('fields', 'v25ter', 'errors', 'tcpip', 'received', 'commands-v25ter', 'commands-tcpip');
    const { model } = checked(chapters, { onRemark: (remark) => remarks.push(remark) });
    const cipstart = model.commands.find(({ name }) => name === 'cipstart');
    expect(cipstart?.shapes[0]?.answers).toEqual([]);
    expect(model.commands.find(({ name }) => name === 'cipshut')?.shapes.at(-1)?.results[0]).toBe('shut-ok');
    expect(remarks.map(({ message }) => message)).toContain('`test-response` is left out here: there is no such form');
  });

  it('are refused without a word about remarks: it could be a slip of the pen', () => {
    expect(() => analyse(source('default ends ok, eror\nfinal ok "OK"\n'))).toThrow(GrammarError);
  });
});

describe('forms by name', () => {
  const GRAMMAR = [
    'field  level  0..9',
    'final  ok     "OK"',
    'final  error  "ERROR"',
    'urc    ring   "RING"',
    'urc    csq    "+CSQ:" sp level',
    'response read  "+READ:" sp length:0..9 eol payload length bytes then ok',
    'default  ends ok, error',
    'command csq   "AT+CSQ" answers csq execute',
    'command frob  "AT+FROB" write level',
  ].join('\n');

  it('are kept, or left out, by their names or parts of these', () => {
    expect(selectedFrom(GRAMMAR, { forms: ['ok', 'r*'] }).model.forms.map(({ type }) => type)).toEqual([
      'ok',
      'ring',
      'read',
    ]);
    expect(selectedFrom(GRAMMAR, { without: ['r*', 'error'] }).model.forms.map(({ type }) => type)).toEqual([
      'ok',
      'csq',
    ]);
  });

  it('that are left out are missing in what names them', () => {
    const { model, remarks } = selectedFrom(GRAMMAR, { without: ['csq', 'error'] });
    expect(model.commands.map(({ name, shapes }) => [name, shapes[0]?.answers, shapes[0]?.results])).toEqual([
      ['csq', [], ['ok']],
      ['frob', [], ['ok']],
    ]);
    expect(remarks).toEqual([
      '7:19 `error` is left out here: there is no such form',
      '8:32 `csq` is left out here: there is no such form',
    ]);
  });

  it('that follow a payload need not', () => {
    const { model } = selectedFrom(GRAMMAR, { forms: ['read', 'error'] });
    expect(model.forms.find(({ type }) => type === 'read')?.ending).toMatchObject({
      kind: 'payload',
      trailer: undefined,
    });
  });

  it('leave commands that nothing ends without them', () => {
    const { model, remarks } = selectedFrom(GRAMMAR, { forms: ['ring'] });
    expect(model.commands).toEqual([]);
    expect(remarks).toContain('9:9 `frob` is left out: nothing ends it');
  });

  it('take what is made of a type that is missing with them, and that again', () => {
    const { model, remarks } = selectedFrom('field a b\nurc x "X" a\nurc y "Y"\n');
    expect(model.forms.map(({ type }) => type)).toEqual(['y']);
    expect(remarks).toEqual([
      '1:9 `a` is left out: there is no field type `b`',
      '2:11 `x` is left out: there is no field type `a`',
    ]);
  });

  it('that no form has are an error of the caller', () => {
    expect(() => selectedFrom(GRAMMAR, { forms: ['rnig'] })).toThrow('no form and no chapter is called "rnig"');
    expect(() => selectedFrom(GRAMMAR, { without: ['.*'] })).toThrow(UnknownFormError);
  });
});

describe('a grammar that would take too much', () => {
  it('is refused by how deep its brackets are', () => {
    const deep = `urc x "X" ${'['.repeat(10_000)} a:0..7 ${']'.repeat(10_000)}`;
    expect(() => analyse(source(deep))).toThrow(/brackets are nested 16 deep at most/);
    expect(() => analyse(source(`urc x "X" ${'['.repeat(16)} a:0..7 ${']'.repeat(16)}`))).not.toThrow();
  });

  it('is refused by how many states it has, with the forms to blame', () => {
    const text = 'field t only "ab" 0..40 "a" only "ab" 15..15\nurc many "X" t\nurc few "Y"\n';
    expect(() => checked(source(text))).toThrow(
      'mine.at:2:5: it takes more than 25000 states to tell the lines of `many` apart',
    );
  });
});
