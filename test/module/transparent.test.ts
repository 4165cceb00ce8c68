/** 8.2.17 and the lines of the port: transparent mode. */
import { describe, expect, it } from 'vitest';
import { scriptedPeers } from '../../src/module.js';
import { Desk } from './desk.js';

const OK = '\r\nOK\r\n';
const ERROR = '\r\nERROR\r\n';
const START = 'AT+CIPSTART="TCP","203.0.113.10",7000';
const state = (desk: Desk): string => desk.ask('AT+CIPSTATUS').replace(`${OK}\r\nSTATE: `, '').split('\r\n')[0] ?? '';

describe('transparent mode', () => {
  const open = (): Desk => {
    const desk = new Desk().bringUp('AT+CIPMODE=1');
    expect(desk.ask(START)).toBe(`${OK}\r\nCONNECT\r\n`);
    return desk;
  };

  it('passes bytes on, and sends none back', () => {
    expect(open().write('AT\rhello')).toBe('AT\rhello'); // by the peer
  });

  it('is left with +++ between silences, and entered again with ATO', () => {
    const desk = open();
    desk.write('one');
    expect(desk.write('+++', 3000)).toBe(OK);
    expect(state(desk)).toBe('CONNECT OK');
    expect(desk.ask('ATO')).toBe('\r\nCONNECT\r\n');
    expect(desk.write('two')).toBe('two');
  });

  it('passes on a +++ that has no silence after it', () => {
    const desk = open();
    desk.write('+++', 200);
    expect(desk.write('x')).toBe('+++x');
  });

  it('keeps what arrives until ATO', () => {
    const desk = open();
    desk.write('late', 10);
    // The echo server's answer is still on its way when the host escapes.
    const slow = new Desk((clock) => ({ peers: scriptedPeers(clock, { roundTrip: 4000 }) })).bringUp('AT+CIPMODE=1');
    slow.ask(START, 6000);
    slow.write('late', 1000);
    expect(slow.write('+++', 2000)).toBe(OK);
    expect(slow.wait(4000)).toBe('');
    expect(slow.ask('ATO')).toBe('\r\nCONNECT\r\nlate');
  });

  it.each([
    ['AT&D0', '', 'two', 'two'],
    ['AT&D1', OK, 'AT+CIPSTATUS\r', 'STATE: CONNECT OK'],
    ['AT&D2', OK, 'AT+CIPSTATUS\r', 'STATE: TCP CLOSED'],
  ])('is left when DTR goes off, as %s says', (setting, says, next, answer) => {
    const desk = new Desk().bringUp(setting, 'AT+CIPMODE=1').connect();
    desk.module.dropDtr();
    expect(desk.wait(1000)).toBe(says);
    expect(desk.write(next)).toContain(answer);
    expect(desk.ask('ATO')).toBe({ 'AT&D1': '\r\nCONNECT\r\n', 'AT&D2': '\r\nNO CARRIER\r\n' }[setting] ?? '');
  });

  it('ends by a DTR that goes off with AT&D2, also when the host has escaped from it', () => {
    const desk = new Desk().bringUp('AT&D2', 'AT+CIPMODE=1').connect();
    desk.wait(2000);
    expect(desk.write('+++', 2000)).toBe(OK);
    desk.module.dropDtr();
    expect(state(desk)).toBe('TCP CLOSED');
  });

  it('shows by DCD that there is a connection; with AT&C0 it is always on', () => {
    const desk = new Desk().bringUp('AT+CIPMODE=1');
    const carriers = [desk.module.isCarrierOn];
    desk.connect();
    carriers.push(desk.module.isCarrierOn);
    desk.wait(2000);
    desk.write('+++', 2000);
    carriers.push(desk.module.isCarrierOn);
    desk.ask('AT+CIPCLOSE');
    carriers.push(desk.module.isCarrierOn);
    desk.ask('AT&C0');
    carriers.push(desk.module.isCarrierOn);
    desk.module.switchOff();
    carriers.push(desk.module.isCarrierOn);
    expect(carriers).toEqual([false, true, true, false, true, false]);
  });

  it('is not left by a DTR that goes off among commands', () => {
    const desk = new Desk().bringUp('AT&D1');
    desk.module.dropDtr();
    expect(desk.wait(1000)).toBe('');
  });

  it('ends when the peer closes, and there is nothing to come back to', () => {
    const desk = new Desk((clock) => ({
      peers: scriptedPeers(clock, { servers: { '*': (link) => () => link.close() } }),
    })).bringUp('AT+CIPMODE=1');
    desk.connect();
    expect(desk.write('bye')).toBe('\r\nCLOSED\r\n');
    expect(desk.ask('AT')).toBe(OK);
    expect(desk.ask('ATO')).toBe('\r\nNO CARRIER\r\n');
  });

  it('and several connections exclude each other', () => {
    const desk = new Desk();
    desk.ask('AT+CIPMODE=1');
    expect(desk.ask('AT+CIPMUX=1')).toBe(ERROR);
    desk.ask('AT+CIPMODE=0');
    desk.ask('AT+CIPMUX=1');
    expect(desk.ask('AT+CIPMODE=1')).toBe(ERROR);
  });
});
