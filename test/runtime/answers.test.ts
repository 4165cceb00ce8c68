/** The option `answers`: which command line a message answers, and how. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Answer, Decoder, type Message, Tokenizer } from '../../src/index.js';
import { messageText } from '../spec/message-text.js';
import { readCases } from '../spec/read-cases.js';
import { pieces, replay } from '../spec/replay.js';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const text = (all: Uint8Array): string => Buffer.from(all).toString('latin1');

/** What the host writes, with `>` before it, and what the module sends. */
type Session = readonly string[];

function shown({ type }: Message, answer: Answer | undefined): string {
  if (!answer) return type;
  const { command, role, success, more } = answer;
  const outcome = success === undefined ? '' : success ? ' success' : ' failure';
  return `${type}: ${role}${outcome}${more ? ', more' : ''} of ${text(command.bytes)}`;
}

/** Each message, and what it answers; echo is left out. */
function answers(session: Session, size: number, how: true | 'in-turn' = true): string[] {
  const seen: string[] = [];
  const decoder = new Decoder(
    (message, _start, _end, answer) => {
      if (message.kind !== 'echo') seen.push(shown(message, answer));
    },
    { answers: how },
  );
  for (const step of session) {
    if (step.startsWith('>')) decoder.sent(bytes(step.slice(1)));
    else for (let p = 0; p < step.length; p += size) decoder.write(bytes(step.slice(p, p + size)));
  }
  decoder.end();
  return seen;
}

