/** What comes by itself. */
import { describe, expect, it, vi } from 'vitest';
import { failure, settled, talk, unanswered } from './talk.js';

describe('a listener', () => {
  it('hears of its type, until it is taken away', () => {
    const { session, say } = talk();
    const heard: unknown[] = [];
    const off = session.on('ciprxget-data', ({ connection }) => heard.push(connection));
    say('\r\n+CIPRXGET: 1,3\r\n\r\nRING\r\n');
    off();
    say('\r\n+CIPRXGET: 1,4\r\n');
    expect(heard).toEqual([3]);
  });

  it('that throws keeps nobody from reading on', async () => {
    const { session, say, events } = talk();
    const thrown = new Promise<unknown>((resolve) => process.once('uncaughtException', resolve));
    const others = process.listeners('uncaughtException').slice(0, -1);
    for (const other of others) process.off('uncaughtException', other);
    session.on('ring', () => {
      throw new Error('of the listener');
    });
    say('\r\nRING\r\n\r\n+CREG: 5\r\n');
    expect(await thrown).toEqual(new Error('of the listener'));
    for (const other of others) process.on('uncaughtException', other);
    expect(events.map(({ type }) => type)).toEqual(['ring', 'creg']);
  });

  it('may write a command', () => {
    const { session, say, written } = talk();
    session.on('ring', () => unanswered(session.command({ type: 'ata', form: 'execute' })));
    say('\r\nRI');
    say('NG\r\n');
    expect(written()).toBe('ATA\r');
  });
});

describe('the next event of a type', () => {
  it('can be waited for', async () => {
    const { session, say } = talk();
    const next = session.next('closed');
    say('\r\nRING\r\n\r\n1, CLOSED\r\n');
    expect(await next).toEqual({ type: 'closed', kind: 'urc', connection: 1 });
  });

  it('for so long, and no longer than a signal allows', async () => {
    vi.useFakeTimers();
    const { session } = talk();
    const [slow, aborted] = [
      failure(session.next('ring', { timeout: 50 })),
      failure(session.next('ring', { signal: AbortSignal.abort(new Error('enough')) })),
    ];
    await vi.advanceTimersByTimeAsync(50);
    vi.useRealTimers();
    expect(await slow).toMatchObject({ code: 'timeout', message: 'no ring in 50 ms' });
    expect(await aborted).toEqual(new Error('enough'));
  });
});

describe('a loop over events', () => {
  it('gets each once, in order, whatever it does in between, and what is unrecognized too', async () => {
    const { session, say } = talk();
    const seen: string[] = [];
    const loop = (async () => {
      for await (const { type } of session.events()) {
        seen.push(type);
        if (type === 'closed') break;
        await settled();
      }
    })();
    say('\r\nRING\r\n\r\n*noise\r\n\r\n+CREG: 5\r\n\r\nCLOSED\r\n\r\nRING\r\n');
    await loop;
    expect(seen).toEqual(['ring', 'unrecognized', 'creg', 'closed']);
  });

  it('ends with the session, and with a signal', async () => {
    const { session } = talk();
    const abort = new AbortController();
    const loops = [session.events(), session.events({ signal: abort.signal })].map((events) => events.next());
    abort.abort();
    expect(await loops[1]).toEqual({ done: true, value: undefined });
    session.end();
    expect(await loops[0]).toEqual({ done: true, value: undefined });
    expect(await session.events().next()).toEqual({ done: true, value: undefined });
  });

  it('that takes none fails when too many wait, and not before the last of them', async () => {
    const { session, say } = talk();
    const events = session.events({ most: 2 });
    say('\r\nRING\r\n\r\nRING\r\n\r\nRING\r\n');
    expect((await events.next()).value?.type).toBe('ring');
    expect((await events.next()).value?.type).toBe('ring');
    expect(await failure(events.next())).toMatchObject({ code: 'overflow' });
    expect((await events.next()).done).toBe(true);
  });
});

describe('a log', () => {
  it('hears of every message, and of what it answers', () => {
    const seen: string[] = [];
    const { session, say } = talk({
      onMessage: ({ type }, answer) => seen.push(answer ? `${type} ${answer.role}` : type),
    });
    unanswered(session.command({ type: 'csq', form: 'execute' }));
    say('AT+CSQ\r\r\n+CSQ: 20,0\r\n\r\nRING\r\n\r\nOK\r\n');
    expect(seen).toEqual(['echo', 'csq information', 'ring', 'ok result']);
  });
});
