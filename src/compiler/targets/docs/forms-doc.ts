import { example } from '../../model/example.js';
import type { CodeTable, Ending, Form, LeftOut, Model } from '../../model/model.js';
import { printed, visible } from '../../model/printed.js';
import { quote } from '../../notation/errors.js';
import { banner } from '../banner.js';
import { type Chapter, chapters, describeField, notes, splitDoc } from './chapters.js';
import { commandsChapter } from './commands-doc.js';
import { markdown } from './markdown.js';

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
    text === '' ? '' : `${markdown(text)}\n\n`,
    `\`\`\`\n${printed(form.syntax)}${printedEnding(form.ending)}\n\`\`\`\n\n`,
    fields.length > 0 ? `${fields.join('')}\n` : '',
    `Example: \`${quote(example(form))}\`\n\n`,
    source === '' ? '' : `Source: ${markdown(source)}\n\n`,
  ].join('');
}

function chapterSection({ name, file, forms }: Chapter): string {
  return `## ${name}\n\nFrom \`${file}\`.\n\n${forms.map(section).join('')}`;
}

function contents(all: readonly Chapter[], { commands }: Model): string {
  const lines = all.map(({ name, forms }) => {
    const links = forms.map((form) => `[${form.type}](#${form.type})`);
    return `- [${name}](#${name}): ${links.join(', ')}\n`;
  });
  return `${lines.join('')}${commands.length === 0 ? '' : '- [commands](#commands)\n'}\n`;
}

function tableSection({ name, doc, rows }: CodeTable): string {
  const lines = rows.map(({ code, text }) => `| ${code} | ${markdown(text).replaceAll('|', '\\|')} |\n`);
  return `## Table ${name}\n\n${markdown(doc.join(' '))}\n\n| code | text |\n|---|---|\n${lines.join('')}\n`;
}

function leftOutSection(leftOut: readonly LeftOut[]): string {
  if (leftOut.length === 0) return '';
  const rows = leftOut.map(({ what, why }) => `| ${what} | ${markdown(why)} |\n`);
  return `## Left out\n\n| what | why |\n|---|---|\n${rows.join('')}\n`;
}

/** docs/forms.md: every form by chapter, then the commands, and the tables. */
export function emitFormsDoc(model: Model): string {
  const all = chapters(model);
  return [
    `${banner(model, (line) => `<!-- ${line} -->`)}\n\n`,
    '# Forms\n\n',
    'Every line is framed `<CR><LF>` … `<CR><LF>` unless said otherwise; `[…]` may be missing, `{…|…}` are alternatives.\n',
    'The syntax is what `encode()` writes; spaces and spellings a decoder tolerates as well are in the [grammar](../grammar/README.md).\n\n',
    contents(all, model),
    all.map(chapterSection).join(''),
    commandsChapter(model),
    model.tables.map(tableSection).join(''),
    leftOutSection(model.leftOut ?? []),
  ]
    .join('')
    .trimEnd()
    .concat('\n');
}
