/** Of what kind the fields of a type of message are, from the grammar's tables. */
import {
  BYTES,
  FIELD,
  type GrammarTables,
  HAS_HEX_PAYLOAD,
  HAS_PAYLOAD,
  KIND_MASK,
  LINE,
  NUMBER,
  SIGNED,
} from '../tables.js';

/** A number, or in some lines something else: then it is text. */
export type FieldKind = 'number' | 'text' | 'bytes';

export interface TypeFields {
  /** By name, in the order of a message; undefined: the type is bytes and no form. */
  readonly fields: ReadonlyMap<string, FieldKind> | undefined;
  readonly hasPayload: boolean;
}

function kindOf(kinds: ReadonlySet<number>): FieldKind {
  const all = [...kinds];
  if (all.every((kind) => kind === NUMBER || kind === SIGNED)) return 'number';
  return all.every((kind) => kind === BYTES) ? 'bytes' : 'text';
}

export function fieldKinds(type: string, { machine, fieldNames, formFields }: GrammarTables): TypeFields {
  const form = machine.types.indexOf(type);
  if (form < 0 || machine.kinds[form] === 'echo') return { fields: undefined, hasPayload: false };
  const { places } = machine.fields;
  const codes = Array.from(machine.forms, (_, code) => code).filter((code) => machine.forms[code] === form);
  const kinds = (name: string): Set<number> => {
    const at = codes.map((code) => (places[LINE * code] as number) + FIELD * fieldNames.indexOf(name));
    return new Set(
      at.flatMap((place, i) => (places[place] === codes[i] ? [(places[place + 1] as number) & KIND_MASK] : [])),
    );
  };
  return {
    fields: new Map((formFields[form] ?? []).map((name) => [name, kindOf(kinds(name))])),
    hasPayload: codes.some((code) => ((machine.traits[code] as number) & (HAS_PAYLOAD | HAS_HEX_PAYLOAD)) !== 0),
  };
}
