/** What the notation means where it speaks of commands: sources in, model and table of commands out. */
import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/compiler/analyse.js';
import type { Command, CommandShape } from '../../src/compiler/model/model.js';
import { commandRows } from '../../src/compiler/tables/command-rows.js';
import { compile, type Finding, GrammarError } from '../../src/compiler.js';

const FORMS = `
final ok "OK"
final error "ERROR"
final shut-ok "SHUT OK"
response x "X"
prompt prompt ">" at-once
default ends ok, error
`;

const modelOf = (text: string) => analyse([{ file: 'x.at', text: `${FORMS}${text}\n` }]);

function shapesOf(text: string): readonly CommandShape[] {
  const [command] = modelOf(text).commands;
  return (command as Command).shapes;
}

/** Each row by what it begins with and how it ends. */
const rowsOf = (text: string) =>
  commandRows(modelOf(text)).rows.map(({ heads, results, lateResults }) =>
    [...heads, results.join(), lateResults.join()].join(' '),
  );

describe('a shape', () => {
  it('has a form, parameters, and what answers it', () => {
    const [read, write, execute] = shapesOf(
      'command x "AT+X" read answers x write [a:0..7 ","] b:0..9 then shut-ok within 75 s execute at-once',
    );
    expect(read).toMatchObject({ form: 'read', answers: ['x'], results: ['ok', 'error'], fields: [], atOnce: false });
    expect(write).toMatchObject({ form: 'write', lateResults: ['shut-ok'], within: 75, variants: { length: 2 } });
    expect(write?.fields.map(({ name, optional }) => [name, optional])).toEqual([
      ['a', true],
      ['b', false],
    ]);
    expect(execute).toMatchObject({ form: 'execute', atOnce: true });
  });

  it('says what its command says if it sets or does something, and the default if it asks', () => {
    const shapes = shapesOf(
      'command x "AT+X" answers prompt ends shut-ok within 65 s test read write a:0..7 ends ok execute',
    );
    expect(shapes.map(({ form, answers, results, within }) => [form, answers, results, within])).toEqual([
      ['test', [], ['ok', 'error'], undefined],
      ['read', [], ['ok', 'error'], undefined],
      ['write', ['prompt'], ['ok'], 65],
      ['execute', ['prompt'], ['shut-ok'], 65],
    ]);
  });

  it('may have several results that say that it has succeeded', () => {
    const [write, execute] = shapesOf(
      'command x "AT+X" ends shut-ok | ok, error write a:0..7 then ok | shut-ok execute',
    );
    expect(write).toMatchObject({ results: ['shut-ok', 'ok', 'error'], successes: 2, lateSuccesses: 2 });
    expect(execute).toMatchObject({ results: ['shut-ok', 'ok', 'error'], successes: 2, lateResults: [] });
  });

  it('tells how its data ends', () => {
    const [write, execute] = shapesOf('command x "AT+X" write n:1..9 data n, ctrl-z execute data ctrl-z');
    expect([write?.data, execute?.data]).toEqual([['n', 'ctrl-z'], ['ctrl-z']]);
  });

  it('may appear several times in one form', () => {
    const shapes = shapesOf('command x "AT+X" write a:0..0 write a:1..1 then shut-ok');
    expect(shapes.map(({ form, lateResults }) => [form, lateResults])).toEqual([
      ['write', []],
      ['write', ['shut-ok']],
    ]);
  });
});

describe('the table of commands', () => {
  it('has the beginnings of shapes that end otherwise, and no more', () => {
    expect(rowsOf('command x "AT+X" then shut-ok test read write a:0..7 execute')).toEqual([
      'AT+X? AT+X=? ok,error ',
      'AT+X ok,error shut-ok',
    ]);
  });

  it('has those of shapes that are not there: they end by default', () => {
    expect(rowsOf('command x "AT+X" execute then shut-ok')).toEqual(['AT+X ok,error shut-ok', 'AT+X= AT+X? ok,error ']);
  });

  it('tells shapes of one form apart by the numbers they begin with', () => {
    expect(rowsOf('command x "AT+X" write a:0..0 ["," b:0..7] write a:1..1 then shut-ok')).toEqual([
      'AT+X ok,error ',
      'AT+X=1 ok,error shut-ok',
    ]);
  });

  it('has what a command without shapes begins with; tested and read it ends by default', () => {
    expect(rowsOf('command x "AT+X=1" | "AT+Y" then shut-ok')).toEqual([
      'AT+Y AT+X=1 ok,error shut-ok',
      'AT+Y? AT+X? AT+Y=? AT+X=? ok,error ',
    ]);
  });

  it('has one beginning of a basic command, and of what is no command line', () => {
    expect(rowsOf('command x "ATX" execute value:0..1')).toEqual(['ATX ok,error ']);
    expect(rowsOf('command x "+++" execute at-once')).toEqual(['+++ ok,error ']);
  });

  it('takes a response that ends a command for its answer too', () => {
    const [row] = commandRows(modelOf('command x "ATX" ends x, error execute')).rows;
    expect(row).toMatchObject({ answers: ['x'], results: ['x', 'error'] });
  });
});

function findings(text: string): readonly Finding[] {
  try {
    compile([{ file: 'x.at', text: `${FORMS}${text}\n` }]);
  } catch (error) {
    if (error instanceof GrammarError) return error.findings;
    throw error;
  }
  return [];
}

describe('two shapes of the same line', () => {
  it.each([
    ['in one form', 'command x "AT+X" write a:0..7 write b:5..9 ends ok, error', 'AT+X=5'],
    ['in two forms', 'command x "AT+X" test write a:print except \'";\' 1..8', 'AT+X=?'],
    ['in two commands', 'command x "AT" execute "X"\ncommand y "ATX" execute', 'ATX'],
  ])('%s: refused, with such a line', (_, text, witness) => {
    const ambiguous = findings(text).find((finding) => finding.witness !== undefined);
    expect(ambiguous?.message).toContain('match the same line in the same state: make them differ');
    expect(ambiguous?.message).not.toContain('while');
    expect(ambiguous?.witness).toBe(witness);
  });

  it('are told apart by bounds that do not meet, and by how many parameters there are', () => {
    expect(findings('command x "AT+X" write a:0..4 write b:5..9 write c:0..9 "," d:0..9')).toEqual([]);
  });
});
