/** The comparison is worth something: a tokenizer made from a form that is wrong in one place is found out. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/compiler/analyse.js';
import { emitReference } from '../../src/compiler/targets/reference/reference.js';
import { compiled } from '../compiler/compiled.js';
import { bytesOf } from '../latin1.js';
import { runsFrom } from '../properties/runs.js';
import { agree, spoilt } from './agree.js';
import { compileReference, reader } from './parser.js';

const runs = runsFrom(801);
const TRUE = 'response level "+LEVEL:" sp rssi:0..31 "," ber:0..7 ["," note:print 1..8 except ","]';
const LINES = ['+LEVEL: 20,0', '+LEVEL:31,7,abc', '+LEVEL: 0,3,12345678'];
const BROKEN = [
  ['a bound', TRUE.replace('0..31', '0..30')],
  ['a letter', TRUE.replace('+LEVEL', '+LEVAL')],
  ['a space that is not tolerated', TRUE.replace('sp ', '" " ')],
  ['a text one byte shorter', TRUE.replace('1..8', '1..7')],
  ['a byte too many in a class', TRUE.replace('except ","', 'except ";"').replace('["," note', '[";" note')],
  ['two fields the wrong way round', TRUE.replace('rssi:0..31 "," ber:0..7', 'ber:0..31 "," rssi:0..7')],
] as const;

/** Whether spoilt lines show a difference between what was compiled and the reference of the true form. */
async function found(grammar: string): Promise<boolean> {
  const read = reader(compileReference(emitReference(analyse([{ file: 'true.at', text: TRUE }]))), 'idle');
  const { decode } = await compiled([{ file: 'compiled.at', text: grammar }]);
  const lines = fc.constantFrom(...LINES).chain((line) => fc.oneof(fc.constant(line), spoilt(line)));
  const property = fc.property(lines, (line) =>
    agree(read, line, decode(bytesOf(`\r\n${line}\r\n`)), new Set(['unrecognized'])),
  );
  return fc.check(property, runs(4000)).failed;
}

describe('a broken form', () => {
  it.each(BROKEN)('%s: found', async (_, grammar) => {
    expect(grammar).not.toBe(TRUE);
    expect(await found(grammar)).toBe(true);
  });

  it('and nothing is found where nothing is broken', async () => {
    expect(await found(TRUE)).toBe(false);
  });
});
