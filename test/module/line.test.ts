/** Chapter 2 of the AT manual: command lines, echo, results, identity. */
import { describe, expect, it } from 'vitest';
import { Module, VirtualClock } from '../../src/module.js';
import { bytesOf, textOf } from '../latin1.js';
import { Desk } from './desk.js';

describe('a command line', () => {
  it('is sent back and answered', () => {
    expect(new Desk().write('AT\r')).toBe('AT\r\r\nOK\r\n');
  });

  it('may come in pieces, and only its CR ends it', () => {
    const desk = new Desk();
    expect(desk.write('AT+C')).toBe('AT+C');
    expect(desk.write('SQ\r')).toBe('SQ\r\r\n+CSQ: 20,0\r\n\r\nOK\r\n');
  });

  it('is not sent back after ATE0', () => {
    const desk = new Desk();
    expect(desk.write('ATE0\r')).toBe('ATE0\r\r\nOK\r\n');
    expect(desk.write('AT\r')).toBe('\r\nOK\r\n');
  });

  it('may be written in small letters, and after noise', () => {
    const desk = new Desk();
    desk.ask('ATE0');
    expect(desk.write('\xff\0at+csq\r')).toBe('\r\n+CSQ: 20,0\r\n\r\nOK\r\n');
  });

  it('has one result, whatever it holds', () => {
    expect(new Desk().ask('AT+CSQ;+CIPMUX?')).toBe('\r\n+CSQ: 20,0\r\n\r\n+CIPMUX: 0\r\n\r\nOK\r\n');
  });

  it('ends at its first error', () => {
    expect(new Desk().ask('AT+CSQ;+NONSENSE;+CIPMUX?')).toBe('\r\n+CSQ: 20,0\r\n\r\nERROR\r\n');
  });

  it('takes a backspace back', () => {
    const desk = new Desk();
    desk.ask('ATE0');
    expect(desk.write('AT+CSW\bQ\r')).toBe('\r\n+CSQ: 20,0\r\n\r\nOK\r\n');
  });

  it('is done once more with A/, which has no CR', () => {
    const desk = new Desk();
    desk.ask('AT+CSQ');
    expect(desk.write('A/')).toBe('A/\r\n+CSQ: 20,0\r\n\r\nOK\r\n');
  });

  it('without an AT gets no answer', () => {
    expect(new Desk().write('hello\r')).toBe('hello\r');
  });

  it('waits until the one before it has its result', () => {
    expect(new Desk().write('AT\rAT+CSQ\r')).toBe('AT\r\r\nOK\r\nAT+CSQ\r\r\n+CSQ: 20,0\r\n\r\nOK\r\n');
  });
});

describe('a result', () => {
  it('is a number after ATV0', () => {
    const desk = new Desk();
    expect(desk.ask('ATV0')).toBe('0\r');
    expect(desk.ask('AT+NONSENSE')).toBe('4\r');
    expect(desk.ask('ATV1')).toBe('\r\nOK\r\n');
  });

  it('does not come after ATQ1', () => {
    const desk = new Desk();
    expect(desk.ask('ATQ1')).toBe('');
    expect(desk.ask('AT+CSQ')).toBe('\r\n+CSQ: 20,0\r\n');
    expect(desk.ask('ATQ0')).toBe('\r\nOK\r\n');
  });

  it.each([
    [0, '\r\nERROR\r\n'],
    [1, '\r\n+CME ERROR: 3\r\n'],
    [2, '\r\n+CME ERROR: operation not allowed\r\n'],
  ])('of a command in the wrong state is as AT+CMEE=%i says', (mode, error) => {
    const desk = new Desk();
    desk.ask(`AT+CMEE=${mode}`);
    expect(desk.ask('AT+CIICR')).toBe(error);
  });

  it('of what no SIM800 has is an error', () => {
    const desk = new Desk();
    desk.ask('AT+CMEE=2');
    expect(desk.ask('AT+QIACT?')).toBe('\r\n+CME ERROR: operation not supported\r\n');
  });
});

describe('a setting', () => {
  it('is read back as it was written', () => {
    const desk = new Desk();
    expect(desk.ask('AT+CIPCCFG?')).toBe('\r\n+CIPCCFG: 5,2,1024,1,0,1460,50\r\n\r\nOK\r\n');
    expect(desk.ask('AT+CIPCCFG=3,1,512,0')).toBe('\r\nOK\r\n');
    expect(desk.ask('AT+CIPCCFG?')).toBe('\r\n+CIPCCFG: 3,1,512,0,0,1460,50\r\n\r\nOK\r\n');
  });

  it('out of its bounds is an error', () => {
    const desk = new Desk();
    expect(desk.ask('AT+CIPCCFG=9,1,512,0')).toBe('\r\nERROR\r\n');
    expect(desk.ask('AT+CIPMUX=2')).toBe('\r\nERROR\r\n');
  });

  it('says what it can be', () => {
    expect(new Desk().ask('AT+CIPQSEND=?')).toBe('\r\n+CIPQSEND: (0,1)\r\n\r\nOK\r\n');
    expect(new Desk().ask('AT+CIPTKA=?')).toBe('\r\n+CIPTKA: (0,1),(30-7200),(30-600),(1-9)\r\n\r\nOK\r\n');
  });
});

describe('who it is', () => {
  it.each([
    ['ATI', 'SIM800 R14.18'],
    ['AT+GMI', 'SIMCOM_Ltd'],
    ['AT+CGSN', '490154203237518'],
    ['AT+CIMI', '001010123456789'],
  ])('%s', (line, says) => {
    expect(new Desk().ask(line)).toBe(`\r\n${says}\r\n\r\nOK\r\n`);
  });
});

describe('time', () => {
  it('passes before an answer, and less with no latency', () => {
    expect(new Desk().write('AT\r', 1)).toBe('AT\r');
    expect(new Desk({ latency: 'none' }).write('AT\r', 0)).toBe('AT\r\r\nOK\r\n');
  });

  it('passes on the line: ten bits a byte', () => {
    const clock = new VirtualClock();
    let said = '';
    const module = new Module({ clock, baud: 9600, latency: 'none', onBytes: (bytes) => (said += textOf(bytes)) });
    module.write(bytesOf('AT\r'));
    clock.advance(8); // 3 bytes of echo take 3.1 ms, 6 of OK another 6.3
    expect(said).toBe('AT\r');
    clock.advance(2);
    expect(said).toBe('AT\r\r\nOK\r\n');
  });

  it('is kept by the clock of the module', () => {
    const desk = new Desk();
    desk.ask('AT+CCLK="26/12/24,18:00:00+00"', 1000);
    desk.wait(59_000);
    expect(desk.ask('AT+CCLK?')).toMatch(/^\r\n\+CCLK: "26\/12\/24,18:00:5\d\+00"|18:01:0\d/);
  });
});

describe('an event', () => {
  it('waits while the host is in the middle of a line', () => {
    const desk = new Desk();
    desk.module.write(bytesOf('AT+C'));
    desk.module.ring('+15550199');
    expect(desk.heard()).toBe('AT+C');
    expect(desk.write('SQ\r', 100)).toBe('SQ\r\r\n+CSQ: 20,0\r\n\r\nOK\r\n\r\nRING\r\n');
  });

  it('does not wait for ever for a host that stops there', () => {
    const desk = new Desk();
    desk.module.write(bytesOf('AT+C'));
    desk.module.ring('+15550199');
    expect(desk.wait(1500)).toBe('AT+C\r\nRING\r\n');
  });
});
