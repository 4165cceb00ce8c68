/** Commands and their answers. */
import { describe, expect, it } from 'vitest';
import { EncodeError } from '../../src/index.js';
import { CommandError, Session, SessionError } from '../../src/session.js';
import { bytesOf } from '../latin1.js';
import { failure, settled, talk } from './talk.js';

const CSQ = { type: 'csq', form: 'execute' } as const;
const CREG = { type: 'creg', form: 'read' } as const;
const START = { type: 'cipstart', form: 'write', mode: 'TCP', address: 'a.b', port: 80 } as const;

describe('a command', () => {
  it('has its information and its result', async () => {
    const { session, written, say } = talk();
    const asked = session.command(CSQ);
    expect(written()).toBe('AT+CSQ\r');
    say('AT+CSQ\r\r\n+CSQ: 20,0\r\n\r\nOK\r\n');
    const { responses, result, late } = await asked;
    expect(responses).toEqual([{ type: 'csq', kind: 'response', rssi: 20, ber: 0 }]);
    expect(result).toEqual({ type: 'ok', kind: 'final' });
    expect(late).toBeUndefined();
  });

  it('is asked for one piece of information', async () => {
    const { session, say } = talk();
    const asked = session.ask(CSQ);
    say('\r\n+CSQ: 20,0\r\n\r\nOK\r\n');
    expect((await asked).rssi).toBe(20);
    const silent = session.ask(CSQ);
    say('\r\nOK\r\n');
    expect(await failure(silent)).toMatchObject({ code: 'no-answer', command: CSQ });
  });

  it('waits until those before it are over', async () => {
    const { session, written, say } = talk();
    const asked = [session.command(CSQ), session.command(CREG)];
    expect(written()).toBe('AT+CSQ\r');
    say('\r\n+CSQ: 20,0\r\n');
    expect(written()).toBe('');
    say('\r\nOK\r\n');
    expect(written()).toBe('AT+CREG?\r');
    say('\r\n+CREG: 0,1\r\n\r\nOK\r\n');
    expect((await Promise.all(asked)).map(({ responses }) => responses[0]?.type)).toEqual(['csq', 'creg']);
  });

  it('is written once all is read that came before: an OK that comes twice answers one command', async () => {
    const { session, written, say } = talk();
    const asked = [session.command(CSQ), session.command({ type: 'cmgf', form: 'write', mode: 1 })];
    say('\r\n+CSQ: 20,0\r\n\r\nOK\r\n\r\nOK\r\n');
    expect(written()).toBe('AT+CSQ\rAT+CMGF=1\r');
    say('\r\nERROR\r\n');
    expect(await failure(asked[1] as Promise<unknown>)).toBeInstanceOf(CommandError);
  });

  it('may be answered before the port has taken it', async () => {
    let written = 0;
    const session = new Session(() => {
      written++;
      session.receive(bytesOf('\r\n+CSQ: 20,0\r\n\r\nOK\r\n'));
    });
    const asked = Array.from({ length: 5000 }, () => session.ask(CSQ));
    expect(new Set((await Promise.all(asked)).map(({ rssi }) => rssi))).toEqual(new Set([20]));
    expect(written).toBe(5000);
  });

  it('fails with the result that says so', async () => {
    const { session, say } = talk();
    const asked = session.command({ type: 'cpin', form: 'read' });
    say('\r\n+CME ERROR: 10\r\n');
    const error = await failure(asked);
    expect(error).toBeInstanceOf(CommandError);
    expect(error).toMatchObject({ message: 'cpin failed: cme-error code=10', result: { type: 'cme-error', code: 10 } });
  });

  it('that cannot be written is refused before anything is', async () => {
    const { session, written } = talk();
    expect(await failure(session.command({ type: 'cipmux', form: 'write', mode: 7 }))).toBeInstanceOf(EncodeError);
    expect(written()).toBe('');
  });

  it('may be one that the grammar does not know', async () => {
    const { session, written, say } = talk();
    const asked = session.command({ type: 'unknown-command', bytes: bytesOf('AT+FROB=1') });
    expect(written()).toBe('AT+FROB=1\r');
    say('AT+FROB=1\r\r\n+FROB: 7,8\r\nmore\r\n\r\nOK\r\n');
    const { responses, others } = await asked;
    expect([...responses, ...others].map(({ type }) => type)).toEqual(['information', 'text']);
    expect(await failure(session.command({ type: 'unknown-command', bytes: bytesOf('AT+A\rAT+B') }))).toBeInstanceOf(
      EncodeError,
    );
  });
});

