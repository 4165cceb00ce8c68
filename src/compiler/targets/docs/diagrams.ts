import railroad, { type Piece } from 'railroad-diagrams';
import { formOfShape } from '../../model/command-forms.js';
import type { Command, CommandShape, Form, Model, Syntax } from '../../model/model.js';
import { banner } from '../banner.js';
import { type Chapter, chapters, describeField, notes, splitDoc } from './chapters.js';

const { Choice, Diagram, NonTerminal, Optional, Sequence, Skip, Terminal } = railroad;

const STYLE = `body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #222; }
nav ul { columns: 14rem; padding: 0; list-style: none; }
section { margin: 2.5rem 0; }
article { margin: 1.5rem 0; }
h3 { margin-bottom: 0; font-family: ui-monospace, monospace; }
h3 small { font-weight: normal; color: #666; }
p { margin: 0.2rem 0; }
.diagram { overflow-x: auto; }
svg.railroad-diagram path { stroke-width: 2; stroke: #444; fill: none; }
svg.railroad-diagram text { font: 14px ui-monospace, monospace; text-anchor: middle; white-space: pre; }
svg.railroad-diagram rect { stroke-width: 2; stroke: #444; fill: #e4f2e4; }
svg.railroad-diagram .non-terminal rect { fill: #e6ebf7; }
dl { display: grid; grid-template-columns: max-content auto; gap: 0 1rem; margin: 0.2rem 0; }
dt { font-family: ui-monospace, monospace; }
dd { margin: 0; }
`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const html = (text: string): string => text.replace(/[&<>"]/g, (c) => ENTITIES[c] ?? c);

/** A space at the edge of a box would not be seen. */
const shown = (text: string): string => text.replaceAll(' ', '\u2423').replaceAll('\r', '\\r').replaceAll('\n', '\\n');

function literal({ text, presence }: { text: string; presence: 'required' | 'tolerated' | 'ignored' }): Piece {
  const box = Terminal(shown(text));
  if (presence === 'required') return box;
  // What encode() writes is the straight way.
  return presence === 'tolerated' ? Optional(box) : Optional(box, 'skip');
}

function piece(syntax: Syntax): Piece {
  switch (syntax.kind) {
    case 'literal':
      return literal(syntax);
    case 'field':
      return NonTerminal(syntax.name);
    case 'line-end':
      return NonTerminal('line end');
    case 'optional':
      return Optional(piece(syntax.item));
    case 'choice':
      return Choice(0, ...syntax.items.map(piece));
    case 'sequence':
      return syntax.items.length === 0 ? Skip() : Sequence(...syntax.items.map(piece));
  }
}

function endPieces({ ending }: Form): Piece[] {
  if (ending.kind === 'line') return [NonTerminal(ending.cr ? 'line end or CR' : 'line end')];
  if (ending.kind === 'at-once') return ending.tail === '' ? [] : [Optional(Terminal(shown(ending.tail)))];
  return [NonTerminal(`payload: ${ending.length} ${ending.unit}`)];
}

function article(form: Form): string {
  const { text, source } = splitDoc(form);
  const fields = form.fields.map((field) => `<dt>${html(field.name)}</dt><dd>${html(describeField(field))}</dd>\n`);
  const sentences = [text, notes(form).join(' ').replaceAll('`', ''), source === '' ? '' : `Source: ${source}`];
  return [
    `<article id="${html(form.type)}">\n<h3>${html(form.type)} <small>${html(form.kind)}</small></h3>\n`,
    ...sentences.filter((sentence) => sentence !== '').map((sentence) => `<p>${html(sentence)}</p>\n`),
    `<div class="diagram">\n${Diagram(piece(form.syntax), ...endPieces(form))}</div>\n`,
    fields.length > 0 ? `<dl>\n${fields.join('')}</dl>\n` : '',
    '</article>\n',
  ].join('');
}

function section({ name, file, forms }: Chapter): string {
  return `<section id="chapter-${html(name)}">\n<h2>${html(name)}</h2>\n<p>From ${html(file)}.</p>\n${forms.map(article).join('')}</section>\n`;
}

function shapeDiagram(command: Command, shape: CommandShape): string {
  const { syntax, ending } = formOfShape(command, shape);
  const end = ending.kind === 'line' ? [NonTerminal('CR')] : [];
  return `<h4>${shape.form}</h4>\n<div class="diagram">\n${Diagram(piece(syntax), ...end)}</div>\n`;
}

function commandArticle(command: Command): string {
  const { text, source } = splitDoc(command);
  const sentences = [text.replaceAll('`', ''), source === '' ? '' : `Source: ${source}`];
  return [
    `<article id="command-${html(command.name)}">\n<h3>${html(command.heads[0] ?? '')} <small>${html(command.name)}</small></h3>\n`,
    ...sentences.filter((sentence) => sentence !== '').map((sentence) => `<p>${html(sentence)}</p>\n`),
    ...command.shapes.map((shape) => shapeDiagram(command, shape)),
    '</article>\n',
  ].join('');
}

const described = ({ commands }: Model): Command[] => commands.filter(({ shapes }) => shapes.length > 0);

function commandsSection(model: Model): string {
  const all = described(model);
  if (all.length === 0) return '';
  return `<section id="commands">\n<h2>Commands</h2>\n${all.map(commandArticle).join('')}</section>\n`;
}

function commandsNavigation(model: Model): string {
  const all = described(model);
  if (all.length === 0) return '';
  const items = all.map(
    ({ name, heads }) => `<li><a href="#command-${html(name)}">${html(heads[0] ?? name)}</a></li>\n`,
  );
  return `<nav>\n<h3><a href="#commands">Commands</a></h3>\n<ul>\n${items.join('')}</ul>\n</nav>\n`;
}

function navigation(all: readonly Chapter[]): string {
  const lists = all.map(({ name, forms }) => {
    const items = forms.map((form) => `<li><a href="#${html(form.type)}">${html(form.type)}</a></li>\n`).join('');
    return `<h3><a href="#chapter-${html(name)}">${html(name)}</a></h3>\n<ul>\n${items}</ul>\n`;
  });
  return `<nav>\n${lists.join('')}</nav>\n`;
}

/** docs/grammar.html: a railroad diagram of every form and command, in one page that needs nothing else. */
export function emitDiagrams(model: Model): string {
  const all = chapters(model);
  return [
    '<!DOCTYPE html>\n',
    `${banner(model, (line) => `<!-- ${line} -->`)}\n`,
    '<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n',
    `<title>What a SIM800 sends</title>\n<style>\n${STYLE}</style>\n</head>\n<body>\n<h1>What a SIM800 sends</h1>\n`,
    '<p>Green: bytes as they appear (\u2423 is a space). Blue: fields, and what is not text. The straight way is how it is written; ',
    'every way is read.</p>\n',
    navigation(all),
    commandsNavigation(model),
    all.map(section).join(''),
    commandsSection(model),
    '</body>\n</html>\n',
  ].join('');
}
