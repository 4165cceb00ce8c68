import type { Form } from '../model/model.js';
import type { FormEntry } from '../notation/ast.js';
import type { Finding } from '../notation/errors.js';
import { formsIn } from '../notation/walk.js';
import type { Pass } from './pass.js';

const MAX_PAYLOAD = 1_048_576;

function faultOf(name: string, form: Form): string | undefined {
  const field = form.fields.find((f) => f.name === name);
  if (field === undefined) return `the form has no field \`${name}\` to count its payload`;
  if (field.optional) return `\`${name}\` counts the payload and so must appear in every line of the form`;
  for (const type of field.types) {
    if (type.kind !== 'number') return `\`${name}\` counts the payload and so must be a number`;
    if (type.min < 0) return `\`${name}\` counts the payload and so cannot be negative`;
    if (type.max > MAX_PAYLOAD) return `\`${name}\` counts the payload: bound it to ${MAX_PAYLOAD} or less`;
  }
  return undefined;
}

function findingsFor({ ending, name }: FormEntry, forms: readonly Form[]): Finding[] {
  const form = forms.find((f) => f.location === name.location);
  if (ending?.node !== 'payload' || form === undefined) return [];
  const message = faultOf(ending.length.text, form);
  return message === undefined ? [] : [{ location: ending.length.location, message }];
}

export const payload: Pass = ({ forms }, entries) => formsIn(entries).flatMap((form) => findingsFor(form, forms));
