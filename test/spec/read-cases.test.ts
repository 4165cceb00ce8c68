import { describe, expect, it } from 'vitest';
import { textOf } from '../latin1.js';
import { parseCases, received } from './read-cases.js';

const fence = (info: string, ...lines: string[]): string => `\`\`\`${info}\n${lines.join('\n')}\n\`\`\`\n`;

describe('a file of cases', () => {
  it('has a case under each heading with blocks', () => {
    const [one, two, ...more] = parseCases(
      `# chapter\n\nLevel 1.\n\nprose\n\n## one\n${fence('rx', 'a\\r', '\\x0a\\\\\\x20')}## two\n${fence('call', 'flush')}`,
    );
    expect([one?.name, one?.line, two?.name, more.length]).toEqual(['one', 7, 'two', 0]);
    expect(one && textOf(received(one))).toBe('a\r\n\\ ');
    expect(two?.steps).toEqual([{ kind: 'call', method: 'flush', argument: undefined }]);
  });

  it('reads calls with an argument, options and messages', () => {
    const [one] = parseCases(
      `# one\nLevel 2.\n${fence('options', '{"echo":false}')}${fence('call', 'leaveTransparent {"until":"ok"}')}${fence('messages', '{"kind":"final","type":"ok"}')}`,
    );
    expect(one).toMatchObject({ options: { echo: false }, messages: [{ kind: 'final', type: 'ok' }] });
    expect(one?.steps).toEqual([{ kind: 'call', method: 'leaveTransparent', argument: { until: 'ok' } }]);
  });

  it('has a level for each case, its own or that of its chapter', () => {
    const cases = parseCases(
      ['# a\n\nLevel 1.\n', '## one\n', '## two\n\nLevel 2.\n', '# b\n\nLevel 0.\n', '## three\n']
        .map((section) => (section.startsWith('##') ? `${section}\n${fence('rx', 'x')}` : section))
        .join('\n'),
    );
    expect(cases.map(({ name, level }) => [name, level])).toEqual([
      ['one', 1],
      ['two', 2],
      ['three', 0],
    ]);
  });

  it.each([
    ['a case of no level', `# x\n${fence('rx', 'a')}`, 'line 1: of which level'],
    ['a blank at the end', `# x\n${fence('rx', '> ')}`, 'line 3: not bytes'],
    ['a letter outside of ASCII', `# x\n${fence('rx', 'ä')}`, 'line 3: not bytes'],
    ['an unknown escape', `# x\n${fence('rx', 'ok', '\\q')}`, 'line 4: not bytes'],
    ['an unknown block', `# x\n${fence('js', '1')}`, 'line 2: a block is rx'],
    ['an open block', '# x\n```rx\nabc\n', 'line 2: this block has no end'],
    ['a block before every heading', fence('rx', 'abc'), 'line 1: a block without a heading'],
    ['a call that is none', `# x\n${fence('call', '(flush)')}`, 'line 2: one call'],
  ])('refuses %s', (_, text, message) => {
    expect(() => parseCases(text)).toThrow(message);
  });
});
