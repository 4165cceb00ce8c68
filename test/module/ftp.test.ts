/** Chapter 12 of the AT manual: files by parts, over a bearer of the applications. */
import { describe, expect, it } from 'vitest';
import { scriptedPeers } from '../../src/module.js';
import { bytesOf, textOf } from '../latin1.js';
import { Desk } from './desk.js';

const OK = '\r\nOK\r\n';
const ERROR = '\r\nERROR\r\n';

function open(files: Map<string, Uint8Array>, ...settings: readonly string[]): Desk {
  const desk = new Desk((clock) => ({ peers: scriptedPeers(clock, { files }) }));
  for (const line of ['AT+SAPBR=1,1', 'AT+FTPSERV="ftp.example.com"', ...settings]) expect(desk.ask(line)).toBe(OK);
  return desk;
}

const GET = ['AT+FTPGETPATH="/logs/"', 'AT+FTPGETNAME="a.txt"'];

describe('FTP', () => {
  it('has settings, which are read back', () => {
    const desk = open(new Map());
    expect(desk.ask('AT+FTPPORT?')).toBe(`\r\n+FTPPORT: 21\r\n${OK}`);
    expect(desk.ask('AT+FTPSERV?')).toBe(`\r\n+FTPSERV: ftp.example.com\r\n${OK}`);
    expect(desk.ask('AT+FTPMODE=1')).toBe(OK);
    expect(desk.ask('AT+FTPMODE?')).toBe(`\r\n+FTPMODE: 1\r\n${OK}`);
  });

  it('gets a file by parts', () => {
    const desk = open(new Map([['/logs/a.txt', bytesOf('hello\r\nOK\r\n')]]), ...GET);
    expect(desk.ask('AT+FTPSIZE')).toBe(`${OK}\r\n+FTPSIZE: 1,0,11\r\n`);
    expect(desk.ask('AT+FTPGET=1')).toBe(`${OK}\r\n+FTPGET: 1,1\r\n`);
    expect(desk.ask('AT+FTPSTATE')).toBe(`\r\n+FTPSTATE: 1\r\n${OK}`);
    expect(desk.ask('AT+FTPGET=2,5')).toBe(`\r\n+FTPGET: 2,5\r\nhello${OK}`);
    expect(desk.ask('AT+FTPGET=1')).toBe(ERROR); // one at a time
    expect(desk.ask('AT+FTPGET=2,100')).toBe(`\r\n+FTPGET: 2,6\r\n\r\nOK\r\n${OK}\r\n+FTPGET: 1,0\r\n`);
    expect(desk.ask('AT+FTPGET=2,100')).toBe(ERROR);
  });

  it('puts one by parts', () => {
    const files = new Map<string, Uint8Array>();
    const desk = open(files, 'AT+FTPPUTPATH="/"', 'AT+FTPPUTNAME="b.txt"');
    expect(desk.ask('AT+FTPPUT=1')).toBe(`${OK}\r\n+FTPPUT: 1,1,1360\r\n`);
    for (const part of ['hel', 'lo']) {
      expect(desk.ask(`AT+FTPPUT=2,${part.length}`)).toBe(`\r\n+FTPPUT: 2,${part.length}\r\n`);
      expect(desk.write(part)).toBe(`${part}${OK}\r\n+FTPPUT: 1,1,1360\r\n`);
    }
    expect(desk.ask('AT+FTPPUT=2,0')).toBe(`${OK}\r\n+FTPPUT: 1,0\r\n`);
    expect(textOf(files.get('/b.txt') ?? new Uint8Array())).toBe('hello');
  });

  it('lists, makes and removes', () => {
    const desk = open(new Map([['/logs/a.txt', bytesOf('x')]]), 'AT+FTPGETPATH="/logs/"');
    expect(desk.ask('AT+FTPLIST=1')).toBe(`${OK}\r\n+FTPLIST: 1,1\r\n`);
    expect(desk.ask('AT+FTPLIST=2,100')).toBe(`\r\n+FTPLIST: 2,7\r\na.txt\r\n${OK}\r\n+FTPLIST: 1,0\r\n`);
    expect(desk.ask('AT+FTPRMD')).toBe(`${OK}\r\n+FTPRMD: 1,77\r\n`); // it is not empty
    desk.ask('AT+FTPGETNAME="a.txt"');
    expect(desk.ask('AT+FTPDELE')).toBe(`${OK}\r\n+FTPDELE: 1,0\r\n`);
    expect(desk.ask('AT+FTPDELE')).toBe(`${OK}\r\n+FTPDELE: 1,77\r\n`);
    expect(desk.ask('AT+FTPSIZE')).toBe(`${OK}\r\n+FTPSIZE: 1,77,0\r\n`);
    desk.ask('AT+FTPGETPATH="/new/"');
    desk.ask('AT+FTPGETNAME=""');
    expect(desk.ask('AT+FTPMKD')).toBe(`${OK}\r\n+FTPMKD: 1,0\r\n`);
    expect(desk.ask('AT+FTPRMD')).toBe(`${OK}\r\n+FTPRMD: 1,0\r\n`);
  });

  it('ends when the host says so', () => {
    const desk = open(new Map([['/logs/a.txt', bytesOf('x')]]), ...GET);
    expect(desk.ask('AT+FTPQUIT')).toBe(ERROR);
    desk.ask('AT+FTPGET=1');
    expect(desk.ask('AT+FTPQUIT')).toBe(OK);
    expect(desk.ask('AT+FTPSTATE')).toBe(`\r\n+FTPSTATE: 0\r\n${OK}`);
  });

  it('without a bearer comes to nothing, and without a server is an error', () => {
    const desk = new Desk();
    expect(desk.ask('AT+FTPGET=1')).toBe(ERROR);
    desk.ask('AT+FTPSERV="ftp.example.com"');
    expect(desk.ask('AT+FTPGET=1')).toBe(`${OK}\r\n+FTPGET: 1,61\r\n`);
  });

  it('is forgotten by a restart', () => {
    const desk = open(new Map([['/logs/a.txt', bytesOf('x')]]), ...GET);
    desk.ask('AT+FTPGET=1');
    desk.module.restart();
    desk.wait(10_000);
    expect(desk.ask('AT+FTPSTATE')).toBe(`\r\n+FTPSTATE: 0\r\n${OK}`);
    expect(desk.ask('AT+FTPSERV?')).toBe(`\r\n+FTPSERV: \r\n${OK}`);
  });
});
