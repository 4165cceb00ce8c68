/** `example` in the notation: a line that the module sends, and what it must be read as. */
import { describe, expect, it } from 'vitest';
import { check, type Finding, GrammarError } from '../../src/compiler.js';

function findings(...lines: string[]): readonly Finding[] {
  try {
    check([{ file: 'x.at', text: lines.join('\n') }]);
  } catch (error) {
    if (error instanceof GrammarError) return error.findings;
    throw error;
  }
  return [];
}

const CSQ = 'response csq "+CSQ:" sp rssi:0..99 "," sp0 ber:0..99';

/** Each is read as it says: no finding. */
const READ: readonly (readonly [string, ...string[]])[] = [
  ['numbers', CSQ, ' example "+CSQ: 20,0" -> { rssi: 20, ber: 0 }'],
  ['the arrow as one character, and no blanks', CSQ, ' example "+CSQ:20,0"→{rssi:20,ber:0}'],
  ['a spelling that is tolerated', CSQ, ' example "+CSQ:020, 0" -> { rssi: 20, ber: 0 }'],
  ['fields in any order', CSQ, ' example "+CSQ: 20,0" -> { ber: 0, rssi: 20 }'],
  [
    'several examples',
    CSQ,
    ' example "+CSQ: 1,2" -> { rssi: 1, ber: 2 }',
    ' example "+CSQ: 3,4" -> { rssi: 3, ber: 4 }',
  ],
  ['no fields', 'final ok "OK" example "OK" -> {}'],
  ['a negative number', 'urc t "+T:" sp t:-20..20 example "+T: -3" -> { t: -3 } example "+T: 3" -> { t: 3 }'],
  ['an address', 'urc a "+A:" a:ipv4 example "+A:192.0.2.255" -> { a: "192.0.2.255" }'],
  [
    'a word and a text',
    `urc w "+W:" w:("A" | "BC") '"' t:byte except '"' 0..9 '"'`,
    ` example '+W:BC"\\xe9"' -> { w: "BC", t: "\\xe9" }`,
  ],
  ['a field that is missing', 'urc o "+O" [":" n:0..9] example "+O" -> {} example "+O:7" -> { n: 7 }'],
  ['places that may be empty', 'urc o "+O:" [a:0..9] "," [b:0..9] example "+O:,7" -> { b: 7 } example "+O:," -> {}'],
  ['alternatives', 'urc v "+V:" ("A" a:0..9 | "B" b:0..9) example "+V:A1" -> { a: 1 } example "+V:B1" -> { b: 1 }'],
  ['a line end inside', 'urc m "+M:" n:0..9 eol t:print 0..9 example "+M:1\\r\\nab" -> { n: 1, t: "ab" }'],
  [
    'a line end in a text',
    `urc l '+L:"' t:byte except '"' 0..9 lines 2 '"' example '+L:"a\\r\\nb"' -> { t: "a\\r\\nb" }`,
  ],
  [
    'a payload, whatever it holds',
    'urc r "+R," n:0..9 eol payload n bytes',
    ' example "+R,4\\r\\nOK\\r\\n" -> { n: 4, payload: "OK\\r\\n" }',
  ],
  [
    'a payload without a line end',
    'urc d "+D," n:0..9 ":" payload n bytes example "+D,2:ab" -> { n: 2, payload: "ab" }',
  ],
  [
    'a payload of hexadecimal digits',
    'urc h "+H," n:0..9 eol payload n hex example "+H,2\\r\\n4a4B" -> { n: 2, payload: "JK" }',
  ],
  ['a prompt, with its blank or without', 'prompt p ">" at-once " "? example ">" -> {} example "> " -> {}'],
  ['the line end after it', 'final ok "OK" example "OK\\r\\n" -> {}'],
];

describe('an example that is read as it says', () => {
  it.each(READ)('%s', (_, ...grammar) => {
    expect(findings(...grammar)).toEqual([]);
  });
});

