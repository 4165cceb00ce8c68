/** The values that a parameter of a command can have, as bytes: c/sim800_command.c reads them. */
import type { Field, FieldAtom, TextType } from '../../model/model.js';
import { members, ranges } from '../../model/text-pattern.js';
import { wordsOf } from '../../program/records.js';
import { counted, latin1, long, type Pool, short } from './shape-bytes.js';

const set = (bytes: readonly number[]): number[] => counted(ranges(bytes).flat()).map((n, i) => (i === 0 ? n / 2 : n));

/** Whether a run that takes all it can leaves what those after it need, where several can be longer or shorter. */
function isDividedAtOnce({ runs }: TextType): boolean {
  return runs.every((run, i) => {
    if (run.min === run.max) return true;
    const rest = runs.slice(i + 1);
    const sure = rest.findIndex(({ min }) => min > 0);
    const next = sure < 0 ? rest : rest.slice(0, sure + 1);
    return next.every(({ bytes }) => bytes.every((byte) => !run.bytes.includes(byte)));
  });
}

export class TypeWriter {
  private readonly pool: Pool;
  /** Whose parameter it is, for errors. */
  private readonly owner: string;

  constructor(pool: Pool, owner: string) {
    this.pool = pool;
    this.owner = owner;
  }

  placeOf(atom: FieldAtom, field: Field): number[] {
    return this.pool.placeOf(this.bytesOf(atom, field));
  }

  private bytesOf(atom: FieldAtom, field: Field): number[] {
    const { type } = atom;
    if (type.kind === 'number') {
      const isByte = type.min >= 0 && type.max <= 255;
      return isByte ? [0, type.min, type.max] : [1, ...long(type.min), ...long(type.max)];
    }
    if (type.kind === 'ipv4') return [2];
    if (type.kind === 'words') {
      const all = wordsOf(field.types);
      return [3, type.words.length, ...type.words.flatMap((w) => [all.indexOf(w), ...counted(latin1(w))])];
    }
    return this.text(type, atom);
  }

  private text(type: TextType, atom: FieldAtom): number[] {
    const open = type.runs.filter((run) => run.max > run.min).length > 1;
    if (type.lines > 0 || type.quotes || type.unknownName || (open && !isDividedAtOnce(type))) {
      throw new RangeError(`${this.owner}: the text ${atom.name} cannot be written by the engine in C`);
    }
    const runs = type.runs.flatMap((run) => {
      const most = open && run.max > run.min ? type.max : run.max;
      return [...this.pool.placeOf(set(members(run, type))), ...short(run.min), ...short(most)];
    });
    const barred = atom.notFirst === '' ? [0] : this.pool.placeOf(set(latin1(atom.notFirst)));
    return [4, type.runs.length, ...barred, ...short(type.min), ...short(type.max), ...runs];
  }
}
