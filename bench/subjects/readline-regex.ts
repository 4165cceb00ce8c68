import { ReadlineParser } from '@serialport/parser-readline';
import { streamReading } from '../measure/stream-reading.js';
import { ALL_WORKLOADS, type Subject } from '../measure/subject.js';
import { readWithTable } from '../rivals/line-table.js';

const unrecognized = (bytes: string) => ({ type: 'unrecognized', kind: 'unrecognized', bytes });

export const subject: Subject = {
  name: 'readline-regex',
  about: '@serialport/parser-readline and a table of regular expressions that gives the same typed fields',
  claim: 'fields',
  workloads: ALL_WORKLOADS,
  open(sink) {
    const parser = new ReadlineParser({ delimiter: '\r\n', encoding: 'latin1' });
    return streamReading(parser, (line: string) => {
      if (line === '') return;
      sink.message(readWithTable(line) ?? unrecognized(line));
    });
  },
};
