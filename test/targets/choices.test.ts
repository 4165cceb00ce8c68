/** What the types of commands allow can be written: each choice of parameters, with and without what is optional. */
import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/compiler/analyse.js';
import { type Choice, choicesOf } from '../../src/compiler/model/choices.js';
import type { CommandShape, FieldType } from '../../src/compiler/model/model.js';
import { type Command, encodeCommand } from '../../src/index.js';
import { grammarModel } from './grammar-model.js';

function choices(elements: string): Choice[] {
  const text = `final ok "OK"\ndefault ends ok\ncommand x "AT+X" write ${elements}\n`;
  const { commands } = analyse([{ file: 'x.at', text }]);
  return choicesOf(commands[0]?.shapes[0] as CommandShape);
}

describe('the choices of a shape', () => {
  it('a part by itself is there or not', () =>
    expect(choices('a:0..7 ["," b:0..7]')).toEqual([{ required: ['a'], optional: ['b'] }]));

  it('a part inside of another needs that other', () =>
    expect(choices('a:0..7 ["," b:0..7 ["," c:0..7]]')).toEqual([
      { required: ['a', 'b'], optional: ['c'] },
      { required: ['a'], optional: [] },
    ]));

  it('a place that may be empty is there or not, whatever follows it', () =>
    expect(choices('a:0..7 ["," [b:0..7] ["," [c:0..7]]]')).toEqual([{ required: ['a'], optional: ['b', 'c'] }]));

  it('of alternatives there is one', () =>
    expect(choices('a:0..7 "," (b:0..7 | "N" c:0..7)')).toEqual([
      { required: ['a', 'b'], optional: [] },
      { required: ['a', 'c'], optional: [] },
    ]));
});

const TEXTS = [
  '1',
  '12',
  'A',
  '+1',
  '1F',
  'I',
  'SM',
  '0011',
  '0000FF',
  '12345678',
  'www.a.b',
  '/a',
  '26/11/27,12:00:00+04',
];

/** Values of which one will do. */
function candidates(type: FieldType): (string | number)[] {
  if (type.kind === 'number') return [type.min, type.max];
  if (type.kind === 'ipv4') return ['192.0.2.1'];
  return type.kind === 'words' ? [...type.words] : TEXTS;
}

function isWritten(command: object): boolean {
  try {
    encodeCommand(command as Command);
    return true;
  } catch {
    return false;
  }
}

/** The command with the first value for each field with which it can be written; undefined: there is none. */
function written(command: object, fields: CommandShape['fields']): object | undefined {
  const [field, ...others] = fields;
  if (field === undefined) return isWritten(command) ? command : undefined;
  for (const type of field.types)
    for (const value of candidates(type)) {
      const found = written({ ...command, [field.name]: value }, others);
      if (found) return found;
    }
  return undefined;
}

const model = grammarModel();
const shapes = model.commands.flatMap((command) => command.shapes.map((shape) => ({ type: command.name, shape })));

describe('each command can be written', () => {
  it.each(shapes.map(({ type, shape }) => [type, shape.form, shape] as const))('%s %s', (type, form, shape) => {
    for (const { required, optional } of choicesOf(shape))
      for (let bits = 0; bits < 2 ** optional.length; bits++) {
        const names = [...required, ...optional.filter((_, i) => (bits & (1 << i)) !== 0)];
        const fields = shape.fields.filter(({ name }) => names.includes(name));
        expect([names, written({ type, form }, fields)]).toEqual([names, expect.objectContaining({ type, form })]);
      }
  });
});
