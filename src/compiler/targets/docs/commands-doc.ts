/** The chapter of commands in docs/forms.md. */
import { formOfShape, frontOf } from '../../model/command-forms.js';
import { example } from '../../model/example.js';
import { mergedFields } from '../../model/fields.js';
import { type Answering, COMMAND_FORMS, type Command, type CommandShape, type Model } from '../../model/model.js';
import { printed } from '../../model/printed.js';
import { quote } from '../../notation/errors.js';
import { describeField, splitDoc } from './chapters.js';
import { markdown } from './markdown.js';

/** A bar would end a cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|');
const code = (text: string): string => (text === '' ? '' : `\`${text}\``);
const links = (types: readonly string[]): string => types.map((type) => `[${type}](#${type})`).join(', ');
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |\n`;

function answered({ answers, results, lateResults, within }: Answering): string[] {
  return [links(answers), links(results), links(lateResults), within === undefined ? '' : `${within} s`];
}

const COLUMNS = ['answers', 'ends with', 'then', 'within'];
const RULE = ['---', '---', '---', '---'];

function shapesTable(command: Command): string {
  const rows = command.shapes.map((shape) => {
    const line = frontOf(command, shape) + printed(shape.syntax);
    return row([code(shape.form), code(line), ...answered(shape)]);
  });
  return `${row(['form', 'line', ...COLUMNS])}${row(['---', '---', ...RULE])}${rows.join('')}\n`;
}

function parameters({ shapes }: Command): string {
  const lines = COMMAND_FORMS.flatMap((form) => {
    const same = shapes.filter((shape) => shape.form === form);
    const fields = mergedFields(same.map((shape) => shape.fields));
    return fields.map((field) => `- \`${form}\` \`${field.name}\`: ${describeField(field)}\n`);
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

function section(command: Command): string {
  const { text, source } = splitDoc(command);
  return [
    `### ${command.heads[0]}\n\n`,
    `Type \`${command.name}\`.${text === '' ? '' : ` ${markdown(text)}`}\n\n`,
    shapesTable(command),
    parameters(command),
    data(command),
    exampleOf(command),
    source === '' ? '' : `Source: ${markdown(source)}\n\n`,
  ].join('');
}

function inFlight(commands: readonly Command[]): string {
  if (commands.length === 0) return '';
  const rows = commands.map(({ heads, answering }) => row([heads.map(code).join(', '), ...answered(answering)]));
  return [
    '### Known in flight\n\n',
    'Of these only the beginning is known, and what answers it. Tested and read they end as the default says.\n\n',
    `${row(['line', ...COLUMNS])}${row(['---', ...RULE])}${rows.join('')}\n`,
  ].join('');
}

export function commandsChapter({ commands }: Model): string {
  if (commands.length === 0) return '';
  return [
    '## Commands\n\n',
    'What the host writes, what answers it and what ends it; what may still come then, and the longest response time that is ',
    'documented. Success comes first. A line ends with CR.\n\n',
    ...commands.filter(({ shapes }) => shapes.length > 0).map(section),
    inFlight(commands.filter(({ shapes }) => shapes.length === 0)),
  ].join('');
}
