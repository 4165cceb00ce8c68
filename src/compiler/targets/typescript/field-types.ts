import type { FieldAtom, FieldType } from '../../model/model.js';
import { pascalCase, typed } from './source.js';

/** `n0to7`, `ipv4`, or after the field that has it first: `stateWords`, `textBytes`. */
function stem({ name, type }: FieldAtom): string {
  const bound = (n: number): string => (n < 0 ? `Minus${-n}` : String(n));
  const suffix: Record<FieldType['kind'], string> = { number: '', ipv4: '', words: 'Words', text: 'Text' };
  if (type.kind === 'number') return `n${bound(type.min)}to${bound(type.max)}`;
  return type.kind === 'ipv4' ? 'ipv4' : `${name}${pascalCase(suffix[type.kind])}`;
}

/** One constant for each distinct type of a generated file; a name that comes a second time is numbered. */
export class FieldTypes {
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
    const first = stem(atom);
    const use = (this.#uses.get(first) ?? 0) + 1;
    this.#uses.set(first, use);
    const name = use === 1 ? first : `${first}${use}`;
    this.#names.set(spelt, name);
    return name;
  }

  declarations(): string {
    return [...this.#names].map(([spelt, name]) => `const ${name} = ${spelt}${typed(' as const')};\n`).join('');
  }
}
