/** docs/forms.md and a page a chapter: every form, what it answers, and every command with its answers. */
import { example } from '../../model/example.js';
import type { CodeTable, Ending, Form, LeftOut, Model } from '../../model/model.js';
import { printed, printReading, visible } from '../../model/printed.js';
import { quote } from '../../notation/errors.js';
import { banner } from '../banner.js';
import { type Chapter, chapters, describeField, notes, splitDoc } from './chapters.js';
import { commandSection } from './command-section.js';
import { coverage } from './coverage.js';
import { Links } from './links.js';
import { markdown } from './markdown.js';

function printedEnding(ending: Ending): string {
  if (ending.kind === 'at-once') return visible(ending.tail);
  if (ending.kind === 'line') return '';
  return '<payload>';
}

/** The commands that a form is an answer, a result or a late result of. */
type Answered = ReadonlyMap<string, readonly string[]>;

function answeredBy({ commands }: Model, links: Links): Answered {
  const found = new Map<string, string[]>();
  for (const { name, heads, answering, shapes } of commands) {
    const all = shapes.length > 0 ? shapes : [answering];
    const types = new Set(all.flatMap(({ answers, results, lateResults }) => [...answers, ...results, ...lateResults]));
    for (const type of types) found.set(type, [...(found.get(type) ?? []), links.command(name, heads[0] ?? '')]);
  }
  return found;
}

/** What nearly every command is answered with has a number and no list. */
const MOST_LISTED = 40;

function answering(type: string, answered: Answered): string {
  const commands = answered.get(type) ?? [];
  if (commands.length === 0) return '';
  const list = commands.length > MOST_LISTED ? `${commands.length} commands` : commands.join(', ');
  return `Answers ${list}.\n\n`;
}

/** What is asserted of the form; where nothing is, a line that it could be. */
function examples(form: Form): string {
  if (form.examples.length === 0) return `Example: \`${quote(example(form))}\`\n\n`;
  const lines = form.examples.map(({ text, command, values }) => {
    const context = command === undefined ? '' : ` while \`${command}\` is in flight`;
    return `- \`${quote(text)}\`${context} is \`${printReading({ type: form.type, values })}\`\n`;
  });
  return `Examples:\n\n${lines.join('')}\n`;
}

function formSection(form: Form, answered: Answered): string {
  const { text, source } = splitDoc(form);
  const remarks = notes(form);
  const fields = form.fields.map((field) => `- \`${field.name}\`: ${markdown(describeField(field))}\n`);
  return [
    `### ${form.type}\n\n`,
    `Kind \`${form.kind}\`.${remarks.length > 0 ? ` ${remarks.join(' ')}` : ''}\n\n`,
    text === '' ? '' : `${markdown(text)}\n\n`,
    `\`\`\`\n${printed(form.syntax)}${printedEnding(form.ending)}\n\`\`\`\n\n`,
    fields.length > 0 ? `${fields.join('')}\n` : '',
    examples(form),
    answering(form.type, answered),
    source === '' ? '' : `Source: ${markdown(source)}\n\n`,
  ].join('');
}

const COMMANDS = `What the host writes, what answers it and what ends it; what may still come then, and the longest response time that is
documented. Success comes first. A line ends with CR.

`;

const bannerOf = (model: Model): string => `${banner(model, (line) => `<!-- ${line} -->`)}\n\n`;
const asFile = (parts: readonly string[]): string => parts.join('').trimEnd().concat('\n');

function chapterPage(model: Model, { name, file, forms, commands }: Chapter): string {
  const links = new Links(model, name);
  const answered = answeredBy(model, links);
  return asFile([
    bannerOf(model),
    `# ${name}\n\nFrom \`${file}\`. [All chapters](../forms.md)\n\n`,
    forms.length > 0 ? '## Forms\n\n' : '',
    ...forms.map((form) => formSection(form, answered)),
    commands.length > 0 ? `## Commands\n\n${COMMANDS}` : '',
    ...commands.map((command) => commandSection(command, links)),
  ]);
}

function contents(all: readonly Chapter[], links: Links): string {
  const lines = all.map(({ name, forms, commands }) => {
    const items = [
      ...forms.map(({ type }) => links.form(type)),
      ...commands.map((command) => links.command(command.name, command.heads[0] ?? '')),
    ];
    return `- [${name}](forms/${name}.md): ${items.join(', ')}\n`;
  });
  return `## Chapters\n\n${lines.join('')}\n`;
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

function indexPage(model: Model, all: readonly Chapter[]): string {
  const links = new Links(model, undefined, 'forms/');
  return asFile([
    bannerOf(model),
    '# Forms\n\n',
    'Every line is framed `<CR><LF>` … `<CR><LF>` unless said otherwise; `[…]` may be missing, `{…|…}` are alternatives.\n',
    'The syntax is what `encode()` writes; spaces and spellings a decoder tolerates as well are in the [grammar](../grammar/README.md).\n\n',
    contents(all, links),
    coverage(all, links),
    ...model.tables.map(tableSection),
    leftOutSection(model.leftOut ?? []),
  ]);
}

/** docs/forms.md, which leads to docs/forms/CHAPTER.md. */
export function emitFormPages(model: Model): Map<string, string> {
  const all = chapters(model);
  const pages = all.map((chapter) => [`docs/forms/${chapter.name}.md`, chapterPage(model, chapter)] as const);
  return new Map([['docs/forms.md', indexPage(model, all)], ...pages]);
}
