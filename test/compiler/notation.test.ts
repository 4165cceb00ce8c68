/** What the notation means: sources in, model out. */
import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/compiler/analyse.js';
import type { Form, LiteralAtom, Model, Run, TextType } from '../../src/compiler/model/model.js';
import { GrammarError } from '../../src/compiler/notation/errors.js';

function modelOf(...texts: string[]): Model {
  return analyse(texts.map((text, i) => ({ file: `file${i + 1}.at`, text })));
}

function formOf(...texts: string[]): Form {
  const form = modelOf(...texts).forms.at(-1);
  if (form === undefined) throw new Error('no form');
  return form;
}

/** Each variant as its atoms: literals by their canonical text, fields by name, line ends as `eol`. */
function shapesOf(form: Form): string[] {
  return form.variants.map(({ atoms }) =>
    atoms
      .map((atom) => (atom.kind === 'field' ? atom.name : atom.kind === 'literal' ? `'${atom.canonical}'` : 'eol'))
      .join(' '),
  );
}

function literalOf(elements: string): LiteralAtom {
  const atom = formOf(`urc x ${elements}`).variants[0]?.atoms[0];
  if (atom?.kind !== 'literal') throw new Error('no literal');
  return atom;
}

function textOf(type: string): TextType {
  const [found] = formOf(`field t ${type}`, 'urc x "<" t ">"').fields[0]?.types ?? [];
  if (found?.kind !== 'text') throw new Error('no text');
  return found;
}

function stringOf({ bytes }: Run): string {
  return String.fromCharCode(...bytes);
}

describe('fixed text', () => {
  it.each([
    ['"OK"', ['OK']],
    ["'\"'", ['"']],
    [String.raw`"<\r\n\t\\\"\'\x41\xff"`, ['<\r\n\t\\"\'A\xff']],
    ['"A" "B"', ['AB']],
    ['"A"? "B"', ['AB', 'B']],
    ['~"A" "B"', ['B', 'AB']],
    ['"A" sp "B"', ['A B', 'AB', 'A  B']],
    ['"A" sp0 "B"', ['AB', 'A B', 'A  B']],
    ['i"aT1"', ['aT1', 'AT1', 'at1', 'At1'].sort()],
    ['("A" | "BC" "D"?) "!"', ['A!', 'BCD!', 'BC!']],
    ['("A" | ("B" | "C"))', ['A', 'B', 'C']],
  ])('%s', (elements, accepts) => {
    const literal = literalOf(elements);
    const sorted = elements.startsWith('i') ? [...literal.accepts].sort() : literal.accepts;
    expect(sorted).toEqual(accepts);
    expect(literal.canonical).toBe(literal.accepts[0]);
  });

  it('without regard to case is written as it appears in the grammar', () => {
    expect(literalOf('i"aT1"').canonical).toBe('aT1');
  });

  it('is also given as a product of parts, so that nobody need list all spellings', () => {
    expect(literalOf('"A" "B" sp ("," | ";") "C"').parts).toEqual([['AB'], [' ', '', '  '], [',', ';'], ['C']]);
  });
});

