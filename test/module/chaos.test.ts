/** What goes wrong is seeded, and can be left out fault by fault. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAULT_KINDS, type FaultKind, MOST_CHAOS } from '../../src/module.js';
import { Desk } from './desk.js';
import { hasBareData, seeds, session, steps } from './sessions.js';

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
        const types = read.flatMap(({ type, kind }) => (kind === 'echo' ? [] : [type]));
        expect(types, JSON.stringify(bytes)).toEqual(said);
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

  it('of every kind is tried here', () => {
    const tried = [
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
