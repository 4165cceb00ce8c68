/** Makers of messages, written out for each form as one would write them by hand: an object literal, no loop over names. */
import { fieldsOf, type LineField, type LineForm } from './line-forms.js';

export interface LineMessage {
  readonly type: string;
  readonly kind: string;
}

export type Maker = (values: readonly (string | undefined)[]) => LineMessage;

function value({ field, shape }: LineField, text: string, type: string): string {
  if (type === 'echo') return `${field}: 'AT' + (${text} ?? '')`;
  return shape === 'number' ? `${field}: ${text} ? Number(${text}) : undefined` : `${field}: ${text} || undefined`;
}

/** Source of the object; `texts` are the expressions of its fields' texts. */
export function objectSource({ type, kind, elements }: LineForm, texts: readonly string[]): string {
  const fields = fieldsOf(elements).map((field, i) => `, ${value(field, texts[i] ?? 'undefined', type)}`);
  return `{ type: '${type}', kind: '${kind}'${fields.join('')} }`;
}

/** `first`: index of the first field's text; a match of a regular expression has the whole line at 0. */
export function makerOf(form: LineForm, first: number): Maker {
  const texts = fieldsOf(form.elements).map((_, i) => `v[${first + i}]`);
  return new Function('v', `return ${objectSource(form, texts)};`) as Maker;
}