describe('optional and alternative parts', () => {
  it('make a variant each, the one with the part first', () => {
    expect(shapesOf(formOf('urc x "X" [a:0..7 ","] b:0..7'))).toEqual(["'X' a ',' b", "'X' b"]);
    expect(shapesOf(formOf('urc x "X" ("1" a:0..7 | "2" b:0..7 | "3") "."'))).toEqual([
      "'X1' a '.'",
      "'X2' b '.'",
      "'X3.'",
    ]);
    expect(shapesOf(formOf('urc x "X" [a:0..7 ["," b:0..7]]'))).toEqual(["'X' a ',' b", "'X' a", "'X'"]);
  });

  it('decide which fields may be missing', () => {
    const { fields } = formOf('urc x (a:0..7 "!" | a:8..9 "?" ["," b:0..7]) "." c:0..7');
    expect(fields.map(({ name, optional }) => [name, optional])).toEqual([
      ['a', false],
      ['b', true],
      ['c', false],
    ]);
    expect(fields[0]?.types).toEqual([
      { kind: 'number', min: 0, max: 7 },
      { kind: 'number', min: 8, max: 9 },
    ]);
  });

  it('of a field alone is a place that may be empty, and makes no variant', () => {
    const form = formOf('urc x "X:" [a:0..7] "," [b:print except "," 1..9] "," c:0..7');
    expect(shapesOf(form)).toEqual(["'X:' a ',' b ',' c"]);
    expect(form.fields.map(({ name, optional }) => [name, optional])).toEqual([
      ['a', true],
      ['b', true],
      ['c', false],
    ]);
  });

  it('come last where they would be written with places that are all empty', () => {
    expect(shapesOf(formOf('urc x "X" a:0..7 ["," [b:0..7] ["," [c:0..7]]]'))).toEqual([
      "'X' a",
      "'X' a ',' b",
      "'X' a ',' b ',' c",
    ]);
  });

  it('of many places is as quickly made as one of few', () => {
    const places = Array.from({ length: 30 }, (_, i) => `"," [f${i}:uint]`).join(' ');
    expect(formOf(`urc x "X" ${places}`).variants).toHaveLength(1);
  });

  it('can hold line ends', () => {
    expect(shapesOf(formOf('urc x "A" eol "B" [eol a:0..7]'))).toEqual(["'A' eol 'B' eol a", "'A' eol 'B'"]);
  });
});

describe('a field', () => {
  it('takes the name of its type, in the style of fields, or has one of its own', () => {
    const form = formOf('field local-port 0..65535', 'urc x local-port "," remote:local-port');
    expect(form.fields.map((field) => field.name)).toEqual(['localPort', 'remote']);
  });

  it('may be used before its type is declared, and in another file', () => {
    const { forms } = modelOf('urc x "X" port', 'field port other', 'field other 0..9');
    expect(forms[0]?.fields[0]?.types).toEqual([{ kind: 'number', min: 0, max: 9 }]);
  });

  it('may be called by a word that begins an entry or names a kind', () => {
    const form = formOf('urc x "X" prompt:0..2 "," numeric:0..1 "," table', 'field table 0..7');
    expect(form.fields.map((field) => field.name)).toEqual(['prompt', 'numeric', 'table']);
  });

  it('of text cannot begin with what a tolerated literal before it could take', () => {
    const { variants } = formOf('urc x "X:" sp a:print except "," 0..9 "," b:print 0..9');
    const fields = variants[0]?.atoms.filter((atom) => atom.kind === 'field') ?? [];
    expect(fields.map((field) => field.notFirst)).toEqual([' ', '']);
  });

  it('tells where it appears', () => {
    const [, atom] = formOf('urc x "X"\n  name:0..7').variants[0]?.atoms ?? [];
    expect(atom?.kind === 'field' && atom.location).toEqual({ file: 'file1.at', line: 2, column: 3 });
  });
});

