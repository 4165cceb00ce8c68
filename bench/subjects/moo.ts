import type { Subject } from '../measure/subject.js';
import { lineReading } from '../rivals/line-splitter.js';
import { makeLexer } from '../rivals/line-tokens.js';

export const subject: Subject = {
  name: 'moo',
  about: 'moo: the tokens of each line, nothing put together from them',
  claim: 'count',
  workloads: ['lines', 'lines-fresh'],
  open(sink) {
    const lexer = makeLexer();
    return lineReading((line) => {
      lexer.reset(line);
      for (let token = lexer.next(); token; token = lexer.next()) if (token.type === 'end') sink.line(token);
    });
  },
};
