import { describeType } from '../../model/describe.js';
import type { FieldAtom } from '../../model/model.js';
import { textPattern } from '../../model/text-pattern.js';
import { list, literal } from './source.js';

/** The type of a field as the runtime's writer and reader have it, as source text. */
export function typeSpec(atom: FieldAtom): string {
  const { type } = atom;
  if (type.kind === 'number') return `{ min: ${type.min}, max: ${type.max} }`;
  if (type.kind === 'ipv4') return '{ ipv4: true }';
  if (type.kind === 'words') return `{ words: ${list(type.words.map(literal), '')} }`;
  const lines = type.sized === undefined ? type.lines : type.max;
  const members = [
    `text: /${textPattern(type, atom)}/`,
    `expected: ${literal(describeType(type))}`,
    ...(lines > 0 ? [`lines: ${lines}`] : []),
    ...(type.unknownName ? ['not: knownNames'] : []),
    ...(type.value === 'bytes' ? ['bytes: true'] : []),
  ];
  return list(members, '', '{', '}');
}
