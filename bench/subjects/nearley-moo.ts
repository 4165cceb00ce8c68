import type { Subject } from '../measure/subject.js';
import { compileGrammar, readWithGrammar } from '../rivals/line-grammar.js';
import { lineReading } from '../rivals/line-splitter.js';

const grammar = compileGrammar();

export const subject: Subject = {
  name: 'nearley-moo',
  about: 'nearley with moo, a line at a time, the same typed fields',
  claim: 'fields',
  workloads: ['lines', 'lines-fresh'],
  open: (sink) =>
    lineReading((line) => {
      sink.message(readWithGrammar(grammar, line) ?? { type: 'unrecognized' });
    }),
};
