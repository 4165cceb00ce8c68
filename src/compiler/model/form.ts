/** A form as written -> the form of the model. */
import type { Element, EndingNode, Entry, FormEntry, Modifier } from '../notation/ast.js';
import { commandLike } from './command-forms.js';
import { fieldDocsOf } from './field-docs.js';
import { fieldsOf, typesOf } from './fields.js';
import type { Ending, Example, Form, Variant } from './model.js';
import { syntaxOf } from './syntax.js';
import type { Declarations } from './types.js';
import { countVariants, MAX_VARIANTS, type Types, variantsOf } from './variants.js';

type OfModifier<N extends Modifier['node']> = Extract<Modifier, { node: N }>;

function modifier<N extends Modifier['node']>(form: FormEntry, node: N): OfModifier<N> | undefined {
  return form.modifiers.find((m): m is OfModifier<N> => m.node === node);
}

/** A line end directly before a payload belongs to the ending, not to the line. */
function splitEnding(form: FormEntry): { elements: readonly Element[]; ending: Ending } {
  const { elements, ending } = form;
  if (ending === undefined) return { elements, ending: { kind: 'line', cr: modifier(form, 'cr') !== undefined } };
  if (ending.node === 'at-once') return { elements, ending: { kind: 'at-once', tail: ending.tail } };
  const afterLineEnd = elements.at(-1)?.node === 'line-end';
  return { elements: afterLineEnd ? elements.slice(0, -1) : elements, ending: payloadOf(ending, afterLineEnd) };
}

function payloadOf({ length, unit, trailer }: EndingNode & { node: 'payload' }, afterLineEnd: boolean): Ending {
  return { kind: 'payload', length: length.text, unit, afterLineEnd, trailer: trailer?.text };
}

function whileInFlight(form: FormEntry): Form['whileInFlight'] {
  const found = modifier(form, 'while');
  if (found === undefined) return undefined;
  return found.heads?.map((head) => head.text.toUpperCase()) ?? 'any';
}

/** Each reading's variants by themselves, with the commands that those after the first need in flight. */
function readingsOf({ readings, also }: FormEntry, types: Types): Variant[] {
  return readings.flatMap((elements, i) => {
    const heads = also[i - 1]?.heads.map((head) => head.toUpperCase());
    return variantsOf(elements, types).map((variant) => (heads ? { ...variant, whileInFlight: heads } : variant));
  });
}

/** Where an example does not say which command is in flight, it is the first of those that the form needs. */
function examplesOf({ examples }: FormEntry, inFlight: Form['whileInFlight']): Example[] {
  const needed = inFlight === 'any' ? 'AT' : inFlight?.[0];
  return examples.map(({ text, command, values, location }) => ({
    text: text.text,
    command: command?.text.toUpperCase() ?? (needed === undefined ? undefined : commandLike(needed)),
    values: new Map(values.map(({ name, value }) => [name.text, value])),
    location,
  }));
}

/** undefined when a pass on the syntax tree has already said why there is no such form. */
export function buildForm(entry: Extract<Entry, { node: 'form' }>, declared: Declarations): Form | undefined {
  const { elements, ending } = splitEnding(entry);
  const types = typesOf(elements, declared);
  if (types === undefined || countVariants(elements) > MAX_VARIANTS) return undefined;
  const variants = entry.also.length === 0 ? variantsOf(elements, types) : readingsOf(entry, types);
  const docs = fieldDocsOf(entry.fieldDocs, declared);
  const inFlight = whileInFlight(entry);
  return {
    type: entry.name.text,
    kind: entry.kind,
    doc: entry.doc,
    location: entry.name.location,
    fallback: entry.fallback,
    syntax: syntaxOf(entry.elements, types),
    fields: fieldsOf(elements, types, variants, docs),
    variants,
    ending,
    whileInFlight: inFlight,
    yields: modifier(entry, 'while')?.yields ?? false,
    transparent: modifier(entry, 'transparent')?.transparent,
    transparentOf: modifier(entry, 'transparent')?.of?.map((head) => head.text.toUpperCase()),
    numeric: modifier(entry, 'numeric')?.code,
    restarts: modifier(entry, 'restarts') !== undefined,
    payloadDoc: docs('payload', []),
    examples: examplesOf(entry, inFlight),
  };
}
