import peggy from 'peggy';
import type { Subject } from '../measure/subject.js';
import type { LineMessage } from '../rivals/line-messages.js';
import { pegSource } from '../rivals/line-peg.js';

const parser = peggy.generate(pegSource());

export const subject: Subject = {
  name: 'peggy',
  about: 'peggy: the whole input at once, since it cannot stream; the same typed fields',
  claim: 'fields',
  workloads: ['lines', 'lines-fresh'],
  open(sink) {
    const chunks: Buffer[] = [];
    return {
      write: (chunk) => void chunks.push(chunk),
      end() {
        const messages: LineMessage[] = parser.parse(Buffer.concat(chunks).toString('latin1'));
        for (const message of messages) sink.message(message);
      },
    };
  },
};