describe('data', () => {
  it('is written when the module asks for it, as much as the command says', async () => {
    const { session, written, say } = talk();
    const asked = session.command({ type: 'cipsend', form: 'write', connection: 0, length: 5 }, bytesOf('hello'));
    expect(written()).toBe('AT+CIPSEND=0,5\r');
    say('AT+CIPSEND=0,5\r\r\n> ');
    expect(written()).toBe('hello');
    say('hello\r\n0, SEND OK\r\n');
    expect((await asked).result).toEqual({ type: 'send-ok', kind: 'final', connection: 0 });
  });

  it('ends with Ctrl-Z where nothing says how much it is; an SMS of two lines has two prompts', async () => {
    const { session, written, say } = talk();
    const asked = session.command({ type: 'cmgs', form: 'write', number: '+31628870634' }, bytesOf('one\rtwo'));
    expect(written()).toBe('AT+CMGS="+31628870634"\r');
    say('\r\n> ');
    expect(written()).toBe('one\rtwo\x1a');
    say('one\r\n> two\x1a\r\n+CMGS: 5\r\n\r\nOK\r\n');
    expect((await asked).responses).toEqual([{ type: 'cmgs', kind: 'response', mr: 5 }]);
    expect(written()).toBe('');
  });

  it('of a number by itself is counted if there are as many bytes, or else ends with Ctrl-Z', async () => {
    const { session, written, say } = talk();
    for (const [data, end, bytes] of [
      ['hello', undefined, 'hello'],
      ['hello', 'ctrl-z', 'hello\x1a'],
      ['hi', undefined, 'hi\x1a'],
    ] as const) {
      const asked = session.command(
        { type: 'cipsend', form: 'write', connectionOrLength: 5 },
        { data: bytesOf(data), ...(end && { end }) },
      );
      say('\r\n> ');
      expect(written()).toBe(`AT+CIPSEND=5\r${bytes}`);
      say('\r\nSEND OK\r\n');
      await asked;
    }
  });

  it('that is missing, or is more than announced, or not asked for, is refused before anything is written', async () => {
    const { session, written } = talk();
    const send = { type: 'cipsend', form: 'write', connection: 0, length: 5 } as const;
    for (const refused of [
      session.command(send),
      session.command(send, bytesOf('123456')),
      session.command(CSQ, bytesOf('x')),
    ])
      expect(await failure(refused)).toBeInstanceOf(EncodeError);
    expect(written()).toBe('');
  });

  it('is not sent where the module answers with an error instead of a prompt', async () => {
    const { session, written, say } = talk();
    const asked = session.command({ type: 'cipsend', form: 'execute' }, bytesOf('hello'));
    say('\r\nERROR\r\n');
    expect(await failure(asked)).toBeInstanceOf(CommandError);
    expect(written()).toBe('AT+CIPSEND\r');
  });
});

