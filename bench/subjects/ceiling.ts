import { ALL_WORKLOADS, type Subject } from '../measure/subject.js';
import { touch } from '../measure/touch.js';

export const subject: Subject = {
  name: 'ceiling',
  about: 'a loop that touches every byte once and understands nothing: the naive ceiling',
  claim: 'nothing',
  workloads: ALL_WORKLOADS,
  open(sink) {
    let sum = 0;
    return {
      write(chunk) {
        sum = touch(chunk, sum);
      },
      end: () => sink.line(sum),
    };
  },
};
