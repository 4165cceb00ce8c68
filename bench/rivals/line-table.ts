/** The line forms as a table of regular expressions: what a driver without a grammar has. */
import { type Element, HEADER_FORMS, LINE_FORMS, type LineForm, type Shape } from './line-forms.js';
import { type LineMessage, type Maker, makerOf } from './line-messages.js';

interface LineRow {
  readonly pattern: RegExp;
  readonly make: Maker;
}

const SHAPES: Readonly<Record<Shape, string>> = {
  number: '\\d+',
  ipv4: '\\d+\\.\\d+\\.\\d+\\.\\d+',
  upper: '[A-Z0-9_ -]+',
  hex: '[0-9A-Fa-f]+',
  print: '[^"]+',
  rest: '[^\\r]*',
};

function source(elements: readonly Element[]): string {
  return elements.map(elementSource).join('');
}

function elementSource(element: Element): string {
  if (typeof element === 'string') return element.replace(/[+?.]/g, '\\$&');
  if ('optional' in element) return `(?:${source(element.optional)})?`;
  const group = `(${SHAPES[element.shape]})${element.maybeEmpty ? '?' : ''}`;
  return element.quoted ? `"${group}"` : group;
}

function row(form: LineForm): LineRow {
  // The echo of a command ends with a CR of its own.
  return { pattern: new RegExp(`^${source(form.elements)}\\r?$`), make: makerOf(form, 1) };
}

const TABLE: readonly LineRow[] = [...LINE_FORMS, ...HEADER_FORMS].map(row);

/** The first row that matches. */
export function readWithTable(line: string): LineMessage | undefined {
  for (const { pattern, make } of TABLE) {
    const match = pattern.exec(line);
    if (match) return make(match);
  }
  return undefined;
}
