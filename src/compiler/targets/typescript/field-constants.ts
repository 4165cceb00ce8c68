import type { FieldAtom } from '../../model/model.js';

/** One constant for each distinct field of a generated file; a name that comes with a second type is numbered. */
export class FieldConstants {
  readonly #spell: (atom: FieldAtom) => string;
  readonly #names = new Map<string, string>();
  readonly #uses = new Map<string, number>();

  /** `spell`: the value of the constant, as source text. */
  constructor(spell: (atom: FieldAtom) => string) {
    this.#spell = spell;
  }

  nameOf(atom: FieldAtom): string {
    const spelt = this.#spell(atom);
    const known = this.#names.get(spelt);
    if (known !== undefined) return known;
    const use = (this.#uses.get(atom.name) ?? 0) + 1;
    this.#uses.set(atom.name, use);
    const name = `${atom.name}${use === 1 ? 'Field' : `Field${use}`}`;
    this.#names.set(spelt, name);
    return name;
  }

  declarations(): string {
    return [...this.#names].map(([spelt, name]) => `const ${name} = ${spelt} as const;\n`).join('');
  }
}
