/** A module that answers, takes data and now and then does not answer, and a host that tells what it writes. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decoder, type TokenizerState } from '../../src/index.js';
import { bytesOf } from '../latin1.js';
import { inPieces } from './reading.js';
import { runsFrom } from './runs.js';

const runs = runsFrom(20260105);

type Step = { readonly tx: string } | { readonly rx: string };

/** What happens, and the types of the messages that are no echo. */
class Session {
  readonly steps: Step[] = [];
  readonly types: string[] = [];
  readonly echo: boolean;

  constructor(echo: boolean) {
    this.echo = echo;
  }

  tx(text: string): this {
    this.steps.push({ tx: text });
    return this;
  }

  rx(text: string, ...types: readonly string[]): this {
    this.steps.push({ rx: text });
    this.types.push(...types);
    return this;
  }

  sentBack(text: string): this {
    return this.echo ? this.rx(text) : this;
  }
}

type Line = readonly [text: string, type: string];
type Part = (session: Session) => void;

const WORDS = [
  '\r\n',
  '\r',
  '\n',
  '\r\nOK\r\n',
  'OK\r\n',
  '\r\nSEND OK\r\n',
  'SEND OK',
  '\r\n0, CLOSED\r\n',
  '> ',
  '\r\n> ',
].concat(['+RECEIVE,0,5:\r\n', 'AT+CSQ\r', 'hello', '+CIPRXGET: 1\r\n', 'CONNECT\r\n', '0', '{"a":1}', '\xff', 'RDY']);
const promptData = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 }).map((words) => words.join(''));
const urc = fc.constantFrom<Line>(
  ['\r\nRING\r\n', 'ring'],
  ['\r\n3, CLOSED\r\n', 'closed'],
  ['\r\n+PDP: DEACT\r\n', 'pdp-deact'],
  ['\r\n+RECEIVE,1,4:\r\nOK\r\n', 'receive'],
);
const urcs = fc.array(urc, { maxLength: 1 });

function told(session: Session, lines: readonly Line[]): Session {
  for (const [text, type] of lines) session.rx(text, type);
  return session;
}

/** Command lines and all that answers them. */
const ANSWERS: readonly (readonly [command: string, ...answer: readonly Line[]])[] = [
  ['AT+CSQ', ['\r\n+CSQ: 1,0\r\n', 'csq'], ['\r\nOK\r\n', 'ok']],
  ['AT+CIPRXGET?', ['\r\n+CIPRXGET: 1\r\n', 'ciprxget'], ['\r\nOK\r\n', 'ok']],
  ['ATI', ['\r\nSIM800 R14.18\r\n', 'text'], ['\r\nOK\r\n', 'ok']],
  ['AT+CIPSHUT', ['\r\nSHUT OK\r\n', 'shut-ok']],
  ['AT+CIFSR', ['\r\n10.0.0.1\r\n', 'local-ip']],
];
const ASIDE: Line = ['\r\n+CIPRXGET: 1\r\n', 'ciprxget-data'];

const asked: fc.Arbitrary<Part> = fc
  .tuple(fc.constantFrom(...ANSWERS), urcs, urcs, fc.constantFrom('\r', '\r\n'), fc.boolean())
  .map(([[command, ...answer], before, between, lineEnd, aside]) => (session) => {
    told(session.tx(command + lineEnd), before).sentBack(`${command}\r`);
    told(told(session, answer.slice(0, 1)), answer.length > 1 ? between : []);
    told(told(session, answer.slice(1)), aside ? [ASIDE] : []);
  });

/** Without echo nothing would tell that the next command is another's. */
const neverAnswered: fc.Arbitrary<Part> = fc.constantFrom('AT&K0', 'AT+CIICR').map((command) => (session) => {
  if (session.echo) session.tx(`${command}\r`).sentBack(`${command}\r`);
});

const pipelined: fc.Arbitrary<Part> = fc
  .array(fc.constantFrom(...ANSWERS), { minLength: 2, maxLength: 5 })
  .map((all) => {
    const lines = all.map(([command]) => `${command}\r`).join('');
    return (session) => {
      session.tx(lines).sentBack(lines);
      for (const [, ...answer] of all) told(session, answer);
    };
  });

