/** How much of each chapter is typed: a table, and by name the answers that are not. */
import { COMMAND_FORMS, type Command, type CommandForm } from '../../model/model.js';
import type { Chapter } from './chapters.js';
import type { Links } from './links.js';

/** Forms that say of a line no more than that it is one: its fields are the caller's to read. */
const isUntyped = (type: string): boolean => type === 'text' || type === 'information';

const shapesOf = ({ shapes }: Command, form: CommandForm): Command['shapes'] =>
  shapes.filter((shape) => shape.form === form);

/** Of a command's shapes of one form: whether it has answers, and whether each has a form of its own. */
function answersOf(command: Command, form: CommandForm): 'none' | 'typed' | 'untyped' {
  const answers = shapesOf(command, form).flatMap((shape) => shape.answers);
  if (answers.length === 0) return 'none';
  return answers.every(isUntyped) ? 'untyped' : 'typed';
}

function share(commands: readonly Command[], forms: readonly CommandForm[]): string {
  const found = commands.flatMap((command) => forms.map((form) => answersOf(command, form)));
  const typed = found.filter((answer) => answer === 'typed').length;
  const all = found.filter((answer) => answer !== 'none').length;
  return all === 0 ? '' : `${typed} of ${all}`;
}

const cells = (all: readonly (string | number)[]): string => `| ${all.join(' | ')} |\n`;

function commandRow(name: string, commands: readonly Command[]): string {
  const typed = commands.filter(({ shapes }) => shapes.length > 0).length;
  const shares = [share(commands, ['test']), share(commands, ['read']), share(commands, ['write', 'execute'])];
  return cells([name, commands.length, typed, ...shares]);
}

function formRow(name: string, { forms }: Pick<Chapter, 'forms'>): string {
  const count = (kinds: readonly string[]): number => forms.filter(({ kind }) => kinds.includes(kind)).length;
  return cells([
    name,
    forms.length,
    count(['urc']),
    count(['response']),
    count(['final', 'intermediate']),
    count(['prompt']),
  ]);
}

function untyped(all: readonly Chapter[], links: Links): string {
  const rows = all.flatMap(({ commands }) =>
    commands.flatMap((command) => {
      const forms = COMMAND_FORMS.filter((form) => answersOf(command, form) === 'untyped');
      if (forms.length === 0) return [];
      const answers = [...new Set(forms.flatMap((form) => shapesOf(command, form).flatMap((shape) => shape.answers)))];
      return [cells([links.command(command.name, command.heads[0] ?? ''), forms.join(', '), links.forms(answers)])];
    }),
  );
  if (rows.length === 0) return '';
  const head = `${cells(['command', 'shape', 'answered with'])}${cells(['---', '---', '---'])}`;
  return `Answers without a form of their own: bare values and free text, see [Left out](#left-out).\n\n${head}${rows.join('')}\n`;
}

export function coverage(all: readonly Chapter[], links: Links): string {
  const chapters = all.filter(({ commands }) => commands.length > 0);
  const described = all.filter(({ forms }) => forms.length > 0);
  const page = ({ name }: Chapter): string => `[${name}](forms/${name}.md)`;
  const parts = ['## Coverage\n\n'];
  if (chapters.length > 0) {
    parts.push(
      'Commands: how many have typed parameters, and of those with an answer by shape how many have a typed one.\n\n',
      cells(['chapter', 'commands', 'typed', 'test', 'read', 'write, execute']),
      cells(['---', '---', '---', '---', '---', '---']),
      ...chapters.map((chapter) => commandRow(page(chapter), chapter.commands)),
      commandRow(
        'all',
        chapters.flatMap(({ commands }) => commands),
      ),
      '\n',
      untyped(all, links),
    );
  }
  parts.push(
    'Lines of the module, by kind.\n\n',
    cells(['chapter', 'forms', 'URCs', 'responses', 'result codes', 'prompts']),
    cells(['---', '---', '---', '---', '---', '---']),
    ...described.map((chapter) => formRow(page(chapter), chapter)),
    formRow('all', { forms: described.flatMap(({ forms }) => forms) }),
    '\n',
  );
  return parts.join('');
}
