import type { FieldAtom, Form, Model } from './model.js';

function spellings(form: Form): string[] {
  return form.variants.flatMap(({ atoms: [first] }) => (first?.kind === 'literal' ? first.accepts : []));
}

/** What appears before the unknown name: `+` in `"+" name:unknown-name ":"`. */
function prefixesOf(form: Form): { prefix: string; name: FieldAtom }[] {
  return form.variants.flatMap(({ atoms }) => {
    const at = atoms.findIndex((atom) => atom.kind === 'field' && atom.type.kind === 'text' && atom.type.unknownName);
    const name = atoms[at];
    if (name?.kind !== 'field') return [];
    const prefix = atoms.slice(0, at).map((atom) => (atom.kind === 'literal' ? atom.canonical : ''));
    return [{ prefix: prefix.join(''), name }];
  });
}

function leadingName(spelling: string, prefix: string, name: FieldAtom): string[] {
  if (!spelling.startsWith(prefix) || name.type.kind !== 'text') return [];
  const members = new Set(name.type.runs.flatMap((run) => run.bytes));
  const rest = Array.from(spelling.slice(prefix.length));
  const end = rest.findIndex((c) => !members.has(c.charCodeAt(0)));
  const found = rest.slice(0, end < 0 ? rest.length : end).join('');
  return found === '' ? [] : [found];
}

/** The names an `unknown-name` cannot be: those other forms begin with after the same prefix, sorted. */
export function knownNames(model: Model): readonly string[] {
  const places = model.forms.flatMap(prefixesOf);
  const others = model.forms.filter((form) => !form.fallback).flatMap(spellings);
  const names = places.flatMap(({ prefix, name }) => others.flatMap((text) => leadingName(text, prefix, name)));
  return [...new Set(names)].sort();
}
