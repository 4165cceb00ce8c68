/** The fields of every type in the order in which they are read, so that views and objects are folded alike. */
import { tables } from '../generated/arbitraries.js';
import { unpack } from '../src/arbitraries/packed.js';
import type { AtomTable, FieldTable, FormTable } from '../src/arbitraries/tables.js';

const { forms } = unpack(tables);

export interface FieldPlan {
  readonly name: string;
  /** `pieces`: bytes handed out in ranges of the chunk. */
  readonly kind: 'number' | 'word' | 'text' | 'bytes' | 'pieces';
  readonly optional: boolean;
}

export type Plan = Readonly<Record<string, readonly FieldPlan[]>>;

const isField = (atom: AtomTable): atom is FieldTable => typeof atom === 'object' && 'kind' in atom;

function kindOf(field: FieldTable): FieldPlan['kind'] {
  if (field.kind === 'number') return 'number';
  if (field.kind === 'words') return 'word';
  return field.kind === 'text' && field.bytes ? 'bytes' : 'text';
}

function fieldsOf(form: FormTable): FieldPlan[] {
  if (form.kind === 'echo') return [{ name: 'bytes', kind: 'pieces', optional: false }];
  const found = new Map<string, FieldPlan>();
  const variants = form.variants.map((variant) => variant.filter(isField));
  for (const field of variants.flat()) {
    const everywhere = variants.every((variant) =>
      variant.some(({ name, optional }) => name === field.name && !optional),
    );
    if (!found.has(field.name)) found.set(field.name, { name: field.name, kind: kindOf(field), optional: !everywhere });
  }
  const fields = [...found.values()];
  return form.payload ? [...fields, { name: 'payload', kind: 'pieces', optional: false }] : fields;
}

/** Computed where the grammar's tables are at hand and handed to the subjects as data. */
export function planOf(): Plan {
  const plan = Object.fromEntries(forms.map((form) => [form.type, fieldsOf(form)]));
  return { ...plan, unrecognized: [{ name: 'bytes', kind: 'pieces', optional: false }] };
}