describe('types', () => {
  it.each([
    ['0..7', { kind: 'number', min: 0, max: 7 }],
    ['-2..2', { kind: 'number', min: -2, max: 2 }],
    ['uint', { kind: 'number', min: 0, max: 999_999_999 }],
    ['ipv4', { kind: 'ipv4' }],
    ['("A" | "B C")', { kind: 'words', words: ['A', 'B C'] }],
  ])('%s', (type, expected) => {
    expect(formOf(`urc x "<" a:${type} ">"`).fields[0]?.types).toEqual([expected]);
  });

  it('of text have bounds and the bytes of their class', () => {
    const text = textOf('upper 2..6');
    expect(text).toMatchObject({ value: 'string', min: 2, max: 6, lines: 0, quotes: false, unknownName: false });
    expect(text.runs.map(stringOf)).toEqual(['ABCDEFGHIJKLMNOPQRSTUVWXYZ']);
  });

  it('of text can leave bytes out, before or after their bounds', () => {
    const [before] = textOf(`digit except "13579" 1..2`).runs;
    expect(before).toEqual({ notation: 'digit except "13579"', bytes: [48, 50, 52, 54, 56], min: 1, max: 2 });
    expect(textOf(`digit 1..2 except "13579"`).runs[0]).toEqual(before);
  });

  it('of text can be of some bytes only', () => {
    const [run] = textOf(`only "+-01" 1..2`).runs;
    expect(run).toEqual({ notation: 'only "+-01"', bytes: [43, 45, 48, 49], min: 1, max: 2 });
  });

  it('of words can be open: they are what it is as a rule', () => {
    const text = textOf('("SM" | "ME") or upper 2..4');
    expect(text).toMatchObject({ kind: 'text', known: ['SM', 'ME'], min: 2, max: 4 });
    expect(textOf('upper 2..4').known).toEqual([]);
  });

  it('can be a pattern of literals and runs', () => {
    const text = textOf('"$a" upper 2..6 i"m" " " 0..4 digit 1..1');
    expect(text.runs.map(({ notation, min, max }) => `${notation} ${min}..${max}`)).toEqual([
      '"$" 1..1',
      '"a" 1..1',
      'upper 2..6',
      'i"m" 1..1',
      '" " 0..4',
      'digit 1..1',
    ]);
    expect(text.runs[3] && stringOf(text.runs[3])).toBe('Mm');
    expect([text.min, text.max]).toEqual([6, 14]);
  });

  it('of bytes are handed out as bytes', () => {
    expect(textOf('bytes alnum 0..560').value).toBe('bytes');
  });

  it('take line ends and quotation marks into the runs of variable length', () => {
    const text = textOf(`"A" digit 0..9 lines 3 quotes`);
    expect(text).toMatchObject({ lines: 3, quotes: true });
    expect(text.runs.map(stringOf)).toEqual(['A', '\n\r"0123456789']);
  });

  it('know the name of a command that no form begins with', () => {
    expect(textOf('unknown-name')).toMatchObject({ unknownName: true, min: 1, max: 20 });
  });
});

describe('how a form ends', () => {
  it.each([
    ['"X"', { kind: 'line', cr: false }],
    ['"X" cr', { kind: 'line', cr: true }],
    ['">" at-once', { kind: 'at-once', tail: '' }],
    ['">" at-once " "?', { kind: 'at-once', tail: ' ' }],
    ['n:0..9 ":" payload n bytes', { kind: 'payload', length: 'n', unit: 'bytes', afterLineEnd: false }],
    ['n:0..9 eol payload n hex', { kind: 'payload', length: 'n', unit: 'hex', afterLineEnd: true }],
  ])('%s', (body, ending) => {
    expect(formOf(`urc x ${body}`).ending).toEqual(ending);
  });

  it('leaves the line end before a payload to the ending', () => {
    expect(shapesOf(formOf('urc x n:0..9 eol payload n bytes'))).toEqual(['n']);
  });
});

describe('modifiers', () => {
  it('say that the module begins or ends its work', () => {
    expect(formOf('urc x "X" restarts').restarts).toBe(true);
    expect(formOf('urc x "X"').restarts).toBe(false);
  });

  it('say when a form is alive, in the spelling of the host', () => {
    expect(formOf('response x "X" while "AT+X?" | "at+y"').whileInFlight).toEqual(['AT+X?', 'AT+Y']);
    expect(formOf('response x "X" while any').whileInFlight).toBe('any');
    expect(formOf('response x "X"').whileInFlight).toBeUndefined();
  });

  it('say which commands must have begun the mode that they end', () => {
    expect(formOf('final x "X" ends transparent of "atd" | "AT+X"')).toMatchObject({
      transparent: 'ends',
      transparentOf: ['ATD', 'AT+X'],
    });
    expect(formOf('final x "X" ends transparent').transparentOf).toBeUndefined();
  });

  it('begin and end transparent mode', () => {
    const modes = ['begins transparent', 'ends transparent', 'ends transparent when-asked'];
    const found = modes.map((mode) => formOf(`urc x "X" ${mode}`).transparent);
    expect(found).toEqual(['begins', 'ends', 'ends-when-asked']);
  });

  it('appear in any order', () => {
    const form = formOf('fallback final x "X" numeric 4 ends transparent while any cr');
    expect(form).toMatchObject({
      fallback: true,
      kind: 'final',
      numeric: 4,
      transparent: 'ends',
      whileInFlight: 'any',
    });
  });
});

