/** The fields of a grammar as constants of C: form, place and kind in one number. */
import type { Field, Form, Model } from '../../model/model.js';
import { wordsOf } from '../../program/records.js';
import { constant, Names } from './names.js';

/** As src/runtime/contract/field-places.ts numbers them. */
const KINDS = ['number', 'signed', 'word', 'text', 'address', 'bytes'] as const;
export type CKind = (typeof KINDS)[number];
const MOST_FIELDS = 32;

export interface CField {
  readonly form: Form;
  readonly field: Field;
  readonly name: string;
  readonly kind: CKind;
  readonly value: number;
  readonly words: readonly { readonly name: string; readonly text: string }[];
}

export interface CForm {
  readonly form: Form;
  readonly name: string;
  readonly fields: readonly CField[];
}

function kindOf({ types }: Field): CKind {
  if (types.some((type) => type.kind === 'number' && type.min < 0)) return 'signed';
  const [type] = types;
  switch (type?.kind) {
    case 'number':
      return 'number';
    case 'words':
      return 'word';
    case 'ipv4':
      return 'address';
    default:
      return type?.kind === 'text' && type.value === 'bytes' ? 'bytes' : 'text';
  }
}

export function cForms({ forms }: Model): readonly CForm[] {
  const formNames = new Names();
  const names = new Names();
  return forms.map((form, number) => {
    const fields = form.kind === 'echo' ? [] : form.fields;
    if (fields.length > MOST_FIELDS) throw new RangeError(`form ${form.type} has more than ${MOST_FIELDS} fields`);
    return {
      form,
      name: formNames.unique(`SIM800_FORM_${constant(form.type)}`),
      fields: fields.map((field, place) => {
        const name = names.unique(`SIM800_${constant(form.type)}_${constant(field.name)}`);
        const kind = kindOf(field);
        const value = (number << 8) | (place << 3) | KINDS.indexOf(kind);
        const words = wordsOf(field.types).map((text) => ({
          name: names.unique(`${name}_${constant(text) || 'EMPTY'}`),
          text,
        }));
        return { form, field, name, kind, value, words };
      }),
    };
  });
}
