/** Chapter 12 of the AT manual: files of a server, over a bearer of the applications. */
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
    // What is not read is told of again.
    expect(desk.ask('AT+FTPGET=2,5')).toBe(`\r\n+FTPGET: 2,5\r\nhello${OK}\r\n+FTPGET: 1,1\r\n`);
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
    expect(desk.ask('AT+FTPMKD')).toBe(`${OK}\r\n+FTPMKD: 1,0\r\n`);
    expect(desk.ask('AT+FTPRMD')).toBe(`${OK}\r\n+FTPRMD: 1,0\r\n`);
  });

  it('ends when the host says so', () => {
    const desk = open(new Map([['/logs/a.txt', bytesOf('x')]]), ...GET);
    expect(desk.ask('AT+FTPQUIT')).toBe(ERROR);
    desk.ask('AT+FTPGET=1');
    expect(desk.ask('AT+FTPQUIT')).toBe(`${OK}\r\n+FTPGET: 1,86\r\n`); // ended by hand
    expect(desk.ask('AT+FTPGET=2,10')).toBe(ERROR);
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

  it('keeps its settings for the next start', () => {
    const desk = open(new Map(), ...GET);
    expect(desk.ask('AT+FTPSCONT?')).toContain('+FTPSCONT: 1\r\n');
    desk.ask('AT+FTPSCONT');
    desk.module.restart();
    desk.wait(10_000);
    expect(desk.ask('AT+FTPSCONT?')).toContain('+FTPSCONT: 0\r\n\r\n+FTPSERV: ftp.example.com\r\n');
    expect(desk.ask('AT+FTPGETNAME?')).toBe(`\r\n+FTPGETNAME: a.txt\r\n${OK}`);
  });

  it('has read nothing yet while the server is silent, and goes on where a download broke', () => {
    const desk = open(new Map([['/logs/a.txt', bytesOf('hello')]]), ...GET, 'AT+FTPREST=3');
    desk.ask('AT+FTPGET=1', 50);
    expect(desk.ask('AT+FTPGET=2,10', 30)).toBe(`\r\n+FTPGET: 2,0\r\n${OK}`);
    desk.wait(1000);
    expect(desk.ask('AT+FTPGET=2,10')).toBe(`\r\n+FTPGET: 2,2\r\nlo${OK}\r\n+FTPGET: 1,0\r\n`);
  });

  it('says that there is no such name', () => {
    const desk = new Desk((clock) => ({ peers: scriptedPeers(clock, { names: { 'ftp.example.com': [] } }) }));
    for (const line of ['AT+SAPBR=1,1', 'AT+FTPSERV="ftp.example.com"']) desk.ask(line);
    expect(desk.ask('AT+FTPLIST=1')).toBe(`${OK}\r\n+FTPLIST: 1,62\r\n`);
  });
});

describe('FTP through the memory of the module', () => {
  it('puts what was kept there, after the end of what is on the server', () => {
    const files = new Map([['/b.txt', bytesOf('old ')]]);
    const desk = open(files, 'AT+FTPPUTNAME="b.txt"', 'AT+FTPPUTOPT="APPE"');
    expect(desk.ask('AT+FTPEXTPUT=2,0,3,1000')).toBe(ERROR); // not before AT+FTPEXTPUT=1
    expect(desk.ask('AT+FTPEXTPUT=1')).toBe(OK);
    expect(desk.ask('AT+FTPEXTPUT=2,3,2,1000', 100)).toBe('\r\n+FTPEXTPUT: 3,2\r\n');
    expect(desk.write('lo')).toBe(`lo${OK}`);
    expect(desk.ask('AT+FTPEXTPUT=2,0,3,1000', 100)).toBe('\r\n+FTPEXTPUT: 0,3\r\n');
    expect(desk.write('hel')).toBe(`hel${OK}`);
    expect(desk.ask('AT+FTPPUT=1')).toBe(`${OK}\r\n+FTPPUT: 1,0\r\n`);
    expect(textOf(files.get('/b.txt') ?? new Uint8Array())).toBe('old hello');
    expect(desk.ask('AT+FTPEXTPUT=0')).toBe(OK);
    expect(desk.ask('AT+FTPPUT=1')).toBe(`${OK}\r\n+FTPPUT: 1,1,1360\r\n`);
  });

  it('holds 300 KiB, and waits for them no longer than it was told', () => {
    const desk = open(new Map(), 'AT+FTPEXTPUT=1');
    expect(desk.ask('AT+FTPEXTPUT=2,307200,1,1000')).toBe(ERROR);
    desk.ask('AT+FTPEXTPUT=2,0,3,1000', 100);
    expect(desk.write('a', 2000)).toBe(`a${OK}`);
  });

  it('gets a file, reads it anywhere and saves it', () => {
    const desk = open(new Map([['/logs/a.txt', bytesOf('hello\r\nOK\r\n')]]), ...GET);
    expect(desk.ask('AT+FTPEXTGET=3,0,5')).toBe(ERROR);
    desk.ask('AT+FTPEXTGET=1', 30);
    expect(desk.ask('AT+FTPEXTGET?', 30)).toBe(`\r\n+FTPEXTGET: 1,0\r\n${OK}`);
    expect(desk.wait(1000)).toBe('\r\n+FTPEXTGET: 1,0\r\n');
    expect(desk.ask('AT+FTPEXTGET?')).toBe(`\r\n+FTPEXTGET: 0\r\n${OK}`);
    expect(desk.ask('AT+FTPEXTGET=3,3,100')).toBe(`\r\n+FTPEXTGET: 3,8\r\nlo\r\nOK\r\n${OK}`);
    expect(desk.ask('AT+FTPEXTGET=2,"kept.txt"')).toBe(`\r\n+FTPEXTGET: 2,11\r\n${OK}`);
    expect(desk.ask('AT+FSFLSIZE=C:\\User\\FTP\\kept.txt')).toBe(`\r\n+FSFLSIZE: 11\r\n${OK}`);
    expect(desk.ask('AT+FTPEXTGET=0')).toBe(OK);
    expect(desk.ask('AT+FTPEXTGET=3,0,5')).toBe(ERROR);
  });

  it('takes no file that is larger than it', () => {
    const desk = open(new Map([['/logs/a.txt', new Uint8Array(307_201)]]), ...GET);
    expect(desk.ask('AT+FTPEXTGET=1')).toBe(`${OK}\r\n+FTPEXTGET: 1,79\r\n`);
  });
});

