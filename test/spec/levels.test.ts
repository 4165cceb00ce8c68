/** The test of the levels sees a case whose declared level is not the one it needs. */
import { describe, expect, it } from 'vitest';
import { levelOf } from './levels.js';
import { type Case, parseCases } from './read-cases.js';

const caseOf = (...blocks: readonly string[]): Case => {
  const [found] = parseCases(`# one\n\nLevel 2.\n\n${blocks.join('')}`);
  if (found === undefined) throw new Error('no case');
  return found;
};
const block = (language: string, ...lines: readonly string[]): string =>
  `\`\`\`${language}\n${lines.join('\n')}\n\`\`\`\n`;

const OK = block('messages', '{"kind":"final","type":"ok"}');
const READ = '{"kind":"response","type":"ciprxget-read","connection":1,"length":2,"remaining":0,"payload":"hi"}';
const ECHO = '{"kind":"echo","type":"echo","bytes":"AT+CIPSEND=5"}';
const PROMPT = '{"kind":"prompt","type":"prompt"}';

describe('a case needs', () => {
  it.each([
    ['level 0 for lines that say all by themselves', 0, [block('rx', '\\r\\nOK\\r\\n'), OK]],
    [
      'level 1 for a half line',
      1,
      [block('rx', '+CS'), block('messages', '{"kind":"unrecognized","type":"unrecognized","bytes":"+CS"}')],
    ],
    ['level 1 for a payload', 1, [block('rx', '+CIPRXGET: 2,1,2,0\\r\\n', 'hi'), block('messages', READ)]],
    ['level 1 for an option', 1, [block('options', '{"numericResults":true}'), block('rx', '0\\r'), OK]],
    ['level 1 for a call', 1, [block('rx', '\\r\\nOK\\r\\n'), block('call', 'flush'), OK]],
    [
      'level 1 for what was sent, if that changes nothing',
      1,
      [block('tx', 'AT\\r'), block('rx', '\\r\\nOK\\r\\n'), OK],
    ],
    [
      'level 2 for the echo of data with a result in them',
      2,
      [
        block('tx', 'AT+CIPSEND=5\\r'),
        block('rx', 'AT+CIPSEND=5\\r\\r\\n>\\x20'),
        block('tx', 'OK\\r\\nx'),
        block('rx', 'OK\\r\\nx'),
        block('messages', ECHO, PROMPT, '{"kind":"echo","type":"echo","bytes":"OK\\r\\nx"}'),
      ],
    ],
  ] as const)('%s', (_, level, blocks) => {
    expect(levelOf(caseOf(...blocks))).toBe(level);
  });
});
