/**
 * The parser of commands against the reference: a nearley grammar made from the same model, and nothing else in common.
 * They must agree on which lines are commands and on every parameter, for lines as they are written, spoilt and made up.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandLine, noise } from '../../src/arbitraries.js';
import { analyse } from '../../src/compiler/analyse.js';
import { COMMANDS, emitReference } from '../../src/compiler/targets/reference/reference.js';
import { type ParsedCommand, parseCommand } from '../../src/index.js';
import { compiledCommands } from '../compiler/compiled.js';
import { bytesOf, textOf } from '../latin1.js';
import { runsFrom } from '../properties/runs.js';
import { spoilt } from './agree.js';
import { grammarRules } from './grammar-rules.js';
import { compileReference, type Reading, reader } from './parser.js';

const runs = runsFrom(802, 'AGREEMENT_TIMES');
const read = reader(grammarRules(), COMMANDS);

/** As the reference would say it. */
function reading({ type, ...others }: ParsedCommand): Reading | undefined {
  if (type === 'unknown-command') return undefined;
  const { form, ...fields } = others as { form: string };
  return { type: `${type} ${form}`, fields };
}

const written = commandLine().map(({ bytes }) => textOf(bytes).replace(/\r$/, ''));
const HEADS = ['AT', 'at+', 'AT+CIP', 'AT+CIPSTART=', 'AT+CIPRXGET=2,', 'AT+CSTT="', ' AT', 'AT;', 'ATE'];
const madeUp = fc
  .tuple(fc.constantFrom(...HEADS), noise())
  .map(([head, bytes]) => head + textOf(bytes).replaceAll(/[\r\n]/g, ''));
const lines = fc.oneof(
  { weight: 3, arbitrary: written },
  { weight: 6, arbitrary: written.chain(spoilt).map((line) => line.replaceAll(/[\r\n]/g, '')) },
  madeUp,
);

describe('parser and reference', () => {
  it('agree', () => {
    const property = fc.property(lines, (line) => {
      expect(reading(parseCommand(bytesOf(line)))).toEqual(read(line));
    });
    fc.assert(property, runs(3000));
  });

  it.each(['A/', 'a/', 'AT+CSQ', 'at+csq'])('know %j in either case', (line) => {
    expect(read(line)).toBeDefined();
    expect(reading(parseCommand(bytesOf(line)))).toEqual(read(line));
  });

  it.each(['AT+CIPSNED', 'AT+CDNSGIP =www.baidu.com', 'AT+CIFSR;E0', 'AT+CIPMUX=2', ''])('know no %j', (line) => {
    expect([reading(parseCommand(bytesOf(line))), read(line)]).toEqual([undefined, undefined]);
  });
});

it('blanks after a text without quotation marks end the line, and are none of it', () => {
  const line = 'AT+CUSD=0,  9  ';
  const expected = { type: 'cusd write', fields: { mode: 0, text: '9' } };
  expect([read(line), reading(parseCommand(bytesOf(line)))]).toEqual([expected, expected]);
});

/** The comparison is worth something: a parser made from a shape that is wrong in one place is found out. */
describe('a broken shape', () => {
  const TRUE = `default ends ok\nfinal ok "OK"\ncommand x "AT+X" write a:0..31 "," sp0 ('"' t:print except '"' 1..8 '"' | b:ipv4)`;
  const LINES = ['AT+X=0,"abc"', 'AT+X=31, "12345678"', 'AT+X=7,192.0.2.1'];
  const BROKEN = [
    ['a bound', TRUE.replace('0..31', '0..30')],
    ['a letter', TRUE.replace('AT+X', 'AT+Y')],
    ['a space that is not tolerated', TRUE.replace('sp0 ', '')],
    ['a text one byte shorter', TRUE.replace('1..8', '1..7')],
    ['a quotation mark that may be missing', TRUE.replace(`8 '"' |`, `8 '"'? |`)],
  ] as const;

  async function found(grammar: string): Promise<boolean> {
    const expected = reader(compileReference(emitReference(analyse([{ file: 'true.at', text: TRUE }]))), COMMANDS);
    const { parseCommand: parse } = await compiledCommands([{ file: 'compiled.at', text: grammar }]);
    const any = fc.constantFrom(...LINES).chain((line) => fc.oneof(fc.constant(line), spoilt(line)));
    const property = fc.property(any, (line) => {
      const oneLine = line.replaceAll(/[\r\n]/g, '');
      expect(reading(parse(bytesOf(oneLine)) as unknown as ParsedCommand)).toEqual(expected(oneLine));
    });
    return fc.check(property, runsFrom(803)(3000)).failed;
  }

  it.each(BROKEN)('%s: found', async (_, grammar) => {
    expect(grammar).not.toBe(TRUE);
    expect(await found(grammar)).toBe(true);
  });

  it('and nothing is found where nothing is broken', async () => expect(await found(TRUE)).toBe(false));
});
