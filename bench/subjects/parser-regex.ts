import { RegexParser } from '@serialport/parser-regex';
import { streamReading } from '../measure/stream-reading.js';
import { ALL_WORKLOADS, type Subject } from '../measure/subject.js';

export const subject: Subject = {
  name: 'parser-regex',
  about: '@serialport/parser-regex: lines as strings, reads nothing in them',
  claim: 'count',
  workloads: ALL_WORKLOADS,
  open(sink) {
    const parser = new RegexParser({ regex: /[\r\n]+/, encoding: 'latin1' });
    return streamReading(parser, (line: string) => {
      if (line !== '') sink.line(line);
    });
  },
};
