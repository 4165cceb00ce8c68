/** The line forms as a table of regular expressions: what a driver without a grammar has. */
import { type Element, fieldsOf, HEADER_FORMS, LINE_FORMS, type LineForm, type Shape } from './line-forms.js';
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

/** The echo of a command ends with a CR of its own. */
const patternOf = ({ elements }: LineForm): string => `^${source(elements)}\\r?$`;

const ALL: readonly LineForm[] = [...LINE_FORMS, ...HEADER_FORMS];

const TABLE: readonly LineRow[] = ALL.map((form) => ({ pattern: new RegExp(patternOf(form)), make: makerOf(form, 1) }));

/** The table for another language's regular expressions. */
export interface PatternRow {
  readonly type: string;
  readonly kind: string;
  readonly pattern: string;
  readonly fields: readonly string[];
  readonly numbers: readonly string[];
}

export function patternRows(): PatternRow[] {
  return ALL.map((form) => {
    const fields = fieldsOf(form.elements);
    const numbers = fields.filter(({ shape }) => shape === 'number').map(({ field }) => field);
    return {
      type: form.type,
      kind: form.kind,
      pattern: patternOf(form),
      fields: fields.map(({ field }) => field),
      numbers,
    };
  });
}

/** The first row that matches. */
export function readWithTable(line: string): LineMessage | undefined {
  for (const { pattern, make } of TABLE) {
    const match = pattern.exec(line);
    if (match) return make(match);
  }
  return undefined;
}