describe('entries', () => {
  it('go on over indented lines, with comments and empty lines between', () => {
    const { tables, forms } = modelOf('table t 1 "one"\n\n# two\n  2 "two"\n    3 "three"\nurc x "X"');
    expect(tables[0]?.rows.map((row) => row.text)).toEqual(['one', 'two', 'three']);
    expect(forms).toHaveLength(1);
  });

  it('have the comment directly above them as their doc comment', () => {
    const { forms } = modelOf('# The chapter.\n\n# One.\n#  Two.\nurc x "X"\n\n# Lost.\n\nurc y "Y"');
    expect(forms.map((form) => form.doc)).toEqual([['One.', ' Two.'], []]);
  });

  it('keep their order over the files, which are named in the model', () => {
    const model = modelOf('urc b "B"\r\nurc a "A"\r\n', 'urc c "C"');
    expect(model.forms.map((form) => form.type)).toEqual(['b', 'a', 'c']);
    expect(model.sources).toEqual(['file1.at', 'file2.at']);
  });

  it('of commands say what they begin with, what ends them and their late results', () => {
    const { commands } = modelOf(
      'final ok "OK"\nfinal error "ERROR"\nresponse state "STATE"',
      '# Status.\ncommand cipstatus "AT+CIPSTATUS" | "at+x" ends ok, error then state',
    );
    expect(commands).toEqual([
      {
        name: 'cipstatus',
        doc: ['Status.'],
        location: { file: 'file2.at', line: 2, column: 9 },
        heads: ['AT+CIPSTATUS', 'AT+X'],
        answering: {
          answers: [],
          results: ['ok', 'error'],
          successes: 1,
          lateResults: ['state'],
          lateSuccesses: 1,
          sets: [],
          within: undefined,
        },
        shapes: [],
      },
    ]);
  });

  it('of forms keep their syntax as written', () => {
    expect(formOf('urc x "X" sp [~"," a:0..7] ("Y" | i"z") eol').syntax).toEqual({
      kind: 'sequence',
      items: [
        { kind: 'literal', text: 'X', presence: 'required', caseless: false },
        { kind: 'literal', text: ' ', presence: 'tolerated', caseless: false },
        {
          kind: 'optional',
          item: {
            kind: 'sequence',
            items: [
              { kind: 'literal', text: ',', presence: 'ignored', caseless: false },
              { kind: 'field', name: 'a', type: { kind: 'number', min: 0, max: 7 } },
            ],
          },
        },
        {
          kind: 'choice',
          items: [
            { kind: 'literal', text: 'Y', presence: 'required', caseless: false },
            { kind: 'literal', text: 'z', presence: 'required', caseless: true },
          ],
        },
        { kind: 'line-end' },
      ],
    });
  });
});

describe('an error', () => {
  it('in one file hides none in another, and all are told in order, with line and caret', () => {
    const analysis = () => modelOf('urc x "X" missing\nurc y "Y" )\n', '\nurc x "X"');
    expect(analysis).toThrow(GrammarError);
    expect(analysis).toThrow(
      [
        'file1.at:1:11: no field type `missing` is declared',
        '    urc x "X" missing',
        '              ^',
        'file1.at:2:11: found `)`, expected `?`, an element, `at-once`, `payload`, a modifier, `example` or `also`',
        '    urc y "Y" )',
        '              ^',
        'file2.at:2:5: the form `x` is defined twice, first at file1.at:1',
        '    urc x "X"',
        '        ^',
      ].join('\n'),
    );
  });
});
