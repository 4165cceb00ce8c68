/** What the module and its host write, piece by piece: what a mutation puts in. */
import { tables } from '../../generated/arbitraries.js';
import { toBytes } from '../../src/arbitraries/bytes.js';
import { unpack } from '../../src/arbitraries/packed.js';
import type { AtomTable } from '../../src/arbitraries/tables.js';

const { commands, entries, forms } = unpack(tables);

const LINE_ENDS = ['\r\n', '\r', '\n', '\r\r\n', '\r\n\r\n'];
const SIGNS = ['> ', '>', '+++', '\x1a', '\x1b', '\x11', '\x13', '\0', '\xff', ' ', ',', '"', ':', ';', '$', '+', '.'];
const NUMBERS = ['0', '1', '7', '8', '255', '256', '1460', '1461', '1500', '1501', '730', '731', '65535', '65536'];
const LARGE = ['319488', '319489', '999999999', '4294967296', '00000000001', '-1', '-0'];
/** What the host writes that no table holds. */
const TYPED = [
  'AT',
  'ATE0',
  'ATE1',
  'ATV0',
  'ATV1',
  'ATO',
  'A/',
  'AT+CIPSEND=5',
  'AT+CIFSR;E0',
  'at+csq',
  'ATE0V1',
  ' AT',
];

function spellings(atom: AtomTable): readonly string[] {
  if (atom === 'line-end') return [];
  if (Array.isArray(atom)) return atom;
  return 'words' in atom ? atom.words : [];
}

const fixed = forms.flatMap(({ variants }) => variants.flat().flatMap(spellings)).filter((word) => word !== '');

/** A line of each variant with the smallest numbers: enough of it to be changed into what is wanted. */
function sample(atom: AtomTable): string {
  if (atom === 'line-end') return '\r\n';
  if (Array.isArray(atom)) return String(atom[0]);
  if (!('kind' in atom)) return '';
  if (atom.kind === 'number') return String(Math.max(atom.min, Math.min(5, atom.max)));
  if (atom.kind === 'ipv4') return '10.0.0.1';
  return atom.kind === 'words' ? String(atom.words[0]) : 'a';
}

export const HEADERS: readonly Uint8Array[] = forms
  .filter(({ payload }) => payload !== undefined)
  .flatMap(({ variants, payload }) =>
    variants.map((atoms) => toBytes(atoms.map(sample).join('') + (payload?.afterLineEnd ? '\r\n' : ''))),
  );

export const LINES: readonly Uint8Array[] = forms.flatMap(({ variants }) =>
  variants.map((atoms) => toBytes(`\r\n${atoms.map(sample).join('')}\r\n`)),
);

/** Every command in the plainest spelling of each of its variants, and what the entries of the table begin with. */
const written = commands.flatMap(({ variants }) => variants.map((atoms) => atoms.map(sample).join('')));

export const COMMANDS: readonly Uint8Array[] = [
  ...new Set([...TYPED, ...written, ...entries.flatMap(({ heads }) => heads)]),
].map((line) => toBytes(`${line}\r`));

export const NUMERALS: readonly Uint8Array[] = [...NUMBERS, ...LARGE].map(toBytes);

export const WORDS: readonly Uint8Array[] = [...new Set([...fixed, ...LINE_ENDS, ...SIGNS, ...NUMBERS])].map(toBytes);

export const SEPARATORS: readonly Uint8Array[] = [...LINE_ENDS, ...SIGNS].map(toBytes);
