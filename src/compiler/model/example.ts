/** One canonical example of a form, for documents: the same every time, with values that read well. */
import type { Atom, FieldAtom, Form, Run, TextType, Variant } from './model.js';

/** Tried in order: the first that a run's class takes whole is its example. */
const SAMPLES = ['text', '12345', '1F2E', 'TEXT', '(0,1)'];
const PAYLOAD = 'hello';

function runExample(run: Run, max: number): string {
  const members = new Set(run.bytes.map((byte) => String.fromCharCode(byte)));
  const fits = (sample: string): boolean => Array.from(sample).every((c) => members.has(c));
  const found = SAMPLES.find(fits) ?? String.fromCharCode(run.bytes[0] ?? 0);
  return found.repeat(Math.ceil(run.min / found.length) || 1).slice(0, Math.max(run.min, Math.min(run.max, max)));
}

/** Of a pattern only what it cannot do without; of a single run some letters. */
function textExample(type: TextType): string {
  const pattern = type.runs.some((run) => run.min > 0);
  return type.runs.map((run) => runExample(run, pattern ? run.min : SAMPLES.length)).join('');
}

function textSample(type: TextType): string {
  if (type.unknownName) return 'NAME';
  const [only, ...more] = type.runs;
  return only !== undefined && more.length === 0 ? runExample(only, only.max) : textExample(type);
}

function fieldExample({ type, name }: FieldAtom, form: Form): string {
  switch (type.kind) {
    case 'number': {
      const wanted = form.ending.kind === 'payload' && form.ending.length === name ? PAYLOAD.length : 1;
      return String(Math.max(type.min, Math.min(type.max, wanted)));
    }
    case 'ipv4':
      return '10.0.0.1';
    case 'words':
      return type.words.find((word) => word !== '') ?? '';
    case 'text':
      return textSample(type);
  }
}

function atomExample(atom: Atom, form: Form): string {
  if (atom.kind === 'line-end') return '\r\n';
  return atom.kind === 'literal' ? atom.canonical : fieldExample(atom, form);
}

/** The variant that shows most fields. */
function richest(variants: readonly Variant[]): Variant | undefined {
  const fields = (variant: Variant): number => variant.atoms.filter((atom) => atom.kind === 'field').length;
  return [...variants].sort((a, b) => fields(b) - fields(a))[0];
}

function lengthOf(form: Form, variant: Variant | undefined): number {
  const { ending } = form;
  const counter = variant?.atoms.find(
    (atom) => atom.kind === 'field' && ending.kind === 'payload' && atom.name === ending.length,
  );
  return counter?.kind === 'field' ? Number(fieldExample(counter, form)) : 0;
}

function payloadExample(length: number, unit: 'bytes' | 'hex'): string {
  const bytes = Array.from({ length }, (_, i) => PAYLOAD.charAt(i % PAYLOAD.length));
  if (unit === 'bytes') return bytes.join('');
  return bytes.map((c) => c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')).join('');
}

function ended(form: Form, variant: Variant | undefined): string {
  const { ending } = form;
  if (ending.kind === 'line') return ending.cr ? '\r' : '\r\n';
  if (ending.kind === 'at-once') return ending.tail;
  return (ending.afterLineEnd ? '\r\n' : '') + payloadExample(lengthOf(form, variant), ending.unit);
}

/** The bytes (latin1) of an example, framing included, spelt as `encode()` would write them. */
export function example(form: Form): string {
  const variant = richest(form.variants);
  const text = (variant?.atoms ?? []).map((atom) => atomExample(atom, form)).join('');
  const echo = form.ending.kind === 'line' && form.ending.cr;
  return (echo ? '' : '\r\n') + text + ended(form, variant);
}
