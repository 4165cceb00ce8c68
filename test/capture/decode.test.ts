import { describe, expect, it } from 'vitest';
import { decodeCapture, type Origin, openContainer, type Sent } from '../../src/capture/index.js';
import type { Message } from '../../src/index.js';

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

function read(log: string, decoder = {}): { messages: [Message['type'], Origin][]; sent: Sent[] } {
  const messages: [Message['type'], Origin][] = [];
  const sent: Sent[] = [];
  const reader = decodeCapture(
    openContainer('auto', latin1(log)),
    (message, origin) => messages.push([message.type, origin]),
    { onSent: (line) => sent.push(line), decoder },
  );
  reader.write(latin1(log));
  reader.end();
  return { messages, sent };
}

describe('a message of a log', () => {
  it('has the time and number of the line it begins in, and its place in the stream', () => {
    const { messages } = read(
      '[06:30:24.102] TX: AT\\r\n[06:30:24.110] RX: \\r\\nO\n[06:30:24.111] RX: K\\r\\n\\r\\nRI\n[06:30:24.112] RX: NG\\r\\n\n',
    );
    expect(messages).toEqual([
      ['ok', { direction: 'rx', at: '06:30:24.110', line: 2, offset: 2, end: 6 }],
      ['ring', { direction: 'rx', at: '06:30:24.111', line: 3, offset: 8, end: 14 }],
    ]);
  });

  it('has no time where the log has none, and no line where the log is the stream', () => {
    expect(read('RING\n\nRING\n').messages[0]).toEqual(['ring', { direction: 'rx', offset: 0, end: 5 }]);
  });
});

describe('what the host has sent', () => {
  it('is told of with its time and the place it was sent at', () => {
    const { sent } = read(
      '[06:30:24.102] RX: \\r\\nRDY\\r\\n\n[06:30:24.110] TX: AT\\r\n[06:30:25.000] RX: AT\\r\\r\\nOK\\r\\n\n',
    );
    expect(sent).toEqual([
      {
        direction: 'tx',
        at: '06:30:24.110',
        bytes: Uint8Array.from(latin1('AT\r')),
        lines: [Uint8Array.from(latin1('AT'))],
        line: 2,
        offset: 7,
      },
    ]);
  });

  it('decides what is in flight', () => {
    expect(read('TX: AT+CIPRXGET?\nRX: +CIPRXGET: 1\nRX: OK\n').messages.map(([type]) => type)).toEqual([
      'ciprxget',
      'ok',
    ]);
    expect(read('TX: AT\nRX: OK\nRX: +CIPRXGET: 1\n').messages.map(([type]) => type)).toEqual(['ok', 'ciprxget-data']);
  });
});

describe('transparent mode', () => {
  const types = (log: string): string[] => read(log).messages.map(([type]) => type);

  it('has no command lines in what is sent through it', () => {
    const { sent } = read('TX: AT+CIPATS=1\nRX: OK\nTX: ATO\nRX: CONNECT\nTX: AT\n');
    expect(sent.map(({ lines }) => lines.length)).toEqual([1, 1, 0]);
  });

  it('ends at the OK after +++', () => {
    const log = [
      'TX: ATO\\r',
      'RX: \\r\\nCONNECT\\r\\n',
      'RX: OK',
      'TX: +++',
      'RX: late\\r\\nOK\\r\\n',
      'RX: \\r\\nRING\\r\\n',
    ];
    expect(types(`${log.join('\n')}\n`)).toEqual(['connect', 'data', 'data', 'ok', 'ring']);
  });

  it('ends at +++ where the log has no line ends that would tell an OK from data', () => {
    expect(types('TX: ATO\nRX: CONNECT\nTX: +++\nRX: OK\nTX: AT+CIPCLOSE\nRX: CLOSE OK\n')).toEqual([
      'connect',
      'ok',
      'close-ok',
    ]);
  });
});

describe("the decoder's options", () => {
  it('are passed on', () => {
    expect(read('+CIPRXGET: 1\nOK\n', { inFlight: 'AT+CIPRXGET?' }).messages.map(([type]) => type)).toEqual([
      'ciprxget',
      'ok',
    ]);
  });
});
