/** Commands that nobody waits for any longer: what comes late is not the answer to the next one. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SessionError } from '../../src/session.js';
import { bytesOf } from '../latin1.js';
import { failure, type Talk, talk, unanswered } from './talk.js';

const CSQ = { type: 'csq', form: 'execute' } as const;
const TEXT_MODE = { type: 'cmgf', form: 'write', mode: 1 } as const;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

/** A command that is written and given up. */
async function givenUp({ session, written }: Talk): Promise<void> {
  const error = failure(session.command(CSQ));
  expect(written()).toBe('AT+CSQ\r');
  await pass(10_000);
  expect(await error).toMatchObject({ code: 'timeout', message: 'csq: no answer in 10000 ms', command: CSQ });
}

describe('a command may take', () => {
  it('as long as the manual says', async () => {
    const { session } = talk();
    const error = failure(session.command({ type: 'ciicr', form: 'execute' }));
    await pass(84_999);
    expect(vi.getTimerCount()).toBe(1);
    await pass(1);
    expect(await error).toMatchObject({ code: 'timeout', message: 'ciicr: no answer in 85000 ms' });
  });

  it('as long as the caller says', async () => {
    const error = failure(talk().session.command(CSQ, { timeout: 20 }));
    await pass(20);
    expect(await error).toBeInstanceOf(SessionError);
  });

  it('as long as the session says where nobody else does', async () => {
    const error = failure(talk({ timeout: 50 }).session.command(CSQ));
    await pass(50);
    expect(await error).toMatchObject({ code: 'timeout' });
  });

  it('and no longer than a signal allows, whose reason it is then', async () => {
    const { session, written } = talk();
    const abort = new AbortController();
    const errors = [CSQ, TEXT_MODE].map((command) => failure(session.command(command, { signal: abort.signal })));
    abort.abort(new Error('enough'));
    for (const error of errors) expect(await error).toEqual(new Error('enough'));
    expect(await failure(session.command(CSQ, { signal: abort.signal }))).toEqual(new Error('enough'));
    expect(written()).toBe('AT+CSQ\r');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('a late result too', async () => {
    const { session, say } = talk();
    const asked = session.command({ type: 'cipstart', form: 'write', mode: 'TCP', address: 'a.b', port: 80 });
    say('\r\nOK\r\n');
    const { late } = await asked;
    const [quick, patient] = [failure(late({ timeout: 5 })), failure(late())];
    await pass(5);
    expect(await quick).toMatchObject({ code: 'timeout' });
    await pass(160_000);
    expect(await patient).toMatchObject({ message: 'cipstart: no late result in 160000 ms' });
    say('\r\nCONNECT OK\r\n');
    expect((await late()).result.type).toBe('connect-ok');
  });
});

describe('after a command was given up', () => {
  it('nothing is written until something is to be', async () => {
    const all = talk();
    await givenUp(all);
    await pass(60_000);
    expect(all.written()).toBe('');
  });

  it('the module is asked what it is doing; its answer says that all before is over', async () => {
    const all = talk();
    const { session, written, say } = all;
    await givenUp(all);
    const asked = session.command(TEXT_MODE);
    expect(written()).toBe('AT+IPR?\r');
    say('\r\n+IPR: 0\r\n\r\nOK\r\n');
    expect(written()).toBe('AT+CMGF=1\r');
    say('\r\nOK\r\n');
    expect((await asked).result.type).toBe('ok');
  });

  it('its late answer is not the answer to the next, nor an event', async () => {
    const all = talk();
    const { session, written, say, events } = all;
    await givenUp(all);
    const asked = failure(session.command(TEXT_MODE));
    say('\r\n+CSQ: 20,0\r\n\r\nOK\r\n');
    expect(written()).toBe('AT+IPR?\r');
    say('\r\n+IPR: 0\r\n\r\nOK\r\n');
    expect(written()).toBe('AT+CMGF=1\r');
    say('\r\nERROR\r\n');
    expect(await asked).toMatchObject({ message: 'cmgf failed: error' });
    expect(events).toEqual([]);
  });

  it('nothing is asked if its late answer has come meanwhile', async () => {
    const all = talk();
    const { session, written, say, events } = all;
    await givenUp(all);
    say('\r\n+CSQ: 20,0\r\n\r\nOK\r\n');
    unanswered(session.command(TEXT_MODE));
    expect(written()).toBe('AT+CMGF=1\r');
    expect(events).toEqual([]);
  });

  it('the module is asked something else each time, so that late answers are told apart', async () => {
    const all = talk();
    const { session, written, say } = all;
    await givenUp(all);
    const asked = session.command(TEXT_MODE);
    expect(written()).toBe('AT+IPR?\r');
    await pass(1000);
    expect(written()).toBe('AT+IFC?\r');
    // The answers to both, of which the second is the last that is expected.
    say('\r\n+CSQ: 20,0\r\n\r\nOK\r\n\r\n+IPR: 0\r\n\r\nOK\r\n');
    expect(written()).toBe('');
    say('\r\n+IFC: 0,0\r\n\r\nOK\r\n');
    expect(written()).toBe('AT+CMGF=1\r');
    say('\r\nOK\r\n');
    await asked;
  });

  it('a module that does not answer at all is said to be unresponsive; the next command tries again', async () => {
    const all = talk();
    const { session, written, say } = all;
    await givenUp(all);
    const first = failure(session.command(TEXT_MODE));
    await pass(3000);
    expect(written()).toBe('AT+IPR?\rAT+IFC?\rAT+ICF?\r');
    expect(await first).toMatchObject({ code: 'unresponsive' });
    // What was asked before was lost: the answer to the fourth question looks like one to the first.
    const second = session.command(TEXT_MODE);
    expect(written()).toBe('AT+IPR?\r');
    say('\r\n+IPR: 0\r\n\r\nOK\r\n');
    expect(written()).toBe('');
    await pass(1000);
    expect(written()).toBe('AT+CMGF=1\r');
    say('\r\nOK\r\n');
    await second;
  });

  it('all that wait are told that it does not answer, so that no queue grows', async () => {
    const all = talk();
    await givenUp(all);
    const waiting = [TEXT_MODE, CSQ, TEXT_MODE].map((command) => failure(all.session.command(command)));
    await pass(3000);
    for (const error of waiting) expect(await error).toMatchObject({ code: 'unresponsive' });
    expect(all.written()).toBe('AT+IPR?\rAT+IFC?\rAT+ICF?\r');
  });

  it('the data that it asks for late are taken back with ESC', async () => {
    const { session, written, say } = talk();
    const error = failure(session.command({ type: 'cipsend', form: 'execute' }, { data: bytesOf('hi'), timeout: 10 }));
    await pass(10);
    await error;
    expect(written()).toBe('AT+CIPSEND\r');
    say('\r\n> ');
    expect(written()).toBe('\x1b');
  });
});

describe('a module that begins anew', () => {
  it('has forgotten what it was asked, and what was to be asked', async () => {
    const { session, say, written, events } = talk();
    const starting = session.command({ type: 'cipstart', form: 'write', mode: 'TCP', address: 'a.b', port: 80 });
    say('\r\nOK\r\n');
    const { late } = await starting;
    const errors = [late(), session.command(CSQ), session.command(TEXT_MODE)].map(failure);
    written();
    say('\r\nUNDER-VOLTAGE POWER DOWN\r\n');
    for (const error of errors)
      expect(await error).toMatchObject({
        code: 'restart',
        message: 'the module has begun anew: under-voltage-power-down',
      });
    expect(events.map(({ type }) => type)).toEqual(['under-voltage-power-down']);
    const next = session.command(CSQ);
    expect(written()).toBe('AT+CSQ\r');
    say('\r\n+CSQ: 20,0\r\n\r\nOK\r\n');
    await next;
  });

  it('or is switched off, has answered the command that did it', async () => {
    const { session, say } = talk();
    const asked = session.command({ type: 'cpowd', form: 'write', mode: 1 });
    const next = failure(session.command(CSQ));
    say('\r\nNORMAL POWER DOWN\r\n');
    expect((await asked).result.type).toBe('normal-power-down');
    expect(await next).toMatchObject({ code: 'restart' });
  });

  it('need not be asked what became of a command given up', async () => {
    const all = talk();
    await givenUp(all);
    all.say('\r\nRDY\r\n');
    unanswered(all.session.command(TEXT_MODE));
    expect(all.written()).toBe('AT+CMGF=1\r');
  });
});
