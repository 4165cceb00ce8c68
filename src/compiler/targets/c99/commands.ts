/** Commands for the writer in C: a struct for the parameters of each, its table, functions of its own. */

import { SIGNS } from '../../model/command-forms.js';
import { describeType } from '../../model/describe.js';
import type { Model } from '../../model/model.js';
import { longestData } from '../../tables/command-tables.js';
import { banner } from './banner.js';
import { type CMember, type CShape, cShapes } from './members.js';
import { comment } from './names.js';
import { isFlagged, type ShapeTable, shapeTables } from './shapes.js';

type Shape = CShape & { readonly shape: ShapeTable };

/** What a command is for is said at the first of its forms. */
function docOf({ shape: { command, form, shapes } }: Shape): string {
  const line = `${command.heads[0]}${SIGNS[form]}${form === 'write' ? '...' : ''}`;
  const doc = command.shapes[0] === shapes[0] ? `: ${comment(command.doc.join(' '))}` : '';
  return `/* ${line}${doc} */\n`;
}

function memberText({ field, name, type, flag, words }: CMember): string {
  const values = words.length > 0 ? `${words[0]?.name} and so on` : field.types.map(describeType).join(' or ');
  const missing = type.endsWith('*') && field.optional ? '; NULL: not there' : '';
  return `${flag ? `  bool ${flag};\n` : ''}  ${type}${name}; /* ${comment(values)}${missing} */\n`;
}

const wordsText = ({ members }: Shape): string =>
  members
    .filter(({ words }) => words.length > 0)
    .map(({ words }) => `enum {\n${words.map(({ name }, i) => `  ${name} = ${i}`).join(',\n')}\n};\n`)
    .join('');

const structText = ({ name, members }: Shape): string =>
  members.length === 0 ? '' : `typedef struct {\n${members.map(memberText).join('')}} sim800_${name};\n`;

function functionsText({ name, members }: Shape): string {
  const given = members.length > 0;
  const values = given ? `const sim800_${name} *values` : 'void';
  const comma = given ? `, ${values}` : '';
  const passed = given ? 'values' : 'NULL';
  const answered = given ? `${values}, sim800_answers *answers` : 'sim800_answers *answers';
  return `static inline int sim800_write_${name}(uint8_t *line, size_t size${comma}) {
  return sim800_write(line, size, sim800_${name}_shape, ${passed});
}
static inline int sim800_answers_${name}(${answered}) {
  return sim800_answers_of(sim800_${name}_shape, ${passed}, answers);
}
`;
}

const shapeText = (one: Shape): string =>
  `\n${docOf(one)}${wordsText(one)}${structText(one)}extern const sim800_shape sim800_${one.name}_shape[];\n${functionsText(one)}`;

function emitCommandsHeader(model: Model, shapes: readonly Shape[]): string {
  const { counted, untilCtrlZ } = longestData(model);
  return `${banner(model)}#ifndef SIM800_COMMANDS_H
#define SIM800_COMMANDS_H

#include "sim800_command.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The most bytes of data that a command takes after its prompt: where it announces them, and where Ctrl-Z ends them. */
#define SIM800_LONGEST_DATA ${counted}u
#define SIM800_LONGEST_DATA_CTRL_Z ${untilCtrlZ}u
${shapes.map(shapeText).join('')}
#ifdef __cplusplus
}
#endif
#endif
`;
}

function tableText({ name, members, shape }: Shape): string {
  const { flags, kinds, rest } = shape;
  const type = `sim800_${name}`;
  const parameters = members.map(({ field, name, flag }, i) => {
    const place = `SIM800_AT_PLACE(${type}, ${name})`;
    const flagged = isFlagged(field) ? `, SIM800_AT_PLACE(${type}, ${flag})` : '';
    return `  ${kinds[i]}, ${place}${flagged},\n`;
  });
  return `const sim800_shape ${type}_shape[] SIM800_IN_FLASH = {\n  ${flags}, ${members.length},\n${parameters.join('')}${rows(rest)}\n};\n`;
}

const ROW = 30;

function rows(bytes: readonly number[]): string {
  const count = Math.ceil(bytes.length / ROW);
  return Array.from({ length: count }, (_, i) => `  ${bytes.slice(i * ROW, (i + 1) * ROW).join(',')}`).join(',\n');
}

const emitCommandsSource = (model: Model, shapes: readonly Shape[]): string =>
  `${banner(model)}#include "sim800_commands.h"\n\n${shapes.map(tableText).join('')}`;

/** `sim800_commands.h` and `.c`. */
export function emitCommands(model: Model): (readonly [file: string, text: string])[] {
  const shapes = cShapes(shapeTables(model));
  return [
    ['sim800_commands.h', emitCommandsHeader(model, shapes)],
    ['sim800_commands.c', emitCommandsSource(model, shapes)],
  ];
}
