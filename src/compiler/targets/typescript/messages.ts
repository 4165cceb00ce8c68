import { describeType } from '../../model/describe.js';
import { narrowed } from '../../model/meanings.js';
import { type Field, type FieldType, type Form, KINDS, type Model } from '../../model/model.js';
import { banner } from '../banner.js';
import { docComment, literal, pascalCase } from './source.js';

/** The two messages that are no forms: bytes the grammar has nothing to say about. */
const FORMLESS = [
  { type: 'data', doc: 'Bytes of transparent mode, as they come.' },
  { type: 'unrecognized', doc: 'A line no form matches, noise, unframed received data; without its line end.' },
];

/** `CiprxgetReadMessage`, the interface of type `ciprxget-read`. */
function interfaceName(type: string): string {
  return `${pascalCase(type)}Message`;
}

function plainType(type: FieldType | undefined): string {
  if (type?.kind === 'number') return 'number';
  return type?.kind === 'text' && type.value === 'bytes' ? 'Uint8Array' : 'string';
}

function wordUnion(words: readonly string[]): string {
  const flat = words.map(literal).join(' | ');
  return flat.length <= 80 ? flat : words.map((word) => `\n    | ${literal(word)}`).join('');
}

function fieldType(field: Field): string {
  const words = field.types.flatMap((type) => (type.kind === 'words' ? type.words : []));
  if (words.length > 0) return wordUnion([...new Set(words)]);
  const known = field.types.flatMap((type) => (type.kind === 'text' ? type.known : []));
  const plain = plainType(field.types[0]);
  // An editor offers the words it knows, and takes any other text.
  return known.length > 0 ? `${wordUnion([...new Set(known)])} | (${plain} & {})` : plain;
}

/** What the grammar says of it, then its shape. Words speak for themselves in the type. */
function fieldDoc({ types, doc }: Field): string[] {
  const shapes = types.filter((type) => type.kind !== 'words').map(describeType);
  return [...narrowed(doc, types), ...(shapes.length === 0 ? [] : [`${[...new Set(shapes)].join(' or ')}.`])];
}

/** `type`: where it is not what any value of the field has. */
export function member(field: Field, type = fieldType(field)): string {
  const space = type.startsWith('\n') ? '' : ' ';
  return `${docComment(fieldDoc(field), '  ')}  readonly ${field.name}${field.optional ? '?' : ''}:${space}${type};\n`;
}

function payloadMembers(form: Form): string {
  if (form.ending.kind !== 'payload') return '';
  const { length } = form.ending;
  return [
    docComment([...form.payloadDoc, `The \`${length}\` bytes that follow the header, never looked into.`], '  '),
    '  readonly payload: Uint8Array;\n',
    docComment([`The payload ended before its ${length}.`], '  '),
    '  readonly truncated?: true;\n',
  ].join('');
}

function head(type: string, kind: string): string {
  return `export interface ${interfaceName(type)} {\n  readonly type: ${literal(type)};\n  readonly kind: ${literal(kind)};\n`;
}

function formInterface(form: Form): string {
  const fields = form.fields.map((field) => member(field)).join('');
  return `${docComment(form.doc)}${head(form.type, form.kind)}${fields}${payloadMembers(form)}}\n`;
}

function unions(types: readonly string[]): string {
  return [
    docComment(['Everything a stream decodes to, discriminated by `type`.']),
    `export type Message =${types.map((type) => `\n  | ${interfaceName(type)}`).join('')};\n\n`,
    `export type MessageType = Message['type'];\n\n`,
    docComment(['The terms of V.250 and 27.007, and two for bytes that are no form.']),
    `export type Kind = ${[...KINDS, 'data', 'unrecognized'].map(literal).join(' | ')};\n`,
  ].join('');
}

/** generated/messages.ts: an interface a form, and their union. */
export function emitMessages(model: Model): string {
  const forms = model.forms.map(formInterface);
  const formless = FORMLESS.map(
    ({ type, doc }) => `${docComment([doc])}${head(type, type)}  readonly bytes: Uint8Array;\n}\n`,
  );
  const types = [...model.forms.map((form) => form.type), ...FORMLESS.map((f) => f.type)];
  return [`${banner(model)}\n`, ...forms, ...formless, unions(types)].join('\n');
}
