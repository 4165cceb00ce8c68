import { quote } from '../errors.js';
import { example } from '../example.js';
import type { CodeTable, Command, Ending, Form, LeftOut, Model, Syntax } from '../model.js';
import { type Chapter, chapters, describeField, notes, splitDoc } from './chapters.js';
import { banner } from './source.js';

const visible = (text: string): string => text.replaceAll('\r', '<CR>').replaceAll('\n', '<LF>');

/** As the manual prints it: `+CIPRXGET: 2,[<connection>,]<length>`. */
function printed(syntax: Syntax): string {
  switch (syntax.kind) {
    case 'literal':
      return syntax.presence === 'ignored' ? '' : visible(syntax.text);
    case 'field':
      return `<${syntax.name}>`;
    case 'line-end':
      return '<CR><LF>';
    case 'optional':
      return `[${printed(syntax.item)}]`;
    case 'choice': {
      const branches = [...new Set(syntax.items.map(printed))];
      return branches.length === 1 ? branches.join('') : `{${branches.join('|')}}`;
    }
    case 'sequence':
      return syntax.items.map(printed).join('');
  }
}

function printedEnding(ending: Ending): string {
  if (ending.kind === 'at-once') return visible(ending.tail);
  if (ending.kind === 'line') return '';
  return '<payload>';
}

function section(form: Form): string {
  const { text, source } = splitDoc(form);
  const remarks = notes(form);
  const fields = form.fields.map((field) => `- \`${field.name}\`: ${describeField(field)}\n`);
  return [
    `### ${form.type}\n\n`,
    `Kind \`${form.kind}\`.${remarks.length > 0 ? ` ${remarks.join(' ')}` : ''}\n\n`,
    text === '' ? '' : `${text}\n\n`,
    `\`\`\`\n${printed(form.syntax)}${printedEnding(form.ending)}\n\`\`\`\n\n`,
    fields.length > 0 ? `${fields.join('')}\n` : '',
    `Example: \`${quote(example(form))}\`\n\n`,
    source === '' ? '' : `Source: ${source}\n\n`,
  ].join('');
}

function chapterSection({ name, file, forms }: Chapter): string {
  return `## ${name}\n\nFrom \`${file}\`.\n\n${forms.map(section).join('')}`;
}

function contents(all: readonly Chapter[]): string {
  const lines = all.map(({ name, forms }) => {
    const links = forms.map((form) => `[${form.type}](#${form.type})`);
    return `- [${name}](#${name}): ${links.join(', ')}\n`;
  });
  return `${lines.join('')}\n`;
}

function commandsSection(commands: readonly Command[]): string {
  if (commands.length === 0) return '';
  const rows = commands.map(({ heads, ends, owes }) => {
    const cells = [
      heads.map((head) => `\`${head}\``),
      ends.map((type) => `[${type}](#${type})`),
      owes.map((type) => `[${type}](#${type})`),
    ];
    return `| ${cells.map((cell) => cell.join(', ')).join(' | ')} |\n`;
  });
  return [
    '## What ends a command\n\n',
    'Any other command is ended by a final result code.\n\n',
    '| command | ends with | then still owes |\n|---|---|---|\n',
    `${rows.join('')}\n`,
  ].join('');
}

function tableSection({ name, doc, rows }: CodeTable): string {
  const lines = rows.map(({ code, text }) => `| ${code} | ${text.replaceAll('|', '\\|')} |\n`);
  return `## Table ${name}\n\n${doc.join(' ')}\n\n| code | text |\n|---|---|\n${lines.join('')}\n`;
}

function leftOutSection(leftOut: readonly LeftOut[]): string {
  if (leftOut.length === 0) return '';
  const rows = leftOut.map(({ what, why }) => `| ${what} | ${why} |\n`);
  return `## Left out\n\n| what | why |\n|---|---|\n${rows.join('')}\n`;
}

/** docs/forms.md: every form by chapter, then what ends commands, and the tables. */
export function emitFormsDoc(model: Model): string {
  const all = chapters(model);
  return [
    `${banner(model, (line) => `<!-- ${line} -->`)}\n\n`,
    '# Forms\n\n',
    'Every line is framed `<CR><LF>` … `<CR><LF>` unless said otherwise; `[…]` may be missing, `{…|…}` are alternatives.\n',
    'The syntax is what `encode()` writes; spaces and spellings a decoder tolerates beside it stand in the [grammar](grammar.html).\n\n',
    contents(all),
    all.map(chapterSection).join(''),
    commandsSection(model.commands),
    model.tables.map(tableSection).join(''),
    leftOutSection(model.leftOut ?? []),
  ]
    .join('')
    .trimEnd()
    .concat('\n');
}