const CASES: readonly (readonly [name: string, session: Session, expected: readonly string[]])[] = [
  [
    'a command known by its echo',
    ['AT+CSQ\r', '\r\n+CSQ: 20,0\r\n\r\nOK\r\n'],
    ['csq: information of AT+CSQ', 'ok: result success of AT+CSQ'],
  ],
  [
    'a command that was sent and does not come back',
    ['>AT+CSQ\r', '\r\n+CSQ: 20,0\r\n\r\nERROR\r\n'],
    ['csq: information of AT+CSQ', 'error: result failure of AT+CSQ'],
  ],
  [
    'information of a name that only its command has',
    ['>AT+FROB=1\r', '\r\n+FROB: 7\r\n\r\n+OTHER: 7\r\n\r\nOK\r\n'],
    ['information: information of AT+FROB=1', 'information', 'ok: result success of AT+FROB=1'],
  ],
  [
    'an event that has the name of a command',
    ['>AT+CIPRXGET=2,10\r', '\r\n+CIPRXGET: 1\r\n\r\n+CIPRXGET: 2,0,0\r\n\r\nOK\r\n'],
    ['ciprxget-data', 'ciprxget-read: information of AT+CIPRXGET=2,10', 'ok: result success of AT+CIPRXGET=2,10'],
  ],
  [
    'one of two results that say that data were sent',
    ['>AT+CIPSEND=5\r', '\r\n> ', '>hello', '\r\nDATA ACCEPT:5\r\n'],
    ['prompt: prompt of AT+CIPSEND=5', 'data-accept: result success of AT+CIPSEND=5'],
  ],
  [
    'a connection that is transparent once it is there',
    ['>AT+CIPSTART="TCP","a.b",80\r', '\r\nOK\r\n', '\r\nCONNECT\r\n'],
    [
      'ok: result success, more of AT+CIPSTART="TCP","a.b",80',
      'connect: late-result success of AT+CIPSTART="TCP","a.b",80',
    ],
  ],
  [
    'rows that follow the state, one for each connection',
    [
      '>AT+CIPSTATUS\r',
      '\r\nOK\r\n\r\nSTATE: IP PROCESSING\r\n',
      '\r\nC: 0,0,"TCP","1.2.3.4","80","CONNECTED"\r\nC: 1,,"","","","INITIAL"\r\n',
    ],
    [
      'ok: result success, more of AT+CIPSTATUS',
      'state: late-result success of AT+CIPSTATUS',
      'client-status: late-result success of AT+CIPSTATUS',
      'client-status: late-result success of AT+CIPSTATUS',
    ],
  ],
  [
    'a shape that shares its beginning with others',
    ['AT+CREG?\r', '\r\n+CREG: 0,1\r\n\r\nOK\r\n'],
    ['creg: information of AT+CREG?', 'ok: result success of AT+CREG?'],
  ],
  [
    'two commands in flight: one after the other',
    ['>AT+CSQ\r', '>AT+CREG?\r', '\r\n+CSQ: 20,0\r\n\r\nOK\r\n', '\r\n+CREG: 0,1\r\n\r\nOK\r\n'],
    [
      'csq: information of AT+CSQ',
      'ok: result success of AT+CSQ',
      'creg: information of AT+CREG?',
      'ok: result success of AT+CREG?',
    ],
  ],
  [
    'two commands in one line: one result',
    ['>AT+CSQ;+CREG?\r', '\r\n+CSQ: 20,0\r\n\r\n+CREG: 0,1\r\n\r\nOK\r\n'],
    ['csq: information of AT+CSQ;+CREG?', 'creg: information of AT+CSQ;+CREG?', 'ok: result success of AT+CSQ;+CREG?'],
  ],
  [
    'CONNECT OK after OK, with an event between',
    ['>AT+CIPSTART="TCP","a.b","80"\r', '\r\nOK\r\n\r\nRING\r\n\r\nCONNECT OK\r\n\r\nRING\r\n'],
    [
      'ok: result success, more of AT+CIPSTART="TCP","a.b","80"',
      'ring',
      'connect-ok: late-result success of AT+CIPSTART="TCP","a.b","80"',
      'ring',
    ],
  ],
  [
    'the same without a word of the host',
    ['AT+CIPSTART="TCP","a.b","80"\r', '\r\nOK\r\n\r\nCONNECT FAIL\r\n\r\nCONNECT FAIL\r\n'],
    [
      'ok: result success, more of AT+CIPSTART="TCP","a.b","80"',
      'connect-fail: late-result failure of AT+CIPSTART="TCP","a.b","80"',
      'connect-fail',
    ],
  ],
  [
    'late results of two connections',
    [
      '>AT+CIPSTART=0,"TCP","a","1"\r',
      '\r\nOK\r\n',
      '>AT+CIPSTART=1,"TCP","b","2"\r',
      '\r\nOK\r\n\r\n0, CONNECT OK\r\n\r\n1, CONNECT FAIL\r\n',
    ],
    [
      'ok: result success, more of AT+CIPSTART=0,"TCP","a","1"',
      'ok: result success, more of AT+CIPSTART=1,"TCP","b","2"',
      'connect-ok: late-result success of AT+CIPSTART=0,"TCP","a","1"',
      'connect-fail: late-result failure of AT+CIPSTART=1,"TCP","b","2"',
    ],
  ],
  [
    'a late result while another command is in flight',
    ['>AT+HTTPACTION=0\r', '\r\nOK\r\n', '>AT+CSQ\r', '\r\n+HTTPACTION: 0,200,5\r\n\r\n+CSQ: 1,0\r\n\r\nOK\r\n'],
    [
      'ok: result success, more of AT+HTTPACTION=0',
      'httpaction: late-result success of AT+HTTPACTION=0',
      'csq: information of AT+CSQ',
      'ok: result success of AT+CSQ',
    ],
  ],
  ['AT+CIFSR, ended by its address', ['AT+CIFSR\r', '\r\n10.0.0.1\r\n'], ['local-ip: result success of AT+CIFSR']],
  [
    'a prompt, and the result after the data that come back',
    ['AT+CIPSEND\r', '\r\n> ', 'hello\x1a', '\r\nSEND OK\r\n'],
    ['prompt: prompt of AT+CIPSEND', 'send-ok: result success of AT+CIPSEND'],
  ],
  [
    'the same where the host says what it writes',
    ['>AT+CIPSEND=5\r', 'AT+CIPSEND=5\r\r\n> ', '>hello', 'hello\r\nRING\r\n\r\nSEND FAIL\r\n'],
    ['prompt: prompt of AT+CIPSEND=5', 'ring', 'send-fail: result failure of AT+CIPSEND=5'],
  ],
  [
    'a message with a payload',
    ['AT+CIPRXGET=2,5\r', '\r\n+CIPRXGET: 2,5,0\r\nhello\r\nOK\r\n'],
    ['ciprxget-read: information of AT+CIPRXGET=2,5', 'ok: result success of AT+CIPRXGET=2,5'],
  ],
  [
    'AT again and again until the module wakes: the last of them has the result, and the next command its own',
    ['>AT\r', '>AT\r', '\r\nOK\r\n', '>AT+CMEE=2\r', '\r\nOK\r\n', '>AT+CSQ\r', '\r\nERROR\r\n'],
    ['ok: result success of AT', 'ok: result success of AT+CMEE=2', 'error: result failure of AT+CSQ'],
  ],
  [
    'AT that has come back: it is answered before what was written after it',
    ['>AT\r', 'AT\r\r\n', '>AT+CMEE=2\r', 'OK\r\n', 'AT+CMEE=2\r\r\nOK\r\n'],
    ['ok: result success of AT', 'ok: result success of AT+CMEE=2'],
  ],
  [
    'AT and a command in one write: one after the other',
    ['>AT\rAT+CMEE=2\r', '\r\nOK\r\n', '\r\nERROR\r\n'],
    ['ok: result success of AT', 'error: result failure of AT+CMEE=2'],
  ],
  [
    'a command that was lost: information for the next one says that it gets no result any more',
    ['>AT+CMEE=2\r', '>AT+CSQ\r', '\r\n+CSQ: 20,0\r\n\r\nOK\r\n', '>AT+CPIN?\r', '\r\n+CME ERROR: 10\r\n'],
    ['csq: information of AT+CSQ', 'ok: result success of AT+CSQ', 'cme-error: result failure of AT+CPIN?'],
  ],
  [
    'what may come by itself says nothing of the command before',
    ['>AT+CMEE=2\r', '>AT+CREG?\r', '\r\n+CREG: 1\r\n', '\r\nOK\r\n', '\r\n+CREG: 0,1\r\n\r\nOK\r\n'],
    ['creg', 'ok: result success of AT+CMEE=2', 'creg: information of AT+CREG?', 'ok: result success of AT+CREG?'],
  ],
  [
    'information for the second command of a line, whose name is the beginning of the first one\u2019s',
    ['>AT+CMEE=2\r', '>AT+CSQN;+CSQ\r', '\r\n+CSQ: 20,0\r\n\r\nOK\r\n'],
    ['csq: information of AT+CSQN;+CSQ', 'ok: result success of AT+CSQN;+CSQ'],
  ],
  ['nothing in flight', ['\r\n+CSQ: 20,0\r\n\r\nOK\r\n'], ['csq', 'ok']],
  ['a module that starts anew', ['AT+CSQ\r', '\r\nRDY\r\n\r\nOK\r\n'], ['rdy', 'ok']],
];

