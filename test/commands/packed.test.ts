import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compiler.js';
import { commandSpecs } from '../../src/runtime/commands/packed.js';

const TEXT = { text: /^[a-z]{1,9}$/, expected: 'lower 1..9' };
const BLANKS = ['', ' '];

const specOf = (command: string) => commandSpecs({ commands: [command], types: [TEXT], spellings: [BLANKS] });

describe('a packed command', () => {
  it('has a head made of its type, and its forms without parameters', () =>
    expect(specOf('csq|t|r|x')).toEqual({
      csq: { head: 'AT+CSQ', test: [[0, []]], read: [[1, []]], execute: [[2, []]] },
    }));

  it('has a head of its own where that is another, and perhaps no CR after it', () =>
    expect(specOf('escape!=+++|x')).toEqual({ escape: { head: '+++', atOnce: true, execute: [[0, []]] } }));

  it('has numbers with a minimum or without, texts, and texts in several spellings', () =>
    expect(specOf('chf|w<mode:1>,{0}"<name:#0>",<level:-2..4>').chf?.write).toEqual([
      [
        0,
        [
          { mode: { min: 0, max: 1 } },
          ',',
          { spelt: BLANKS },
          '"',
          { name: TEXT },
          '",',
          { level: { min: -2, max: 4 } },
        ],
      ],
    ]));

  it('has optional parts, in each other too', () =>
    expect(specOf('x|w<a:9>[,<b:9>[,<c:9>]]').x?.write?.[0]?.[1]).toEqual([
      { a: { min: 0, max: 9 } },
      [',', { b: { min: 0, max: 9 } }, [',', { c: { min: 0, max: 9 } }]],
    ]));

  it('begins a further way with pieces of the one before', () =>
    expect(specOf('x|w1,<a:9>,<b:9>|+2;|+0').x?.write?.map(([, pieces]) => pieces)).toEqual([
      ['1,', { a: { min: 0, max: 9 } }, ',', { b: { min: 0, max: 9 } }],
      ['1,', { a: { min: 0, max: 9 } }, ';'],
      [],
    ]));

  it('has any character as a literal', () =>
    expect(specOf('x|w\\3C\\7C\\5C\\5B,a\\0A').x?.write?.[0]?.[1]).toEqual(['<|\\[,a\n']));

  it('counts its ways on from those before it', () => {
    const specs = commandSpecs({ commands: ['a|t|w1|+12', 'b|x'], types: [], spellings: [] });
    expect(specs.b?.execute).toEqual([[3, []]]);
  });

  it('is unpacked once', () => {
    const packed = { commands: ['a|x'], types: [], spellings: [] };
    expect(commandSpecs(packed)).toBe(commandSpecs(packed));
  });
});

describe('what the compiler packs', () => {
  /** The first command of the generated file. */
  const packedIn = (grammar: string): string => {
    const text = compile([{ file: 'x.at', text: grammar }]).get('command-lines.ts') ?? '';
    const [, packed = ''] = /commands: \[\s*'((?:[^'\\]|\\.)*)'/.exec(text) ?? [];
    return packed.replaceAll('\\\\', '\\');
  };

  it('is what is read: literals that mean something among pieces', () => {
    const packed = packedIn('final ok "OK"\ncommand odd "AT+ODD" write "<|[{" a:2..9 "\\\\" ends ok\n');
    expect(specOf(packed).odd?.write).toEqual([[0, ['<|[{', { a: { min: 2, max: 9 } }, '\\']]]);
  });
});
