/** What a page says of a command of the host. */

import { formOfShape, frontOf } from '../../model/command-forms.js';
import { example } from '../../model/example.js';
import { mergedFields } from '../../model/fields.js';
import { standsFor } from '../../model/meanings.js';
import { type Answering, COMMAND_FORMS, type Command, type CommandShape } from '../../model/model.js';
import { printed } from '../../model/printed.js';
import { quote } from '../../notation/errors.js';
import { describeField, splitDoc } from './chapters.js';
import type { Links } from './links.js';
import { markdown } from './markdown.js';

/** A bar would end a cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|');
const code = (text: string): string => (text === '' ? '' : `\`${text}\``);
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |\n`;

function answered({ answers, results, lateResults, within }: Answering, links: Links): string[] {
  const types = [answers, results, lateResults].map((all) => links.forms(all));
  return [...types, within === undefined ? '' : `${within} s`];
}

const COLUMNS = ['answers', 'ends with', 'then', 'within'];
const RULE = ['---', '---', '---', '---'];

function shapesTable(command: Command, links: Links): string {
  const said = command.shapes.map((shape) => markdown(standsFor(shape).join(' ')));
  const isSaid = said.some((text) => text !== '');
  const rows = command.shapes.map((shape, i) => {
    const line = frontOf(command, shape) + printed(shape.syntax);
    return row([code(shape.form), code(line), ...(isSaid ? [said[i] ?? ''] : []), ...answered(shape, links)]);
  });
  const [columns, rule] = isSaid
    ? [
        ['where', ...COLUMNS],
        ['---', ...RULE],
      ]
    : [COLUMNS, RULE];
  return `${row(['form', 'line', ...columns])}${row(['---', '---', ...rule])}${rows.join('')}\n`;
}

function parameters({ shapes }: Command): string {
  const lines = COMMAND_FORMS.flatMap((form) => {
    const same = shapes.filter((shape) => shape.form === form);
    const fields = mergedFields(same.map((shape) => shape.fields));
    return fields.map((field) => `- \`${form}\` \`${field.name}\`: ${markdown(describeField(field))}\n`);
  });
  return lines.length === 0 ? '' : `${lines.join('')}\n`;
}

/** The one that shows most. */
function richest(shapes: readonly CommandShape[]): CommandShape | undefined {
  return [...shapes].sort((a, b) => b.fields.length - a.fields.length)[0];
}

function exampleOf(command: Command): string {
  const shape = richest(command.shapes);
  const line = shape === undefined ? '' : example(formOfShape(command, shape)).replace(/^\r\n/, '');
  return `Example: \`${quote(line)}\`\n\n`;
}

function data({ shapes }: Command): string {
  const lines = shapes.flatMap((shape) => shape.data);
  if (lines.length === 0) return '';
  const ends = [...new Set(lines)].map((end) => (end === 'ctrl-z' ? 'Ctrl-Z ends it' : `\`${end}\` counts it`));
  return `Data follows its prompt: ${ends.join(', ')}, as the shape says.\n\n`;
}

/** Of a command without shapes only the beginning is known, and what answers it. */
function inFlight({ heads, answering }: Command, links: Links): string {
  const line = row([heads.map(code).join(', '), ...answered(answering, links)]);
  return `${row(['line', ...COLUMNS])}${row(['---', ...RULE])}${line}\nTested and read it ends as the default says.\n\n`;
}

export function commandSection(command: Command, links: Links): string {
  const { text, source } = splitDoc(command);
  const isTyped = command.shapes.length > 0;
  return [
    `### ${command.heads[0]}\n\n`,
    `Type \`${command.name}\`.${text === '' ? '' : ` ${markdown(text)}`}\n\n`,
    isTyped ? shapesTable(command, links) : inFlight(command, links),
    parameters(command),
    data(command),
    isTyped ? exampleOf(command) : '',
    source === '' ? '' : `Source: ${markdown(source)}\n\n`,
  ].join('');
}