describe.each([1, 3, 4096])('in pieces of %i bytes: what a message answers', (size) => {
  it.each(CASES)('%s', (_, session, expected) => expect(answers(session, size)).toEqual(expected));
});

describe('of a host that writes in turn', () => {
  it('a line written by itself gives up those before, whatever was lost of their answers', () => {
    const session = ['>AT+CSQ\r', '\r\n+CSQ: 15,0\r\n', '>AT+HTTPINIT\r', '\r\nERROR\r\n'];
    expect(answers(session, 4096, 'in-turn')).toEqual([
      'csq: information of AT+CSQ',
      'error: result failure of AT+HTTPINIT',
    ]);
  });

  it('lines of one write are answered one after the other', () => {
    const session = ['>AT+CSQ\rAT+HTTPINIT\r', '\r\n+CSQ: 15,0\r\n\r\nOK\r\n\r\nERROR\r\n'];
    expect(answers(session, 4096, 'in-turn')).toEqual([
      'csq: information of AT+CSQ',
      'ok: result success of AT+CSQ',
      'error: result failure of AT+HTTPINIT',
    ]);
  });
});

describe('a command line in flight', () => {
  const commandOf = (session: Session): unknown => {
    let found: unknown;
    const tokenizer = new Tokenizer({ form: () => (found = tokenizer.answer?.command) }, { answers: true });
    for (const step of session)
      step.startsWith('>') ? tokenizer.sent(bytes(step.slice(1))) : tokenizer.write(bytes(step));
    return found;
  };

  it('that was sent begins at its place in all that was sent', () => {
    expect(commandOf(['>AT\r', '\r\nOK\r\n', '> AT+CSQ\r', '\r\nOK\r\n'])).toEqual({
      bytes: Uint8Array.from(bytes('AT+CSQ')),
      sent: true,
      offset: 4,
    });
  });

  it('that came back begins at its place in the stream', () => {
    expect(commandOf(['\r\nRING\r\n', 'AT+CSQ\r', '\r\nOK\r\n'])).toEqual({
      bytes: Uint8Array.from(bytes('AT+CSQ')),
      sent: false,
      offset: 8,
    });
  });

  it('is not looked for without the option', () => {
    let found: unknown = 'nothing';
    const decoder = new Decoder((_message, _start, _end, answer) => (found = answer));
    decoder.write(bytes('AT\r\r\nOK\r\n'));
    expect(found).toBeUndefined();
  });
});

describe('commands that are forgotten', () => {
  const seen: string[] = [];
  const decoder = new Decoder(
    (message, _start, _end, answer) => {
      seen.push(shown(message, answer));
    },
    { answers: true },
  );
  decoder.sent(bytes('AT+CIPSTART="TCP","a.b",80\r'));
  decoder.write(bytes('\r\nOK\r\n'));
  decoder.sent(bytes('AT+CMGF=1\r'));
  decoder.forgetCommands();
  decoder.sent(bytes('AT+CSQ\r'));
  decoder.write(bytes('\r\n+CSQ: 20,0\r\n\r\nOK\r\n\r\nCONNECT OK\r\n'));

  it('get no answer any more, but for late results', () =>
    expect(seen.slice(1)).toEqual([
      'csq: information of AT+CSQ',
      'ok: result success of AT+CSQ',
      'connect-ok: late-result success of AT+CIPSTART="TCP","a.b",80',
    ]));

  it('are not in flight', () => expect(decoder.state().inFlight).toEqual([]));
});

describe('with the option every case reads as without it', () => {
  const files = readCases(join(import.meta.dirname, '..', 'spec', 'cases'));
  it.each(files)('$name', ({ cases }) => {
    for (const one of cases) {
      const asked = { ...one, options: { ...one.options, answers: true } };
      expect([one.name, messageText(replay(asked, pieces(one, 5)))]).toEqual([one.name, messageText(one.messages)]);
    }
  });
});