describe('FTP and the files of the module', () => {
  const text = (files: Map<string, Uint8Array>, path: string): string => textOf(files.get(path) ?? new Uint8Array());

  it('gets one, and puts it elsewhere', () => {
    const files = new Map([['/logs/a.txt', bytesOf('hello')]]);
    const desk = open(files, ...GET, 'AT+FTPPUTNAME="b.txt"', 'AT+FTPPUTPATH="/"');
    desk.ask('AT+FTPGETTOFS=0,"a.txt"', 30);
    expect(desk.ask('AT+FTPGETTOFS?', 30)).toBe(`\r\n+FTPGETTOFS: 1,0,0\r\n${OK}`);
    expect(desk.wait(1000)).toBe('\r\n+FTPGETTOFS: 0,5\r\n');
    expect(desk.ask('AT+FTPGETTOFS?')).toBe(`\r\n+FTPGETTOFS: 0\r\n${OK}`);
    expect(desk.ask('AT+FSREAD=C:\\User\\FTP\\a.txt,0,100,0')).toBe(`\r\nhello\r\n${OK}`);
    desk.ask('AT+FTPPUTFRMFS="C:\\User\\FTP\\a.txt"', 30);
    expect(desk.ask('AT+FTPPUTFRMFS?', 30)).toBe(`\r\n+FTPPUTFRMFS: 1,0\r\n${OK}`);
    expect(desk.wait(1000)).toBe('\r\n+FTPPUTFRMFS: 0,5\r\n');
    expect(text(files, '/b.txt')).toBe('hello');
    expect(desk.ask('AT+FTPPUTFRMFS="C:\\none"')).toBe(ERROR);
    expect(desk.ask('AT+FTPGETTOFS=1,"a.txt"')).toBe(ERROR); // there is no card
  });

  it('puts one in the place of what the host would give', () => {
    const files = new Map([['/b.txt', bytesOf('old')]]);
    const desk = open(files, 'AT+FTPPUTNAME="b.txt"', 'AT+FTPPUTOPT="STOU"', 'AT+FSCREATE=C:\\b.txt');
    desk.ask('AT+FSWRITE=C:\\b.txt,0,3,10', 100);
    desk.write('new');
    expect(desk.ask('AT+FTPFILEPUT=1,"C:\\none"')).toBe(ERROR);
    expect(desk.ask('AT+FTPFILEPUT=1,"C:\\b.txt"')).toBe(OK);
    expect(desk.ask('AT+FTPPUT=1')).toBe(`${OK}\r\n+FTPPUT: 1,0\r\n`);
    expect([text(files, '/b.txt'), text(files, '/b.txt.1')]).toEqual(['old', 'new']); // under a name of its own
  });

  it('tries again as often as it is told', () => {
    const files = new Map<string, Uint8Array>();
    const desk = open(files, ...GET);
    expect(desk.ask('AT+FTPGETTOFS=0,"a.txt",2,10')).toBe(OK);
    expect(desk.wait(30_000)).toBe('\r\n+FTPGETTOFS: 77\r\n');
    desk.ask('AT+FTPGETTOFS=0,"a.txt",2,10');
    files.set('/logs/a.txt', bytesOf('hello'));
    expect(desk.wait(30_000)).toBe('\r\n+FTPGETTOFS: 0,5\r\n');
  });

  it('has no room for what is too large', () => {
    const desk = open(new Map([['/logs/a.txt', new Uint8Array(2_000_000)]]), ...GET);
    expect(desk.ask('AT+FTPGETTOFS=0,"a.txt"')).toBe(`${OK}\r\n+FTPGETTOFS: 85\r\n`);
  });
});
