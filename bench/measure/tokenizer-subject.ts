/** Subjects over a tokenizer, ours or one compiled from a part of the grammar. */
import type { Tokenizer } from '../../src/index.js';
import { ViewReaders } from '../measure/view-reader.js';
import { ViewSink } from '../measure/view-sink.js';
import type { FieldPlan, Plan } from '../plan.js';
import { ALL_WORKLOADS, type Claim, type Subject } from './subject.js';

type TokenizerClass = new (handlers: ViewSink) => Pick<Tokenizer, 'write' | 'end'>;

interface Reads {
  readonly name: string;
  readonly about: string;
  readonly claim: Claim;
  readonly wanted: (field: FieldPlan) => boolean;
}

export const EVERY_FIELD: Reads = {
  name: 'tokenizer',
  about: 'ours: reused views, every field of every view read',
  claim: 'fields',
  wanted: () => true,
};

export const NUMBERS: Reads = {
  name: 'tokenizer-numbers',
  about: 'ours: reused views, only the numbers read',
  claim: 'numbers',
  wanted: ({ kind }) => kind === 'number' || kind === 'pieces',
};

export function tokenizerSubject(Class: TokenizerClass, { wanted, ...described }: Reads): Subject {
  // Functions made anew for each pass would never be optimised.
  let readers: ViewReaders | undefined;
  const readersFor = (plan: Plan): ViewReaders => {
    readers ??= new ViewReaders(plan, wanted);
    return readers;
  };
  return {
    ...described,
    workloads: ALL_WORKLOADS,
    open: (sink, { plan }) => new Class(new ViewSink(sink, readersFor(plan))),
  };
}
