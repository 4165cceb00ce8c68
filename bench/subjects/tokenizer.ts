import { Tokenizer } from '../../src/index.js';
import { ALL_WORKLOADS, type Subject } from '../subject.js';
import { ViewReaders } from '../view-reader.js';
import { ViewSink } from '../view-sink.js';

let readers: ViewReaders | undefined;

export const subject: Subject = {
  name: 'tokenizer',
  about: 'ours: reused views, every field of every view read',
  claim: 'fields',
  workloads: ALL_WORKLOADS,
  open(sink, { plan }) {
    readers ??= new ViewReaders(plan);
    return new Tokenizer(new ViewSink(sink, readers));
  },
};