describe('an example that is not', () => {
  it('is a finding at its place, with what it says and what it is read as', () => {
    expect(findings(CSQ, '  example "+CSQ: 20,1" -> { rssi: 20, ber: 0 }')).toEqual([
      {
        location: { file: 'x.at', line: 2, column: 3 },
        message: 'the example is read otherwise',
        expected: 'csq { rssi: 20, ber: 0 }',
        read: 'csq { rssi: 20, ber: 1 }',
      },
    ]);
  });

  it('has a message with the line, a caret, and both', () => {
    expect(() => check([{ file: 'x.at', text: `${CSQ}\n example "+CSQ: 2,1" -> {}\n` }])).toThrow(
      [
        'x.at:2:2: the example is read otherwise',
        '     example "+CSQ: 2,1" -> {}',
        '     ^',
        '    expected: csq {}',
        '    read: csq { rssi: 2, ber: 1 }',
      ].join('\n'),
    );
  });

  const cases: readonly (readonly [string, string, string, string | undefined])[] = [
    ['a line of another form', 'urc ring "RING"', ' example "OK" -> {}', 'ok {}'],
    ['a text where a number is', CSQ, ' example "+CSQ: 2,1" -> { rssi: "2", ber: 1 }', 'csq { rssi: 2, ber: 1 }'],
    ['a field too few', CSQ, ' example "+CSQ: 2,1" -> { rssi: 2 }', 'csq { rssi: 2, ber: 1 }'],
    [
      'a payload that is short',
      'urc r "+R," n:0..9 eol payload n bytes',
      ' example "+R,3\\r\\nab" -> { n: 3, payload: "ab" }',
      'r { n: 3, payload: "ab", truncated: 1 }',
    ],
    [
      'a payload with more after it',
      'urc r "+R," n:0..9 eol payload n bytes',
      ' example "+R,1\\r\\nab" -> { n: 1, payload: "ab" }',
      'r { n: 1, payload: "a", left: "b" }',
    ],
    ['control characters, escaped', `urc e "+E:" t:byte 0..9`, ' example "+E:\\x1b" -> { t: "" }', 'e { t: "\\x1b" }'],
  ];
  it.each(cases)('%s', (_, form, example, read) => {
    expect(findings('final ok "OK"', form, example)).toMatchObject([{ read }]);
  });

  it.each([
    [
      'goes wrong in mid line',
      '"+CSQ: 100,1"',
      'the example is no line of the grammar: `csq` does not go on so after "+CSQ: 100"',
    ],
    ['ends too early', '"+CSQ: 10"', 'the example is no whole line of the grammar'],
    [
      'goes on after its line end',
      '"+CSQ: 1,1\\r\\nOK"',
      'the example is no line of the grammar: `csq` does not go on so after "+CSQ: 1,1"',
    ],
  ])('is no line: it %s', (_, text, message) => {
    const [finding, ...more] = findings(CSQ, ` example ${text} -> { rssi: 1, ber: 1 }`);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ message, expected: 'csq { rssi: 1, ber: 1 }' });
    expect(finding).not.toHaveProperty('read');
  });
});

describe('the command in flight', () => {
  const FORMS = ['urc told "+M:" sp n:0..9', 'response asked "+M:" sp m:0..9 while "AT+M?" | "AT+N=#" else yields'];

  it('is the first that a form needs, where the example names none', () => {
    expect(findings(...FORMS, ' example "+M: 1" -> { m: 1 }')).toEqual([]);
    expect(findings('response any "+M" while any', ' example "+M" -> {}')).toEqual([]);
  });

  it('is what the example says', () => {
    expect(findings(...FORMS, ' example "+M: 1" while "AT+N=12" -> { m: 1 }')).toEqual([]);
    expect(findings(...FORMS, ' example "+M: 1" while "AT+N=x" -> { m: 1 }')).toMatchObject([
      { read: 'told { n: 1 }' },
    ]);
  });

  it('makes a fallback form go before the others, in its further reading', () => {
    const rows = [
      'urc name "+X: A"',
      'fallback response row "+ROW" also "+" k:upper 1..3 ":" sp v:print 1..9 while "AT&V"',
    ];
    expect(findings(...rows, ' example "+X: A" while "AT&V" -> { k: "X", v: "A" }')).toEqual([]);
    expect(findings(...rows, ' example "+X: A" -> { k: "X", v: "A" }')).toMatchObject([{ read: 'name {}' }]);
  });

  it('is that whose name the line begins with, for `while test` and `while read`', () => {
    const forms = [
      'urc level "+L:" sp n:0..9',
      'fallback response answer "?" name:upper 1..9 also "+" name:upper 1..9 ":" sp text:print 1..9 while read',
    ];
    expect(findings(...forms, ' example "+L: 1" while "AT+L?" -> { name: "L", text: "1" }')).toEqual([]);
    expect(findings(...forms, ' example "+L: 1" while "AT+LL?" -> { name: "L", text: "1" }')).toMatchObject([
      { read: 'level { n: 1 }' },
    ]);
  });
});

describe('the place of an example', () => {
  it('is after everything else of a form', () => {
    expect(findings('final ok "OK" example "OK" -> {} numeric 0')[0]?.message).toMatch(
      /^found `numeric`, expected `example`/,
    );
  });

  it('can be on lines of its own, with comments', () => {
    expect(
      findings(
        CSQ,
        '  # As the manual prints it.',
        '  example "+CSQ: 1,2"',
        '     -> { rssi: 1,',
        '          ber: 2 }',
      ),
    ).toEqual([]);
  });
});
