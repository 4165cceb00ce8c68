import { knownNames } from '../known-names.js';
import type { Atom, Ending, FieldAtom, Form, Model, Variant } from '../model.js';
import { describeType } from './describe.js';
import { FieldConstants } from './field-constants.js';
import { textPattern } from './pattern.js';
import { banner, key, list, literal } from './source.js';

function textMembers(atom: FieldAtom): string[] {
  const { type } = atom;
  if (type.kind !== 'text') return [];
  return [
    `text: /${textPattern(type, atom)}/`,
    `expected: ${literal(describeType(type))}`,
    ...(type.lines > 0 ? [`lines: ${type.lines}`] : []),
    ...(type.unknownName ? ['not: knownNames'] : []),
    ...(type.value === 'bytes' ? ['bytes: true'] : []),
  ];
}

function fieldSpec(atom: FieldAtom): string {
  const { type, name } = atom;
  const members = [`name: ${literal(name)}`, ...textMembers(atom)];
  if (type.kind === 'number') members.push(`min: ${type.min}`, `max: ${type.max}`);
  if (type.kind === 'ipv4') members.push('ipv4: true');
  if (type.kind === 'words') members.push(`words: ${list(type.words.map(literal), '  ')}`);
  return list(members, '', '{', '}');
}

/** Literals and line ends that meet are one string. */
function pieces(atoms: readonly Atom[], constants: FieldConstants): string[] {
  const found: string[] = [];
  let text = '';
  for (const atom of atoms) {
    if (atom.kind !== 'field') text += atom.kind === 'literal' ? atom.canonical : '\r\n';
    else {
      if (text !== '') found.push(literal(text));
      found.push(constants.nameOf(atom));
      text = '';
    }
  }
  return text === '' ? found : [...found, literal(text)];
}

function frame(ending: Ending): string[] {
  if (ending.kind === 'line') return ending.cr ? [`before: ''`, `after: '\\r'`] : [];
  if (ending.kind === 'at-once') return [`after: ${literal(ending.tail)}`];
  const after = ending.afterLineEnd ? [] : [`after: ''`];
  return [...after, `length: ${literal(ending.length)}`, ...(ending.unit === 'hex' ? ['hex: true'] : [])];
}

/** Variants that differ only in what they read are written alike. */
function variants(all: readonly Variant[], constants: FieldConstants): string {
  const written = all.map((variant) => list(pieces(variant.atoms, constants), '    '));
  return list([...new Set(written)], '    ');
}

function formEntry(form: Form, constants: FieldConstants): string {
  const members = [`variants: ${variants(form.variants, constants)}`, ...frame(form.ending)];
  return `  ${key(form.type)}: ${list(members, '  ', '{', '}')},\n`;
}

/** generated/encoder.ts: the forms as they are written, and `write()` over them. */
export function emitEncoder(model: Model, runtime: string): string {
  const constants = new FieldConstants(fieldSpec);
  const entries = model.forms.map((form) => formEntry(form, constants)).join('');
  const names = knownNames(model);
  const known = names.length === 0 ? '' : `const knownNames = ${list(names.map(literal), '')} as const;\n\n`;
  return [
    `${banner(model)}\n`,
    `import { type FormSpec, writeMessage } from '${runtime}';\nimport type { Message } from './messages.js';\n`,
    `${known}${constants.declarations()}`,
    `const forms: Readonly<Record<string, FormSpec>> = {\n${entries}};\n`,
    '/** The canonical wire bytes of a message, each value checked; not whether they would be read back as the same. */',
    'export function write(message: Message): Uint8Array {\n  return writeMessage(forms, message);\n}\n',
  ].join('\n');
}
