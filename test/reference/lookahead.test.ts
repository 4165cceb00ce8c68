/** What is left out at a line's beginning has no part in any parse: with and without, the reference reads the same. */
import * as fc from 'fast-check';
import nearley from 'nearley';
import { describe, expect, it } from 'vitest';
import { commandLine, message } from '../../src/arbitraries.js';
import { COMMANDS } from '../../src/compiler/targets/reference/reference.js';
import { encode } from '../../src/index.js';
import { textOf } from '../latin1.js';
import { runsFrom } from '../properties/runs.js';
import { spoilt } from './agree.js';
import { grammarRules } from './grammar-rules.js';
import { parserOf } from './lookahead.js';

const rules = grammarRules();
const runs = runsFrom(804, 'AGREEMENT_TIMES');

function plain(start: string): (line: string) => unknown {
  const grammar = nearley.Grammar.fromCompiled({ ...rules, ParserStart: start });
  return (line) => {
    try {
      return new nearley.Parser(grammar).feed(line).results;
    } catch {
      return [];
    }
  };
}

const lines = message().map((one) => textOf(encode(one)).slice(2).replace(/\r\n$/, '').slice(0, 80));
const commands = commandLine().map(({ bytes }) => textOf(bytes).replace(/\r$/, ''));
const orSpoilt = (written: fc.Arbitrary<string>) => fc.oneof(written, written.chain(spoilt));

describe.each([
  ['idle', lines],
  [COMMANDS, commands],
] as const)('lines of %s', (start, written) => {
  const [whole, quick] = [plain(start), parserOf(rules, start)];

  it('have the parses that nearley finds by itself', () => {
    let parsed = 0;
    const property = fc.property(orSpoilt(written), (line) => {
      const parses = quick(line);
      parsed += parses.length;
      expect(parses).toEqual(whole(line));
    });
    fc.assert(property, runs(150));
    expect(parsed).toBeGreaterThan(50);
  });
});
