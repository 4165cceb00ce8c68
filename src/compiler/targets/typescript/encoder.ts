import { knownNames } from '../../model/known-names.js';
import type { Ending, Form, Model } from '../../model/model.js';
import { canonicalShapes, isPart, type Shape, type ShapeItem } from '../../model/shape.js';
import { banner } from '../banner.js';
import { FieldTypes } from './field-types.js';
import { key, list, literal, typed } from './source.js';
import { typeSpec } from './type-spec.js';

function piece(item: ShapeItem, types: FieldTypes): string {
  if (typeof item === 'string') return literal(item);
  if (isPart(item)) return pieces(item.part, types, '');
  return `{ ${key(item.name)}: ${types.nameOf(item)} }`;
}

function pieces(shape: Shape, types: FieldTypes, indent: string): string {
  return list(
    shape.map((item) => piece(item, types)),
    indent,
  );
}

function frame(ending: Ending): string[] {
  if (ending.kind === 'line') return ending.cr ? [`before: ''`, `after: '\\r'`] : [];
  if (ending.kind === 'at-once') return [`after: ${literal(ending.tail)}`];
  const after = ending.afterLineEnd ? [] : [`after: ''`];
  return [...after, `length: ${literal(ending.length)}`, ...(ending.unit === 'hex' ? ['hex: true'] : [])];
}

/** A form framed by CR LF and without alternatives is its pieces alone. */
function formEntry(form: Form, types: FieldTypes): string {
  const shapes = canonicalShapes(form);
  const framing = frame(form.ending);
  const [only, ...more] = shapes;
  if (only !== undefined && more.length === 0 && framing.length === 0) {
    return `  ${key(form.type)}: ${pieces(only, types, '  ')},\n`;
  }
  const oneOf = list(
    shapes.map((shape) => pieces(shape, types, '      ')),
    '    ',
  );
  return `  ${key(form.type)}: ${list([`oneOf: ${oneOf}`, ...framing], '  ', '{', '}')},\n`;
}

/** generated/encoder.ts: the forms as they are written. */
export function emitEncoder(model: Model, runtime: string): string {
  const types = new FieldTypes(typeSpec);
  const entries = model.forms.map((form) => formEntry(form, types)).join('');
  const names = knownNames(model);
  const known =
    names.length === 0 ? '' : `const knownNames = ${list(names.map(literal), '')}${typed(' as const')};\n\n`;
  return [
    `${banner(model)}\n`,
    typed(`import type { FormSpecs } from '${runtime}';\n`),
    `${known}${types.declarations()}`,
    '/** Literals as they are written; `{ name: type }` is a field, a list in a list an optional part. */',
    `export const forms${typed(': FormSpecs')} = {\n${entries}};\n`,
  ].join('\n');
}
