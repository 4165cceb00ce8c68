/** Transparent mode: the line as a pair of streams. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SessionError, type TransparentStreams } from '../../src/session.js';
import { bytesOf, textOf } from '../latin1.js';
import { failure, type Talk, talk, unanswered } from './talk.js';

const START = { type: 'cipstart', form: 'write', mode: 'TCP', address: 'a.b', port: 80 } as const;
const CSQ = { type: 'csq', form: 'execute' } as const;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

async function connected({ session, say, written }: Talk): Promise<TransparentStreams> {
  const mode = session.command({ type: 'cipmode', form: 'write', mode: 1 });
  say('\r\nOK\r\n');
  await mode;
  const starting = session.command(START);
  say('\r\nOK\r\n');
  const { late } = await starting;
  say('\r\nCONNECT\r\nfirst');
  expect((await late()).result.type).toBe('connect');
  written();
  return session.transparent();
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array>, count: number): Promise<string> {
  let text = '';
  while (text.length < count) {
    const { done, value } = await reader.read();
    if (done) return `${text} (end)`;
    text += textOf(value);
  }
  return text;
}

describe('transparent mode', () => {
  it('has what the peer sends, from the byte after CONNECT on, and writes what is for it', async () => {
    const all = talk();
    const { readable, writable } = await connected(all);
    all.say('\r\nRING\r\n, and more');
    expect(await read(readable.getReader(), 20)).toBe('first\r\nRING\r\n, and more');
    const writer = writable.getWriter();
    await writer.write(bytesOf('AT+CSQ\r'));
    expect(all.written()).toBe('AT+CSQ\r');
    expect(all.events).toEqual([]);
  });

  it('takes no commands meanwhile', async () => {
    const all = talk();
    expect(() => all.session.transparent()).toThrow(SessionError);
    await connected(all);
    expect(await failure(all.session.command(CSQ))).toMatchObject({ code: 'transparent', command: CSQ });
  });

  it('is left with silence, +++ and silence; the OK ends it and is no data', async () => {
    const all = talk();
    const { session, say, written } = all;
    const { readable, writable, leave } = await connected(all).then((link) => ({
      readable: link.readable,
      writable: link.writable,
      leave: () => link.leave(),
    }));
    const reader = readable.getReader();
    const writer = writable.getWriter();
    await pass(400);
    await writer.write(bytesOf('bye'));
    const leaving = leave();
    await pass(999);
    expect(written()).toBe('bye');
    await pass(1);
    expect(written()).toBe('+++');
    expect(await failure(writer.write(bytesOf('x')))).toMatchObject({ code: 'transparent' });
    say(' last\r\nOK\r\n');
    await leaving;
    expect(await read(reader, 99)).toBe('first last (end)');
    const asked = session.ask(CSQ);
    expect(written()).toBe('AT+CSQ\r');
    say('\r\n+CSQ: 20,0\r\n\r\nOK\r\n');
    expect((await asked).rssi).toBe(20);
    expect(all.events).toEqual([]);
    const again = session.command({ type: 'ato', form: 'execute' });
    say('\r\nCONNECT\r\nagain');
    expect((await again).result.type).toBe('connect');
    expect(await read(session.transparent().readable.getReader(), 5)).toBe('again');
  });

  it('is left by dropping DTR, where the port can', async () => {
    const all = talk();
    const link = await connected(all);
    const dropDtr = vi.fn();
    const leaving = link.leave({ dropDtr });
    await pass(0);
    expect(dropDtr).toHaveBeenCalledOnce();
    all.say('\r\nOK\r\n');
    await leaving;
    expect(all.written()).toBe('');
  });

  it('that the module does not leave goes on', async () => {
    const all = talk();
    const link = await connected(all);
    const error = failure(link.leave());
    await pass(7000);
    expect(await error).toMatchObject({ code: 'timeout' });
    expect(await failure(all.session.command(CSQ))).toMatchObject({ code: 'transparent' });
  });

  it('is ended by the module when the peer closes: that is an event', async () => {
    const all = talk();
    const link = await connected(all);
    const reader = link.readable.getReader();
    all.say('\r\nCLOSED\r\n');
    expect(await read(reader, 99)).toBe('first (end)');
    await link.ended;
    expect(all.events.map(({ type }) => type)).toEqual(['closed']);
    unanswered(all.session.command(CSQ));
    expect(all.written()).toBe('AT+CSQ\r');
  });

  it('that ends while it is being left leaves a +++ in doubt: the module is asked first', async () => {
    const all = talk();
    const link = await connected(all);
    const leaving = link.leave();
    await pass(1000);
    all.say('\r\nCLOSED\r\n');
    await leaving;
    all.written();
    unanswered(all.session.command(CSQ));
    expect(all.written()).toBe('AT+IPR?\r');
  });

  it('is over when the port says so', async () => {
    const all = talk();
    const link = await connected(all);
    link.lost();
    await link.ended;
    unanswered(all.session.command(CSQ));
    expect(all.written()).toBe('AT+CSQ\r');
  });

  it('makes the port wait for a slow reader', async () => {
    const all = talk();
    const { session } = all;
    const link = await connected(all);
    const room = session.receive(new Uint8Array(70_000));
    expect(room).toBeInstanceOf(Promise);
    const reader = link.readable.getReader();
    await reader.read();
    await reader.read();
    await room;
    expect(session.receive(bytesOf('x'))).toBeUndefined();
  });

  it('fails with the port', async () => {
    const all = talk();
    const link = await connected(all);
    const reader = link.readable.getReader();
    await reader.read();
    const next = failure(reader.read());
    all.session.end(new Error('unplugged'));
    expect(await next).toMatchObject({ code: 'closed' });
    expect(await failure(link.ended)).toMatchObject({ code: 'closed' });
  });
});
