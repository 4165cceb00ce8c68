import { ALL_WORKLOADS, type Subject } from '../measure/subject.js';

const LF = 10;

export const subject: Subject = {
  name: 'indexof',
  about: 'Buffer.indexOf line splitting: finds the lines, reads nothing in them',
  claim: 'count',
  workloads: ALL_WORKLOADS,
  open(sink) {
    let rest: Buffer | undefined;
    /** Blank lines are framing: with its CR such a line is one byte long. */
    const line = (b: Buffer, start: number, end: number): void => {
      if (end - start > 1) sink.line(b.subarray(start, end));
    };
    return {
      write(chunk) {
        const b = rest ? Buffer.concat([rest, chunk]) : chunk;
        let start = 0;
        for (let at = b.indexOf(LF); at >= 0; at = b.indexOf(LF, start)) {
          line(b, start, at);
          start = at + 1;
        }
        rest = start < b.length ? b.subarray(start) : undefined;
      },
      end() {
        if (rest) line(rest, 0, rest.length);
      },
    };
  },
};
