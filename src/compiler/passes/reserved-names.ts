import type { Form } from '../model/model.js';
import type { Finding } from '../notation/errors.js';
import { fieldsIn, formsIn, labelOf } from '../notation/walk.js';
import type { Pass } from './pass.js';

const FIELDS = new Set(['type', 'kind', 'offset', 'at', 'direction', 'commands', 'answerTo', 'truncated', 'payload']);
/** What a view says of its line. */
const VIEW = new Set([
  'start',
  'end',
  'formId',
  'payloadLength',
  'hexPayload',
  'toMessage',
  'turnTo',
  'show',
  ...['any', 'number', 'signed', 'word', 'text', 'address', 'bytes'].map((kind) => `${kind}Field`),
  'constructor',
]);
/** Messages the tokenizer makes by itself. */
const FORMS = new Set(['data', 'unrecognized']);

function bytesThatAreNone({ fields, location }: Form): Finding[] {
  const bytes = fields.find((field) => field.name === 'bytes');
  if (bytes === undefined || bytes.types.every((type) => type.kind === 'text' && type.value === 'bytes')) return [];
  return [{ location, message: 'a field `bytes` holds bytes: its type begins with `bytes`' }];
}

export const reservedNames: Pass = ({ forms }, entries) => {
  const written = formsIn(entries);
  const labels = written.flatMap((form) => fieldsIn(form.elements)).flatMap((field) => labelOf(field) ?? []);
  const taken = labels.filter((name) => FIELDS.has(name.text));
  const takenForms = written.filter((form) => FORMS.has(form.name.text)).map((form) => form.name);
  return [
    ...taken.map(({ text, location }) => ({
      location,
      message: `every message has its own \`${text}\`: no field can have that name`,
    })),
    ...labels
      .filter((name) => VIEW.has(name.text))
      .map(({ text, location }) => ({
        location,
        message: `every view has its own \`${text}\`: no field can have that name`,
      })),
    ...takenForms.map(({ text, location }) => ({
      location,
      message: `\`${text}\` is what matches no form: no form can have that name`,
    })),
    ...forms.flatMap(bytesThatAreNone),
  ];
};
