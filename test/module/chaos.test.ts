/** What goes wrong is seeded, and can be left out fault by fault. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, type Message } from '../../src/index.js';
import { type Chaos, FAULT_KINDS, FAULTS, type FaultKind, MOST_CHAOS } from '../../src/module.js';
import { bytesOf, textOf } from '../latin1.js';
import { Desk } from './desk.js';
import { hasBareData, seeds, session, steps } from './sessions.js';

const withoutEcho = (read: readonly Message[]): string[] =>
  read.flatMap(({ type, kind }) => (kind === 'echo' ? [] : [type]));

const faultsOf = (desk: Desk): string[] => desk.events.flatMap((event) => (event.what === 'fault' ? [event.name] : []));

/** One kind of fault, always. */
const always = (kind: FaultKind): Desk => new Desk({ chaos: { rates: { [kind]: 1 } } });

describe('a fault', () => {
  it('does not happen unless it is asked for', () => {
    fc.assert(
      fc.property(steps, seeds, (all, seed) => {
        expect(session(all, seed).events.filter(({ what }) => what === 'fault')).toEqual([]);
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it('of level 1 is nothing that a module may not do: all is read as it was said', () => {
    fc.assert(
      fc.property(steps, seeds, (all, seed) => {
        const { events, read, bytes } = session(all, seed, { level: 1 });
        if (hasBareData(events)) return;
        const said = events.flatMap((event) => (event.what === 'message' ? [event.message.type] : []));
        expect(withoutEcho(read), JSON.stringify(bytes)).toEqual(said);
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  it.each([1, 2, MOST_CHAOS])('of level %i happens again with the same seed', (level) => {
    fc.assert(
      fc.property(steps, seeds, (all, seed) => {
        const [first, again] = [session(all, seed, { level }), session(all, seed, { level })];
        expect(again.bytes).toBe(first.bytes);
        expect(again.events).toEqual(first.events);
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it('can be left out, and the others stay what they were', () => {
    const lines = ['AT', 'AT+CSQ', 'ATI', 'AT+CREG?', 'AT+CIPMUX=1', 'AT+CSTT', 'AT+CIICR', 'AT+CIFSR'];
    const run = (only?: readonly string[]): { faults: string[]; said: string } => {
      const desk = new Desk({ seed: 5, chaos: { rates: { 'doubled-answer': 0.4 }, ...(only && { only }) } });
      const said = lines.map((line) => desk.ask(line)).join('');
      return { faults: faultsOf(desk), said };
    };
    const all = run();
    expect(all.faults.length).toBeGreaterThan(2);
    expect(run(all.faults)).toEqual(all);
    expect(run([]).faults).toEqual([]);
    for (const name of all.faults) expect(run([name]).faults).toEqual([name]);
  });

  it.each<[FaultKind, string, RegExp]>([
    ['refused', 'AT+CSQ', /^\r\nERROR\r\n$/],
    ['lost-answer', 'AT+CSQ', /^$/],
    ['doubled-answer', 'AT+CSQ', /^(\r\n\+CSQ: 20,0\r\n){2}(\r\nOK\r\n){2}$/],
    ['stray-event', 'AT+CSQ', /\+CSQ: 20,0\r\n\r\nOK\r\n\r\n(\+CMTI|RING|UNDER|\+CGEV|\+CIEV|\+CTZV)/],
    ['restart', 'AT+CSQ', /^\r\nRDY\r\n/],
    ['slow', 'AT+CSQ', /^(\r\n\+CSQ: 20,0\r\n\r\nOK\r\n)?$/],
  ])('%s', (kind, line, says) => {
    const desk = always(kind);
    expect(desk.ask(line)).toMatch(says);
    expect(faultsOf(desk)[0]).toBe(`${kind}:0`);
  });

  it.each<[FaultKind, number]>([
    ['lost-byte', -2], // one of the echo, one of the answer
    ['doubled-byte', 2],
    ['flipped-bit', 0],
  ])('%s', (kind, change) => {
    const whole = 'AT\r\r\nOK\r\n';
    const said = always(kind).write('AT\r');
    expect(said).not.toBe(whole);
    expect(said.length).toBe(whole.length + change);
  });

  it('overrun: the module does not get all that the host wrote', () => {
    expect(always('overrun').write('AT+CSQ\r').length).toBeLessThan('AT+CSQ\r'.length);
  });

  it('piece: what is written together comes one by one', () => {
    const pieces: number[] = [];
    const desk = new Desk({ chaos: { rates: { piece: 1 } }, onBytes: (bytes) => pieces.push(bytes.length) });
    desk.write('AT+CSQ\r');
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.reduce((sum, size) => sum + size)).toBe('AT+CSQ\r\r\n+CSQ: 20,0\r\n\r\nOK\r\n'.length);
  });

  it('event-early: an event cuts into the line that the host is writing', () => {
    const desk = always('event-early');
    desk.write('AT+C', 10);
    desk.module.ring('+15550199');
    expect(desk.heard()).toBe('\r\nRING\r\n');
  });

  it('send-fails and peer-closes: in the middle of a send', () => {
    const failing = always('send-fails').bringUp().connect();
    failing.ask('AT+CIPSEND=2');
    expect(failing.write('hi')).toBe('hi\r\nSEND FAIL\r\n');
    const closing = always('peer-closes').bringUp().connect();
    closing.ask('AT+CIPSEND=2');
    expect(closing.write('hi')).toBe('hi\r\nSEND FAIL\r\n\r\nCLOSED\r\n');
  });

  it('bearer-lost: at any command', () => {
    const desk = new Desk({ chaos: { rates: { 'bearer-lost': 1 } } });
    for (const line of ['AT+CSTT', 'AT+CIICR']) desk.ask(line);
    expect(desk.ask('AT')).toContain('OK');
    expect(desk.ask('AT+CIPSTATUS')).toContain('STATE: PDP DEACT');
  });

  it('peer-closes-early: while the host is asked for the data', () => {
    const desk = always('peer-closes-early').bringUp().connect();
    expect(desk.ask('AT+CIPSEND=2')).toBe('\r\n> ');
    expect(desk.write('hi')).toBe('hi\r\nSEND FAIL\r\n\r\nCLOSED\r\n');
    const early = new Desk({ chaos: { rates: { 'peer-closes-early': 1, 'event-early': 1 } } }).bringUp().connect();
    expect(early.ask('AT+CIPSEND=2')).toBe('\r\n> \r\nCLOSED\r\n');
    expect(early.write('hi')).toBe('hi\r\nSEND FAIL\r\n');
  });

  it('restart: at a prompt, and among transparent data', () => {
    const only = (number: number): Chaos => ({ rates: { restart: 1 }, only: [`restart:${number}`] });
    // Once for each command before it, and AT+CIPSEND itself.
    const asking = new Desk({ chaos: only(5) }).bringUp().connect();
    expect(asking.ask('AT+CIPSEND=2')).toMatch(/^\r\n> \r\nRDY\r\n/);
    expect(asking.write('AT\r')).toContain('OK');
    const transparent = new Desk({ chaos: only(5) }).bringUp('AT+CIPMODE=1').connect();
    transparent.write('hello');
    expect(faultsOf(transparent)).toEqual(['restart:5']);
    expect(transparent.write('AT\r')).toContain('OK');
  });

  it('event-in-echo: between two bytes of it', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const said = new Desk({ seed, chaos: { rates: { 'event-in-echo': 1 } } }).write('AT+CSQ\r', 100);
      expect(said.replace(/\r\n[+A-Z][^\r]*\r\n/, '')).toBe('AT+CSQ\r\r\n+CSQ: 20,0\r\n\r\nOK\r\n');
      expect(said).toMatch(/^A[T+CSQ]*\r\n(\+CMTI|RING|UNDER|\+CGEV|\+CIEV|\+CTZV)/);
    }
  });

  it('spelling: as another firmware spells it, and it is read as the same', () => {
    const said = new Set(
      Array.from(
        { length: 40 },
        (_, seed) => new Desk({ seed, chaos: { rates: { spelling: 1 } } }).ask('AT+CSQ').split('0,0')[0],
      ),
    );
    expect([...said]).toEqual(expect.arrayContaining(['\r\n+CSQ:2', '\r\n+CSQ:  2', '\r\n+CSQ: 02']));
  });

  it.each<FaultKind>(['spelling', 'event-in-echo'])('%s, always, and all is read as it was said', (kind) => {
    fc.assert(
      fc.property(steps, seeds, (all, seed) => {
        const { events, read, bytes } = session(all, seed, { rates: { [kind]: 1 } });
        if (hasBareData(events)) return;
        const said = events.flatMap((event) => (event.what === 'message' ? [event.message.type] : []));
        expect(withoutEcho(read), JSON.stringify(bytes)).toEqual(said);
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it('hostile-payload: results and headers around what the peer sent', () => {
    const desk = always('hostile-payload').bringUp('AT+CIPRXGET=1').connect();
    desk.ask('AT+CIPSEND=5');
    desk.write('hello');
    const [received] = desk.events.filter((event) => event.what === 'received');
    expect(textOf(received?.bytes ?? new Uint8Array())).toMatch(/^.+hello.+$/s);
    const [answer] = decode(bytesOf(desk.ask('AT+CIPRXGET=2,1460')));
    expect(answer).toMatchObject({ type: 'ciprxget-read', payload: received?.bytes });
  });

  it('lost-run: many bytes at once', () => {
    const said = always('lost-run').ask('AT+CSQ');
    expect('\r\n+CSQ: 20,0\r\n\r\nOK\r\n'.length - said.length).toBeGreaterThan(2);
  });

  it('of every kind is tried here', () => {
    const tried = [
      ...['peer-closes-early', 'event-in-echo', 'spelling', 'hostile-payload', 'lost-run'],
      ...['refused', 'lost-answer', 'doubled-answer', 'stray-event', 'restart', 'slow', 'lost-byte', 'doubled-byte'],
      ...['flipped-bit', 'overrun', 'piece', 'event-early', 'send-fails', 'peer-closes', 'bearer-lost'],
    ];
    expect([...FAULT_KINDS].sort()).toEqual(tried.sort());
  });

  it('however many there are, throws nothing and comes to an end', () => {
    fc.assert(
      fc.property(steps, seeds, (all, seed) => {
        const rates = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0.2]));
        session(all, seed, { rates });
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});

it('docs/simulate.md lists the faults, each with what it does', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/simulate.md'), 'utf8');
  for (const { kind, says } of FAULTS) expect(page).toContain(`| | \`${kind}\` | ${says} |`);
});
