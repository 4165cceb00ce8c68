/** The parameters of a command as members of a struct in C. */
import type { Field } from '../../model/model.js';
import { wordsOf } from '../../program/records.js';
import { constant, memberName, Names } from './names.js';
import { isFlagged, kindOfParameter, PARAMETER_ADDRESS, PARAMETER_TEXT, type ShapeOfC } from './shapes.js';

export interface CMember {
  readonly field: Field;
  readonly name: string;
  /** `const char *`, `int32_t`. */
  readonly type: string;
  /** The member that says whether it is there, where it may be missing and is no text. */
  readonly flag: string | undefined;
  readonly words: readonly { readonly name: string; readonly text: string }[];
}

export interface CShape {
  readonly shape: ShapeOfC;
  /** `at_cipsend_write`. */
  readonly name: string;
  readonly members: readonly CMember[];
}

function typeOf(field: Field): string {
  const kind = kindOfParameter(field);
  if (kind === PARAMETER_TEXT) return 'const char *';
  return kind === PARAMETER_ADDRESS ? 'uint32_t ' : 'int32_t ';
}

function membersOf({ parameters }: ShapeOfC, shapeName: string): CMember[] {
  const names = new Names();
  const words = new Names();
  return parameters.map((field) => {
    const name = names.unique(memberName(field.name));
    return {
      field,
      name,
      type: typeOf(field),
      flag: isFlagged(field) ? names.unique(`has_${constant(field.name).toLowerCase()}`) : undefined,
      words: wordsOf(field.types).map((text) => ({
        name: words.unique(`SIM800_${shapeName.toUpperCase()}_${constant(field.name)}_${constant(text) || 'EMPTY'}`),
        text,
      })),
    };
  });
}

/** Names the shapes of all commands. */
export function cShapes<S extends ShapeOfC>(shapes: readonly S[]): readonly (CShape & { readonly shape: S })[] {
  const names = new Names();
  return shapes.map((shape) => {
    const name = names.unique(`at_${constant(`${shape.command.name}-${shape.form}`).toLowerCase()}`);
    return { shape, name, members: membersOf(shape, name) };
  });
}
