/** Reads fields of the tokenizer's views: one small function a form, as the author of a driver would write it. */
import type { FormView } from '../../src/index.js';
import type { FieldPlan, Plan } from '../plan.js';
import { type Sink, typeCode } from './sink.js';

export type ReadView = (view: FormView, sink: Sink) => void;

function readField({ name, kind, optional }: FieldPlan): string {
  // Whose bytes they are is asked here, where only one kind of view comes by.
  if (kind === 'pieces') return 's.hex = v.hexPayload;';
  if (kind === 'bytes') return `{ const x = v.${name}; s.piece(x, 0, x.length); s.endPieces(); }`;
  const read = kind === 'number' ? 's.number(x)' : 's.text(x)';
  const guarded = optional ? `if (x === undefined) s.absent(); else ${read};` : `${read};`;
  return `{ const x = v.${name}; ${guarded} }`;
}

function reader(type: string, fields: readonly FieldPlan[]): ReadView {
  const body = fields.map(readField).join('\n');
  return new Function('v', 's', `s.begin(${typeCode(type)});\n${body}`) as ReadView;
}

/** Readers by the form's number, made when the form comes first. */
export class ViewReaders {
  private readonly readers: (ReadView | undefined)[] = [];
  private readonly plan: Plan;
  private readonly wanted: (field: FieldPlan) => boolean;

  constructor(plan: Plan, wanted: (field: FieldPlan) => boolean = () => true) {
    this.plan = plan;
    this.wanted = wanted;
  }

  read(view: FormView, sink: Sink): void {
    const read = this.readers[view.formId] ?? this.learn(view);
    read(view, sink);
  }

  private learn({ formId, type }: FormView): ReadView {
    for (let id = this.readers.length; id <= formId; id++) this.readers.push(undefined);
    const read = reader(type, (this.plan[type] ?? []).filter(this.wanted));
    this.readers[formId] = read;
    return read;
  }
}
