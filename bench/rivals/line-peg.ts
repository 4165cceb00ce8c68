/** The line forms as a grammar for peggy: one rule a form, tried in the order of the list. */
import { type Element, fieldsOf, LINE_FORMS, type LineForm } from './line-forms.js';
import { objectSource } from './line-messages.js';

const SHAPES = `number = $[0-9]+
ipv4 = $([0-9]+ "." [0-9]+ "." [0-9]+ "." [0-9]+)
upper = $[A-Z0-9_ -]+
hex = $[0-9A-Fa-f]+
print = $[^"]+
rest = $[^\\r\\n]*
end = [\\r\\n]+
`;

/** `pluck`: `@` where the part is one of a group whose fields are its value. */
function part(element: Element, pluck: string): string {
  if (typeof element === 'string') return JSON.stringify(element);
  if ('optional' in element) return `${pluck}(${element.optional.map((inner) => part(inner, '@')).join(' ')})?`;
  const shape = `${pluck}${element.shape}${element.maybeEmpty ? '?' : ''}`;
  return element.quoted ? `'"' ${shape} '"'` : shape;
}

/** Expressions of the texts that a part's label stands for. */
function textsOf(element: Element, label: string): string[] {
  if (typeof element === 'string') return [];
  if (!('optional' in element)) return [label];
  const inner = fieldsOf(element.optional);
  return inner.length === 1 ? [label] : inner.map((_, i) => `${label}?.[${i}]`);
}

function rule(form: LineForm, index: number): string {
  const { elements } = form;
  const parts = elements.map((element, i) => part(element, typeof element === 'string' ? '' : `f${i}:`));
  const texts = elements.flatMap((element, i) => textsOf(element, `f${i}`));
  return `form${index} = ${parts.join(' ')} end { return ${objectSource(form, texts)}; }\n`;
}

/** A stream that begins with a line end or not. */
export function pegSource(): string {
  const choice = LINE_FORMS.map((_, i) => `form${i}`).join(' / ');
  return `start = end? lines:line* { return lines; }\nline = ${choice}\n${LINE_FORMS.map(rule).join('')}${SHAPES}`;
}
