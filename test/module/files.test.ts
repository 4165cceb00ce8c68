/** The file application note: the drive of the module. */
import { expect, it } from 'vitest';
import { Desk } from './desk.js';

const OK = '\r\nOK\r\n';
const ERROR = '\r\nERROR\r\n';

it('has a drive with directories', () => {
  const desk = new Desk();
  expect(desk.ask('AT+FSDRIVE=0')).toBe(`\r\n+FSDRIVE: C\r\n${OK}`);
  expect(desk.ask('AT+FSDRIVE=1')).toBe(ERROR); // no card
  expect(desk.ask('AT+FSMEM')).toBe(`\r\n+FSMEM: C:1527808bytes\r\n${OK}`);
  expect(desk.ask('AT+FSMKDIR=C:\\logs')).toBe(OK);
  expect(desk.ask('AT+FSMKDIR=C:\\logs\\')).toBe(ERROR); // it is there
  expect(desk.ask('AT+FSMKDIR=C:\\none\\logs')).toBe(ERROR);
  expect(desk.ask('AT+FSCREATE=C:\\logs\\a.txt')).toBe(OK);
  expect(desk.ask('AT+FSLS=C:\\')).toBe(`\r\nUser\\\r\n\r\nlogs\\\r\n${OK}`);
  expect(desk.ask('AT+FSLS=C:\\logs\\')).toBe(`\r\na.txt\r\n${OK}`);
  expect(desk.ask('AT+FSLS=C:\\none\\')).toBe(ERROR);
  expect(desk.ask('AT+FSRMDIR=C:\\logs\\')).toBe(ERROR); // it is not empty
  expect(desk.ask('AT+FSDEL=C:\\logs\\a.txt')).toBe(OK);
  expect(desk.ask('AT+FSRMDIR=C:\\logs\\')).toBe(OK);
  expect(desk.ask('AT+FSRMDIR=C:\\')).toBe(ERROR);
});

it('has files that are written anew or after their end, and read from anywhere', () => {
  const desk = new Desk();
  expect(desk.ask('AT+FSWRITE=C:\\a.txt,0,5,10')).toBe(ERROR); // there is none
  expect(desk.ask('AT+FSCREATE=C:\\a.txt')).toBe(OK);
  expect(desk.ask('AT+FSCREATE=C:\\a.txt')).toBe(ERROR);
  expect(desk.ask('AT+FSWRITE=C:\\a.txt,0,5,10')).toBe('\r\n> ');
  expect(desk.write('hello')).toBe(`hello${OK}`);
  desk.ask('AT+FSWRITE=C:\\a.txt,1,6,10', 100);
  desk.write(' there');
  expect(desk.ask('AT+FSFLSIZE=C:\\a.txt')).toBe(`\r\n+FSFLSIZE: 11\r\n${OK}`);
  expect(desk.ask('AT+FSREAD=C:\\a.txt,0,5,7')).toBe(`\r\nhello\r\n${OK}`);
  expect(desk.ask('AT+FSREAD=C:\\a.txt,1,100,6')).toBe(`\r\nthere\r\n${OK}`);
  expect(desk.ask('AT+FSRENAME=C:\\a.txt,C:\\User\\b.txt')).toBe(OK);
  expect(desk.ask('AT+FSREAD=C:\\a.txt,0,5,0')).toBe(ERROR);
  expect(desk.ask('AT+FSMEM')).toBe(`\r\n+FSMEM: C:1527797bytes\r\n${OK}`);
  desk.ask('AT+FSWRITE=C:\\User\\b.txt,0,5,10', 100);
  expect(desk.write('ab', 20_000)).toBe(`ab${OK}`); // in its time no more came
});

it('keeps them over a restart', () => {
  const desk = new Desk();
  desk.ask('AT+FSCREATE=C:\\a.txt');
  desk.module.restart();
  desk.wait(10_000);
  expect(desk.ask('AT+FSFLSIZE=C:\\a.txt')).toBe(`\r\n+FSFLSIZE: 0\r\n${OK}`);
});
