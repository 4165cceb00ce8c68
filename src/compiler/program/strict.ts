/** A grammar in the spellings that manuals print: for firmware that talks to one module. */
import type { Atom, Form, Model } from '../model/model.js';

function canonicalAtom(atom: Atom): Atom {
  return atom.kind === 'literal' ? { kind: 'literal', canonical: atom.canonical, accepts: [atom.canonical] } : atom;
}

function canonical(form: Form): Form {
  return { ...form, variants: form.variants.map(({ atoms }) => ({ atoms: atoms.map(canonicalAtom) })) };
}

/** No tolerated literals, no second spellings. */
export const strictly = (model: Model): Model => ({ ...model, forms: model.forms.map(canonical) });
