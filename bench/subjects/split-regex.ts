import { ALL_WORKLOADS, type Subject } from '../measure/subject.js';
import { LineLoop } from '../rivals/line-loop.js';

export const subject: Subject = {
  name: 'split-regex',
  about: 'split at line ends and a table of regular expressions, in one loop that passes payloads by their length',
  claim: 'fields',
  workloads: ALL_WORKLOADS,
  open: (sink) => new LineLoop((message) => sink.message(message)),
};