describe('a late result', () => {
  it('can be waited for', async () => {
    const { session, say } = talk();
    const asked = session.command(START);
    say('\r\nOK\r\n');
    const { late } = await asked;
    const connected = late();
    say('\r\nCONNECT OK\r\n');
    expect(await connected).toEqual({ responses: [], result: { type: 'connect-ok', kind: 'urc' } });
  });

  it('is kept until somebody asks, and may come in one chunk with the OK', async () => {
    const { session, say } = talk();
    const asked = session.command(START);
    say('\r\nOK\r\n\r\nCONNECT OK\r\n');
    const { late } = await asked;
    await settled();
    expect((await late()).result.type).toBe('connect-ok');
    expect((await late()).result.type).toBe('connect-ok');
  });

  it('that says that it failed comes with the state before it', async () => {
    const { session, say, events } = talk();
    const asked = session.command(START);
    say('\r\nOK\r\n');
    const { late } = await asked;
    say('\r\nSTATE: TCP CLOSED\r\n\r\nCONNECT FAIL\r\n');
    const error = await failure(late());
    expect(error).toBeInstanceOf(CommandError);
    expect(error).toMatchObject({
      result: { type: 'connect-fail' },
      responses: [{ type: 'state', kind: 'response', state: 'TCP CLOSED' }],
    });
    expect(events).toEqual([]);
  });

  it('does not keep other commands from being written', async () => {
    const { session, written, say } = talk();
    const starting = session.command(START);
    say('\r\nOK\r\n');
    const { late } = await starting;
    written();
    const asked = session.ask(CSQ);
    expect(written()).toBe('AT+CSQ\r');
    say('\r\nCONNECT OK\r\n\r\n+CSQ: 20,0\r\n\r\nOK\r\n');
    expect((await asked).rssi).toBe(20);
    expect((await late()).result.type).toBe('connect-ok');
  });

  it('of several connections has a row for each: they are whole once a question after them is answered', async () => {
    const { session, written, say } = talk();
    const asked = session.command({ type: 'cipstatus', form: 'execute' });
    say('\r\nOK\r\n\r\nSTATE: IP PROCESSING\r\n');
    const { late } = await asked;
    const status = late();
    await settled();
    expect(written()).toBe('AT+CIPSTATUS\rAT+IPR?\r');
    say('\r\nC: 0,0,"TCP","1.2.3.4","80","CONNECTED"\r\n\r\nC: 1,,"","","","INITIAL"\r\n\r\n+IPR: 0\r\n\r\nOK\r\n');
    const { result, responses } = await status;
    expect(result.state).toBe('IP PROCESSING');
    expect(responses.map((row) => row.type === 'client-status' && row.connection)).toEqual([0, 1]);
  });
});

describe('an answer is no event', () => {
  it('also where the form comes by itself at other times: +CREG', async () => {
    const { session, say, events } = talk();
    const asked = session.command(CREG);
    say('\r\n+CREG: 0,1\r\n\r\nOK\r\n\r\n+CREG: 5\r\n');
    expect((await asked).responses).toEqual([{ type: 'creg', kind: 'urc', mode: 0, stat: 1 }]);
    await settled();
    expect(events).toHaveLength(1);
  });

  it('and an event is no answer, wherever it comes', async () => {
    const { session, say, events } = talk();
    const asked = session.command(CSQ);
    say('AT+CSQ\r\r\nRING\r\n\r\n+CSQ: 20,0\r\n\r\n+CREG: 5\r\n\r\nOK\r\n');
    const { responses, others } = await asked;
    await settled();
    expect([responses.length, others]).toEqual([1, []]);
    expect(events.map(({ type }) => type)).toEqual(['ring', 'creg']);
  });
});

describe('a port', () => {
  it('that is closed rejects what waits, and what is asked for later', async () => {
    const { session } = talk();
    const waiting = [session.command(CSQ), session.command(CREG), session.next('ring')];
    session.end(new Error('unplugged'));
    for (const one of [...waiting, session.command(CSQ), session.next('ring')]) {
      const error = await failure(one);
      expect(error).toBeInstanceOf(SessionError);
      expect(error).toMatchObject({ code: 'closed', message: 'the port is closed: unplugged' });
    }
  });
});
