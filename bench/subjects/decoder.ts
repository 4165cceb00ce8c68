import { Decoder } from '../../src/index.js';
import { ALL_WORKLOADS, type Subject } from '../measure/subject.js';

export const subject: Subject = {
  name: 'decoder',
  about: 'ours: a plain object a message',
  claim: 'fields',
  workloads: ALL_WORKLOADS,
  open: (sink) => new Decoder((message) => sink.message(message)),
};
