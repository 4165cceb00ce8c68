import { commandForms } from '../model/command-forms.js';
import type { Atom, FieldAtom, Form, LiteralAtom, Variant } from '../model/model.js';
import { type Finding, quote } from '../notation/errors.js';
import type { Pass } from './pass.js';

const QUOTATION_MARK = 0x22;
const SEMICOLON = 0x3b;
/** Line ends, the end and the abort of data, backspace, flow control: what a module does something at. */
const isControl = (byte: number): boolean => byte < 0x20 || byte === 0x7f;

/** A tolerated quotation mark may be missing: what follows it is between none. */
function opens({ accepts }: LiteralAtom): boolean {
  return accepts.every((spelling) => spelling.split('"').length % 2 === 0);
}

function dangerIn(field: FieldAtom, quoted: boolean): number | undefined {
  if (field.type.kind !== 'text') return undefined;
  const bytes = field.type.runs.flatMap((run) => run.bytes);
  return bytes.find((byte) => isControl(byte) || byte === QUOTATION_MARK || (byte === SEMICOLON && !quoted));
}

function findingFor(field: FieldAtom, quoted: boolean): Finding[] {
  const byte = dangerIn(field, quoted);
  if (byte === undefined) return [];
  const shown = quote(String.fromCharCode(byte));
  return [
    { location: field.location, message: `${shown} inside of \`${field.name}\` could do more than be a parameter` },
  ];
}

/** Between quotation marks is what an odd number of them appears before. */
function findingsIn({ atoms }: Variant): Finding[] {
  let quoted = false;
  return atoms.flatMap((atom: Atom) => {
    if (atom.kind === 'literal' && opens(atom)) quoted = !quoted;
    return atom.kind === 'field' ? findingFor(atom, quoted) : [];
  });
}

function withoutRepetition(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [finding.location, finding])).values()];
}

/** No parameter can end its quotation marks, its line or its command, whatever the host puts into it. */
export const commandTexts: Pass = (model) =>
  commandForms(model).flatMap((form: Form) => withoutRepetition(form.variants.flatMap(findingsIn)));
