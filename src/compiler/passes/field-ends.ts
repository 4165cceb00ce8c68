import { allForms } from '../model/command-forms.js';
import { bytesBehindQuote, bytesThatGoOn, firstBytes, QUOTATION_MARK } from '../model/firsts.js';
import type { Atom, Ending, FieldAtom, Form } from '../model/model.js';
import { type Finding, quote } from '../notation/errors.js';
import type { Pass } from './pass.js';

/** With `quotes`, a quotation mark ends the text exactly when a comma or a line end follows it. */
function endsAtQuote({ type }: FieldAtom, rest: readonly Atom[], ending: Ending): boolean {
  if (type.kind !== 'text' || !type.quotes) return false;
  return bytesBehindQuote(rest, ending).every((byte) => ',\r\n'.includes(String.fromCharCode(byte)));
}

function clash(field: FieldAtom, rest: readonly Atom[], ending: Ending): number | undefined {
  const goOn = new Set(bytesThatGoOn(field.type));
  if (endsAtQuote(field, rest, ending)) goOn.delete(QUOTATION_MARK);
  return firstBytes(rest, ending).find((byte) => goOn.has(byte));
}

function findingFor(field: FieldAtom, rest: readonly Atom[], ending: Ending): Finding[] {
  const byte = clash(field, rest, ending);
  if (byte === undefined) return [];
  const shown = quote(String.fromCharCode(byte));
  const message = `one byte cannot tell where the field \`${field.name}\` ends: ${shown} can go on with it and can appear after it`;
  return [{ location: field.location, message }];
}

function findingsIn({ variants, ending }: Form): Finding[] {
  const found = variants.flatMap(({ atoms }) =>
    atoms.flatMap((atom, i) => (atom.kind === 'field' ? findingFor(atom, atoms.slice(i + 1), ending) : [])),
  );
  return [...new Map(found.map((finding) => [finding.location, finding])).values()];
}

export const fieldEnds: Pass = (model) => allForms(model).flatMap(findingsIn);