interface Sending {
  readonly text: string;
  readonly ended: 'length' | 'Ctrl-Z' | 'ESC';
  readonly ahead: boolean;
  readonly cut: readonly [at: number, line: Line] | undefined;
  readonly result: 'SEND OK' | 'OK' | 'ERROR' | 'CLOSED' | 'none';
}
const TYPES = { 'SEND OK': 'send-ok', OK: 'ok', ERROR: 'error', CLOSED: 'closed' } as const;

/** What appears in prompt data ahead of its prompt must not look like a command, nor like the end of one. */
const mayGoAhead = (text: string): boolean => !/AT/i.test(text) && !text.startsWith('\n');

function send({ text, ended, ahead, cut, result }: Sending, session: Session): void {
  const bytes = text + { length: '', 'Ctrl-Z': '\x1a', ESC: '\x1b' }[ended];
  const command = ended === 'length' ? `AT+CIPSEND=${bytes.length}\r` : 'AT+CIPSEND\r';
  if (ahead && mayGoAhead(text))
    session
      .tx(command + bytes)
      .sentBack(command)
      .rx('\r\n> ', 'prompt');
  else session.tx(command).sentBack(command).rx('\r\n> ', 'prompt').tx(bytes);
  const at = (cut?.[0] ?? 0) % (bytes.length + 1);
  // A line that cuts in where the prompt data has a line end of its own: whose that is, nobody knows.
  if (cut && session.echo && bytes[at] !== '\r') told(session.rx(bytes.slice(0, at)), [cut[1]]).rx(bytes.slice(at));
  else session.sentBack(bytes);
  if (result !== 'none') session.rx(`\r\n${result}\r\n`, TYPES[result]);
}

const sent: fc.Arbitrary<Part> = fc
  .record<Sending>({
    text: promptData,
    ended: fc.constantFrom('length', 'Ctrl-Z', 'ESC'),
    ahead: fc.boolean(),
    cut: fc.option(fc.tuple(fc.nat(), urc), { nil: undefined }),
    result: fc.constantFrom('SEND OK', 'OK', 'ERROR', 'CLOSED', 'none'),
  })
  .filter(({ ended, result }) => (ended === 'ESC' ? result !== 'SEND OK' : result !== 'OK'))
  .map((sending) => (session) => send(sending, session));

/** Whatever was before, the last command is known, and nothing is in flight after it. */
function closing(session: Session): Session {
  const command = 'AT+CIPRXGET?\r';
  session.tx(command).sentBack(command).rx('\r\n+CIPRXGET: 1\r\n', 'ciprxget').rx('\r\nOK\r\n', 'ok');
  return session.rx('\r\n+CIPRXGET: 1\r\n', 'ciprxget-data').rx('\r\nstray\r\n', 'unrecognized');
}

const sessions = fc
  .tuple(fc.array(fc.oneof(asked, neverAnswered, pipelined, sent), { maxLength: 6 }), fc.boolean())
  .map(([parts, echo]) => {
    const session = new Session(echo);
    for (const part of parts) part(session);
    return closing(session);
  });

function read({ steps, echo }: Session, rxSize: number, txSize: number): { types: string[]; state: TokenizerState } {
  const types: string[] = [];
  const decoder = new Decoder(({ type }) => type !== 'echo' && types.push(type), { echo: echo && 'auto' });
  for (const step of steps) {
    if ('tx' in step) for (const piece of inPieces(txSize)(bytesOf(step.tx))) decoder.sent(piece);
    else for (const piece of inPieces(rxSize)(bytesOf(step.rx))) decoder.write(piece);
  }
  const state = decoder.state();
  decoder.end();
  return { types, state };
}

describe('a session that the host tells of', () => {
  it('is read as it was, in pieces of any size on either side', () => {
    fc.assert(
      fc.property(sessions, fc.constantFrom(1, 3, 40, 4096), fc.constantFrom(1, 4, 4096), (session, rxSize, txSize) => {
        const { types, state } = read(session, rxSize, txSize);
        expect(types).toEqual(session.types);
        expect(state).toMatchObject({ mode: 'lines', inFlight: [], inPromptData: false, prompted: false });
      }),
      runs(1500),
    );
  });
});
