/** What only the automaton shows: two forms on one line, a form that goes on where another ends, one that never matches. */
import { describe, expect, it } from 'vitest';
import { compile, type Finding, GrammarError } from '../../src/compiler.js';
import { bytesOf } from '../latin1.js';
import { compiled } from './compiled.js';

function findings(...lines: string[]): readonly Finding[] {
  try {
    compile([{ file: 'x.at', text: lines.join('\n') }]);
  } catch (error) {
    if (error instanceof GrammarError) return error.findings;
    throw error;
  }
  return [];
}

async function typeOf(grammar: string, line: string): Promise<unknown> {
  const { decode } = await compiled([{ file: 'x.at', text: grammar }]);
  return decode(bytesOf(`\r\n${line}\r\n`))[0]?.type;
}

describe('two forms that match the same line', () => {
  const cases = [
    ['a number and a word', 'urc one "+A:" sp n:0..99', 'urc two "+A: 42"'],
    ['overlapping numbers', 'urc one "+A:" sp n:0..500', 'urc two "+A:" sp n:300..900'],
    ['a text and a number', 'urc one "+A:" sp t:print 1..20', 'urc two "+A:" sp n:0..9 "," m:10..20'],
    ['tolerated spaces', 'urc one "+A:" sp "X"', 'urc two "+A:X"'],
    ['an optional part', 'urc one "+A:" sp n:0..9 ["," m:0..9]', 'urc two "+A:" sp n:5..5'],
    ['a quoted text', "urc one '+A: \"' t:print except '\"' 0..9 '\"'", 'urc two \'+A: "B"\''],
  ] as const;

  it.each(cases)('%s: refused, with a line that really matches both', async (_, first, second) => {
    const [finding, ...more] = findings(first, second);
    expect(more).toEqual([]);
    expect(finding?.message).toContain('two and one (x.at:1) match the same line in the same state');
    expect(finding?.location).toMatchObject({ file: 'x.at', line: 2, column: second.indexOf('two') + 1 });
    expect(await typeOf(first, finding?.witness ?? '')).toBe('one');
    expect(await typeOf(second, finding?.witness ?? '')).toBe('two');
  });

  it('are told apart by a command in flight, if one of them says so', () => {
    expect(findings('final ok "OK"', 'urc one "+A:" sp n:0..9', 'response two "+A:" sp n:0..9 while "AT+A?"')).toEqual(
      [],
    );
  });

  it('but not if both wait for the same command', () => {
    const [finding] = findings('urc one "+A" while "AT+A?"', 'response two "+A" while "AT+A?" | "AT+B?"');
    expect(finding?.message).toContain('match the same line');
  });

  it('are told apart by bounds that do not meet', () => {
    expect(findings('urc one "+A:" sp n:0..299', 'urc two "+A:" sp n:300..900')).toEqual([]);
  });

  it('are one form with fields that cannot be told apart', () => {
    const [finding] = findings('urc one "+A:" sp ["," a:0..9] ["," b:0..9]');
    expect(finding?.message).toBe('one matches the same line in two ways: its fields cannot be told apart');
    expect(finding?.witness).toMatch(/^\+A: ?,\d$/);
  });
});

describe('whether two readings of a form can be the same line', () => {
  it.each([
    ['a text that can be an address', 'urc x "+X:" sp n:0..9 ["," a:ipv4] ["," b:print 1..9]', '+X:0,0.0.0.0'],
    ['numbers of many digits', 'urc x "+X:" (a:1..500000 "," b:1..2 | c:500000..999999999 "," d:2..4)', '+X:500000,2'],
    ['a text that can be a number', 'urc x "+X:" (a:137..142 "," b:1..2 | c:print 3..3 ",2")', '+X:137,2'],
  ])('is told in no time: %s', (_, form, line) => {
    const before = process.cpuUsage();
    expect(findings(form)).toMatchObject([{ witness: line }]);
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(5);
  });

  it.each([
    ['numbers that decide later', 'urc x "+X:" (a:uint "," b:0..1 | c:uint "," d:2..3)'],
    ['numbers that do not meet', 'urc x "+X:" (a:1..500000 "," b:1..2 | c:500001..999999999 "," d:2..4)'],
    ['lengths that do not meet', 'urc x "+X:" (a:0..9 "," b:print 1..9 | c:0..9 "," d:print 20..30)'],
  ])('is told where they cannot: %s', (_, form) => {
    expect(findings(form)).toEqual([]);
  });

  it('is refused where it depends on more lengths than can be tried', () => {
    const [finding, ...more] = findings(
      'urc x "+X:" (a:print except "," 0..600 "," b:print except ";" 0..600 ";" n:0..1 | c:print except ";" 0..1300 ";" m:2..3)',
    );
    expect(more).toEqual([]);
    expect(finding?.message).toMatch(/^whether two readings of x match the same line takes too long to tell: /);
  }, 60_000);
});

describe('a form that goes on where another ends', () => {
  it('is refused: nothing tells which of them comes', () => {
    const [finding] = findings('urc one "+A:" sp n:0..9', 'urc two "+A:" sp n:0..9 eol text:print 1..20');
    expect(finding?.message).toBe('one ends where two goes on: nothing tells which of them comes');
  });
});

describe('a form that goes on where the text of another is framed by its size', () => {
  it('is refused: what is passed over may be its own', () => {
    const messages = findings(
      'urc one "+A:" sp n:0..9 eol text:byte 0..9 sized n',
      'urc two "+A:" sp m:0..5 eol "+B:" sp k:0..9 "," l:0..9',
    ).map(({ message }) => message);
    expect(messages).toContain(
      'two can go on where the text of one begins, which is framed by its size: nothing tells which of them comes',
    );
  });
});

describe('a form that can never match', () => {
  it('is refused when a fallback before it takes every line of its', () => {
    const [finding] = findings('fallback response one "+" t:("A" | "B")', 'fallback response two "+A"');
    expect(finding?.message).toBe('two can never match: every line it describes is another form');
  });
});

describe('the message of the error', () => {
  it('has file, line and column, the source line, a caret and the witness', () => {
    expect(() => compile([{ file: 'mine.at', text: 'urc one "+A:" sp n:0..9\nurc two "+A: 7"\n' }])).toThrow(
      [
        'mine.at:2:5: two and one (mine.at:1) match the same line in the same state: make them differ, or say with `while` which command decides',
        '    urc two "+A: 7"',
        '        ^',
        '    witness: "+A: 7"',
      ].join('\n'),
    );
  });
});
