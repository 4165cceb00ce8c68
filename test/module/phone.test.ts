/** Chapters 3, 4, 6, 9 and 11: SIM, network, calls, messages, power and HTTP. */
import { describe, expect, it } from 'vitest';
import { decode } from '../../src/index.js';
import { scriptedPeers } from '../../src/module.js';
import { bytesOf, textOf } from '../latin1.js';
import { Desk } from './desk.js';

const OK = '\r\nOK\r\n';
const ERROR = '\r\nERROR\r\n';

describe('power', () => {
  it('on: what the module says by itself', () => {
    const desk = new Desk();
    desk.module.restart();
    expect(desk.wait(10_000)).toBe(
      '\r\nRDY\r\n\r\n+CFUN: 1\r\n\r\n+CPIN: READY\r\n\r\nCall Ready\r\n\r\nSMS Ready\r\n',
    );
  });

  it('on, where the speed of the line is not set: nothing', () => {
    const desk = new Desk();
    desk.ask('AT+IPR=0');
    desk.module.restart();
    expect(desk.wait(10_000)).toBe('');
    expect(desk.ask('AT')).toBe(OK);
  });

  it('off: the host is no longer answered', () => {
    const desk = new Desk();
    expect(desk.ask('AT+CPOWD=1')).toBe('\r\nNORMAL POWER DOWN\r\n');
    expect(desk.write('AT\r')).toBe('');
    expect(desk.module.isOn).toBe(false);
    desk.module.restart();
    expect(desk.wait(10_000)).toContain('RDY');
  });

  it('anew with AT+CFUN=1,1: settings are as at the start', () => {
    const desk = new Desk();
    desk.ask('AT+CIPMUX=1;+CMEE=2;E0');
    expect(desk.write('AT+CFUN=1,1\r', 10_000)).toContain('RDY');
    expect(desk.write('AT+CIPMUX?\r')).toBe(`AT+CIPMUX?\r\r\n+CIPMUX: 0\r\n${OK}`);
  });

  it('less of it works with AT+CFUN=0, and what is as it was is not told', () => {
    const desk = new Desk();
    expect(desk.ask('AT+CFUN=1')).toBe(OK);
    expect(desk.ask('AT+CFUN=0')).toBe(`${OK}\r\n+CPIN: NOT READY\r\n`);
    expect(desk.ask('AT+CREG?')).toBe(`\r\n+CREG: 0,0\r\n${OK}`);
    expect(desk.ask('AT+CFUN=1')).toBe(`${OK}\r\n+CPIN: READY\r\n`);
  });

  it('low is told, and lower is the end', () => {
    const desk = new Desk();
    desk.module.setSupply(3400);
    expect(desk.heard()).toBe('\r\nUNDER-VOLTAGE WARNNING\r\n');
    expect(desk.ask('AT+CBC')).toBe(`\r\n+CBC: 0,0,3400\r\n${OK}`);
    desk.module.setSupply(3200);
    expect(desk.heard()).toBe('\r\nUNDER-VOLTAGE POWER DOWN\r\n');
    expect(desk.module.isOn).toBe(false);
  });
});

describe('the SIM', () => {
  it('asks for its code, three times', () => {
    const desk = new Desk({ pin: '1234' });
    expect(desk.ask('AT+CPIN?')).toBe(`\r\n+CPIN: SIM PIN\r\n${OK}`);
    expect(desk.ask('AT+CREG?')).toBe(`\r\n+CREG: 0,0\r\n${OK}`);
    desk.ask('AT+CMEE=2');
    expect(desk.ask('AT+CIMI')).toBe('\r\n+CME ERROR: SIM PIN required\r\n');
    expect(desk.ask('AT+CPIN=0000')).toBe('\r\n+CME ERROR: incorrect password\r\n');
    expect(desk.ask('AT+SPIC')).toBe(`\r\n+SPIC: 2,3,10,10\r\n${OK}`);
    expect(desk.ask('AT+CPIN="1234"', 1000)).toBe(`${OK}\r\n+CPIN: READY\r\n`);
    expect(desk.ask('AT+CREG?', 1000)).toBe(`\r\n+CREG: 0,1\r\n${OK}`);
  });

  it('asks for the PUK after that', () => {
    const desk = new Desk({ pin: '1234' });
    for (const pin of ['1111', '2222', '3333']) expect(desk.ask(`AT+CPIN=${pin}`)).toBe(ERROR);
    expect(desk.ask('AT+CPIN?')).toBe(`\r\n+CPIN: SIM PUK\r\n${OK}`);
    expect(desk.ask('AT+CPIN="12345678","4321"', 1000)).toBe(`${OK}\r\n+CPIN: READY\r\n`);
  });

  it('can be taken out', () => {
    const desk = new Desk();
    desk.ask('AT+CSMINS=1');
    desk.module.insertSim(false);
    expect(desk.heard()).toBe('\r\n+CSMINS: 1,0\r\n\r\n+CPIN: NOT INSERTED\r\n');
    expect(desk.ask('AT+CPIN?')).toBe(ERROR);
  });

  it.each([
    // 3GPP 51.011: ten bytes, its structure and no records; the digits in pairs, the second one first.
    ['AT+CRSM=192,12258', '144,0,"0000000A2FE2040010FFFF01020000"'],
    ['AT+CRSM=176,12258,0,0,10', '144,0,"988812010000000000F0"'],
    ['AT+CRSM=176,28423,0,0,9', '144,0,"080910101032547698"'],
    ['AT+CRSM=176,28589,0,2,2', '144,0,"0002"'],
    ['AT+CRSM=178,28480,1,4,28', `144,0,"${'FF'.repeat(14)}059151551000${'FF'.repeat(8)}"`],
    ['AT+CRSM=178,28480,2,4,28', '107,0'], // there is no second record
    ['AT+CRSM=176,28589,0,0,200', '103,0'], // it is not as long
    ['AT+CRSM=192,28599', '148,4'], // no such file
    ['AT+CRSM=214,28589,0,0,1,"00"', '152,4'], // it is not to be written
    ['AT+CRSM=242', '144,0'],
  ])('has files: %s', (line, says) => {
    expect(new Desk().ask(line)).toBe(`\r\n+CRSM: ${says}\r\n${OK}`);
  });

  it('has none where there is no SIM', () => {
    const desk = new Desk();
    desk.module.insertSim(false);
    desk.ask('AT+CMEE=2');
    expect(desk.ask('AT+CRSM=242')).toBe('\r\n+CME ERROR: SIM not inserted\r\n');
  });

  it('has a phone book', () => {
    const desk = new Desk();
    expect(desk.ask('AT+CPBW=,"+15550123",145,"Ann"')).toBe(OK);
    expect(desk.ask('AT+CPBR=1,10')).toBe(`\r\n+CPBR: 1,"+15550123",145,"Ann"\r\n${OK}`);
    expect(desk.ask('AT+CPBF="an"')).toBe(`\r\n+CPBF: 1,"+15550123",145,"Ann"\r\n${OK}`);
    expect(desk.ask('AT+CPBW=1')).toBe(OK);
    expect(desk.ask('AT+CPBR=1')).toBe(OK);
  });
});

describe('the network', () => {
  it('is told when that was asked for', () => {
    const desk = new Desk();
    desk.module.setRegistration(2);
    expect(desk.heard()).toBe('');
    desk.ask('AT+CREG=2');
    desk.module.setRegistration(5);
    expect(desk.heard()).toBe('\r\n+CREG: 5,"1A2B","0C3D"\r\n');
    expect(desk.ask('AT+CREG?')).toBe(`\r\n+CREG: 2,5,"1A2B","0C3D"\r\n${OK}`);
  });

  it('has a signal', () => {
    const desk = new Desk();
    desk.ask('AT+EXUNSOL="SQ",1');
    desk.module.setSignal(3);
    expect(desk.heard()).toBe('\r\n+CSQN: 3,0\r\n');
    expect(desk.ask('AT+CSQ')).toBe(`\r\n+CSQ: 3,0\r\n${OK}`);
  });

  it('answers USSD after the OK', () => {
    const desk = new Desk({ ussd: (request) => (request === '*100#' ? '7.50 left' : undefined) });
    expect(desk.ask('AT+CUSD=1,"*100#"')).toBe(`${OK}\r\n+CUSD: 0, "7.50 left", 15\r\n`);
    expect(desk.ask('AT+CUSD=1,"*999#"')).toBe(`${OK}\r\n+CUSD: 4\r\n`);
  });
});

describe('calls', () => {
  it('ring until they are taken, and end', () => {
    const desk = new Desk();
    desk.ask('AT+CLIP=1');
    expect(desk.module.ring('+15550199')).toBe(true);
    const ring = '\r\nRING\r\n\r\n+CLIP: "+15550199",145,"",,"",0\r\n';
    expect(desk.heard()).toBe(ring);
    expect(desk.wait(3000)).toBe(ring);
    expect(desk.ask('AT+CPAS')).toBe(`\r\n+CPAS: 3\r\n${OK}${ring}`);
    expect(desk.ask('ATA')).toBe(OK);
    expect(desk.ask('AT+CLCC')).toBe(`\r\n+CLCC: 1,1,0,0,0,"+15550199",145\r\n${OK}`);
    desk.module.hangUp();
    expect(desk.heard()).toBe('\r\nNO CARRIER\r\n');
    expect(desk.ask('ATA')).toBe('\r\nNO CARRIER\r\n');
  });

  it('are made', () => {
    const desk = new Desk();
    desk.ask('AT+MORING=1');
    expect(desk.ask('ATD+15550123;', 1000)).toBe(`${OK}\r\nMO RING\r\n`);
    expect(desk.wait(5000)).toBe('\r\nMO CONNECTED\r\n');
    expect(desk.module.ring('+15550199')).toBe(false);
    expect(desk.ask('ATH')).toBe(OK);
  });

  it('of data lead to data', () => {
    const desk = new Desk();
    expect(desk.ask('ATD*99#')).toBe('\r\nCONNECT\r\n');
    expect(desk.write('~}#\xc0!')).toBe('');
    expect(desk.write('+++')).toBe(OK);
    expect(desk.ask('ATH')).toBe(OK);
    expect(desk.ask('ATO')).toBe('\r\nNO CARRIER\r\n');
  });
});

describe('short messages', () => {
  const message = { number: '+15550188', text: 'Hello' };

  it('are sent as text, and the prompt comes again for each line', () => {
    const desk = new Desk();
    desk.ask('AT+CMGF=1');
    expect(desk.ask('AT+CMGS="+15550123"')).toBe('\r\n> ');
    expect(desk.write('one\rtwo\x1a')).toBe(`one\r\r\n> two\x1a\r\n+CMGS: 1\r\n${OK}`);
    expect(desk.events).toContainEqual({ what: 'sms-sent', number: '+15550123', text: 'one\rtwo' });
  });

  it('to the own number come back', () => {
    const desk = new Desk();
    desk.ask('AT+CMGF=1');
    desk.ask('AT+CMGS="+15550100"');
    expect(desk.write('hi\x1a')).toBe(`hi\x1a\r\n+CMGS: 1\r\n${OK}\r\n+CMTI: "SM",1\r\n`);
  });

  it('have numbers and texts in hexadecimal digits with AT+CSCS="UCS2", both ways', () => {
    const desk = new Desk();
    const own = '002B00310035003500350030003100300030';
    desk.ask('AT+CMGF=1;+CSCS="UCS2"');
    expect(desk.ask(`AT+CMGS="${own}"`)).toBe('\r\n> ');
    expect(desk.write('04160064\x1a')).toContain('+CMTI: "SM",1');
    expect(desk.events).toContainEqual({ what: 'sms-sent', number: '+15550100', text: 'Жd' });
    expect(desk.ask('AT+CMGR=1')).toMatch(new RegExp(`"REC UNREAD","${own}","",".*"\r\n04160064\r\n`));
    desk.ask('AT+CSCS="IRA";+CMGS="+15550100"');
    expect(desk.write('d\x1a')).toContain('+CMTI: "SM",2');
    expect(desk.ask('AT+CMGR=2')).toMatch(/"REC UNREAD","\+15550100","",".*"\r\nd\r\n/);
  });

  it('are refused where AT+CSCS="UCS2" and they are no such digits', () => {
    const desk = new Desk();
    desk.ask('AT+CMEE=1;+CMGF=1;+CSCS="UCS2"');
    desk.ask('AT+CMGS="+15550100"');
    expect(desk.write('0416\x1a')).toContain('+CMS ERROR: 305');
    desk.ask('AT+CMGS="0031"');
    expect(desk.write('hello\x1a')).toContain('+CMS ERROR: 305');
  });

  it('are sent as PDU', () => {
    const desk = new Desk();
    // No service centre, SMS-SUBMIT, 8 digits international 15550123, no protocol, default alphabet, and two letters of
    // seven bits: "hi" is E834. Without the service centre it has 13 bytes.
    expect(desk.ask('AT+CMGS=13')).toBe('\r\n> ');
    expect(desk.write('000100089151551032000002E834\x1a')).toContain(`\r\n+CMGS: 1\r\n${OK}`);
    expect(desk.events).toContainEqual({ what: 'sms-sent', number: '+15550123', text: 'hi' });
    desk.ask('AT+CMGS=12');
    expect(desk.write('000100089151551032000002E834\x1a')).toContain(ERROR);
  });

  it.each([
    [
      'AT+CNMI=2,1,0,1,0;+CSMP=49,167,0,0',
      /^\r\n\+CDS: 6,1,"\+15550123",145,"26\/11\/27,[^"]+","26\/11\/27,[^"]+",0\r\n$/,
    ],
    ['AT+CNMI=2,1,0,0,0;+CSMP=49,167,0,0', /^$/], // the report is not told
    ['AT+CNMI=2,1,0,1,0;+CSMP=17,167,0,0', /^$/], // none is asked for
  ])('are reported to have arrived, as text, if asked for: %s', (settings, report) => {
    const desk = new Desk();
    desk.ask(`AT+CMGF=1;${settings.slice(2)}`);
    desk.ask('AT+CMGS="+15550123"');
    expect(desk.write('hi\x1a', 2000)).toContain('+CMGS: 1');
    expect(desk.wait(4000)).toMatch(report);
  });

  it('are reported to have arrived, as PDU', () => {
    const desk = new Desk();
    desk.ask('AT+CNMI=2,1,0,1,0');
    desk.ask('AT+CMGS=13');
    // As above, with the bit 20h of the first byte: a report is asked for.
    expect(desk.write('002100089151551032000002E834\x1a', 2000)).toContain('+CMGS: 1');
    // No service centre, SMS-STATUS-REPORT, reference 1, the number, two times of seven bytes, and 0: it has arrived.
    expect(desk.wait(4000)).toMatch(/^\r\n\+CDS: 23\r\n000601089151551032(6211728000\w{4}){2}00\r\n$/);
  });

  it('arrive, are listed, read and deleted', () => {
    const desk = new Desk();
    desk.ask('AT+CMGF=1');
    desk.module.receiveMessage(message);
    expect(desk.heard()).toBe('\r\n+CMTI: "SM",1\r\n');
    expect(desk.ask('AT+CMGL="REC UNREAD"')).toMatch(
      /^\r\n\+CMGL: 1,"REC UNREAD","\+15550188","","26\/11\/27,08:00:\d\d\+00"\r\nHello\r\n\r\nOK\r\n$/,
    );
    expect(desk.ask('AT+CMGR=1')).toContain('+CMGR: "REC READ","+15550188","","26/11/27,');
    expect(desk.ask('AT+CPMS?')).toBe(`\r\n+CPMS: "SM",1,40,"SM",1,40,"SM",1,40\r\n${OK}`);
    expect(desk.ask('AT+CMGD=1')).toBe(OK);
    expect(desk.ask('AT+CMGR=1')).toBe(OK);
  });

  it('are in one of two memories', () => {
    const desk = new Desk();
    desk.ask('AT+CMGF=1');
    desk.module.receiveMessage(message);
    desk.heard();
    expect(desk.ask('AT+CPMS="ME"')).toBe(`\r\n+CPMS: 0,40,1,40,1,40\r\n${OK}`);
    expect(desk.ask('AT+CMGL="ALL"')).toBe(OK);
    expect(desk.ask('AT+CPMS="SM","SM","ME"')).toBe(`\r\n+CPMS: 1,40,1,40,0,40\r\n${OK}`);
    desk.module.receiveMessage(message);
    expect(desk.heard()).toBe('\r\n+CMTI: "ME",1\r\n');
    expect(desk.ask('AT+CPMS="BM"')).toContain('ERROR');
  });

  it('are handed over with AT+CNMI=2,2', () => {
    const desk = new Desk();
    desk.ask('AT+CMGF=1;+CNMI=2,2');
    desk.module.receiveMessage(message);
    expect(desk.heard()).toMatch(/^\r\n\+CMT: "\+15550188","","26\/11\/27,08:00:\d\d\+00"\r\nHello\r\n$/);
  });

  it('are PDUs in PDU mode', () => {
    const desk = new Desk();
    desk.module.receiveMessage(message);
    desk.heard();
    // No service centre, SMS-DELIVER, 8 digits international 15550188, no protocol, default alphabet, the time, and
    // five letters of seven bits: "Hello" is C8329BFD06.
    expect(desk.ask('AT+CMGR=1')).toBe(`\r\n+CMGR: 0,"",22\r\n000408915155108800006211728000000005C8329BFD06\r\n${OK}`);
  });

  it.each([
    // Of the GSM alphabet é is 05, and the euro sign 1B and 65: three letters of seven bits.
    ['é€', '0003854D19'],
    // What the alphabet has not goes as UCS2, here two bytes a letter.
    ['Жé', '08040416' + '00E9'],
  ])('are PDUs in the alphabet of their letters: %s', (text, end) => {
    const desk = new Desk();
    desk.module.receiveMessage({ number: '+15550188', text });
    desk.heard();
    const time = '6211728000' + '0000';
    expect(desk.ask('AT+CMGR=1')).toContain(`155108800${end.slice(0, 2)}${time}${end.slice(2)}\r\n`);
    desk.ask(`AT+CMGS=${11 + (end.length - 4) / 2}`);
    desk.write(`0001000891515510320${end.slice(0, 2).padStart(3, '0')}${end.slice(2)}\x1a`);
    expect(desk.events).toContainEqual({ what: 'sms-sent', number: '+15550123', text });
  });

  it('are framed by their length with AT+CSDH=1: their lines are none of the module', () => {
    const text = 'one\r\nERROR\r\n+HTTPREAD: 319488\r\n';
    const desk = new Desk();
    desk.ask('AT+CMGF=1;+CSDH=1');
    desk.module.receiveMessage({ number: '+15550188', text });
    desk.heard();
    const textsIn = (wire: string) => decode(bytesOf(wire)).map((m) => ('text' in m ? m.text : m.type));
    expect(textsIn(desk.ask('AT+CMGL="REC UNREAD"'))).toEqual([text, 'ok']);
    expect(textsIn(desk.ask('AT+CMGR=1'))).toEqual([text, 'ok']);
    desk.ask('AT+CNMI=2,2');
    desk.module.receiveMessage({ number: '+15550188', text });
    expect(textsIn(desk.heard())).toEqual([text]);
  });

  it('keep their lines, which no form frames', () => {
    const desk = new Desk();
    desk.ask('AT+CMGF=1;+CNMI=2,2');
    desk.module.receiveMessage({ number: '+15550188', text: 'one\r\nOK\r\nthree' });
    expect(desk.heard()).toContain('"\r\none\r\nOK\r\nthree\r\n');
  });

  it('find no room in a full store', () => {
    const desk = new Desk();
    for (let i = 0; i < 40; i++) expect(desk.module.receiveMessage(message)).toBe(true);
    expect(desk.module.receiveMessage(message)).toBe(false);
    desk.ask('AT+CMGF=1;+CMEE=2');
    desk.ask('AT+CMGW="+15550123"');
    expect(desk.write('x\x1a')).toContain('+CMS ERROR: memory full');
  });
});

describe('HTTP', () => {
  const peersFor: ConstructorParameters<typeof Desk>[0] = (clock) => ({
    peers: scriptedPeers(clock, {
      respond: ({ method, url, body }) => ({
        status: 200,
        head: 'HTTP/1.1 200 OK\r\n',
        body: bytesOf(`${method} ${url} ${textOf(body)}`),
      }),
    }),
  });

  it('gets a page over the bearer of the applications', () => {
    const desk = new Desk(peersFor);
    expect(desk.ask('AT+SAPBR=2,1')).toBe(`\r\n+SAPBR: 1,3,"0.0.0.0"\r\n${OK}`);
    for (const line of ['AT+SAPBR=3,1,"APN","internet"', 'AT+SAPBR=1,1', 'AT+HTTPINIT', 'AT+HTTPPARA="CID",1'])
      expect(desk.ask(line)).toBe(OK);
    expect(desk.ask('AT+HTTPACTION=0')).toBe(ERROR);
    desk.ask('AT+HTTPPARA="URL","http://example.com/"');
    expect(desk.ask('AT+HTTPACTION=0')).toBe(`${OK}\r\n+HTTPACTION: 0,200,24\r\n`);
    expect(desk.ask('AT+HTTPREAD')).toBe(`\r\n+HTTPREAD: 24\r\nGET http://example.com/ ${OK}`);
    expect(desk.ask('AT+HTTPREAD=0,3')).toBe(`\r\n+HTTPREAD: 3\r\nGET${OK}`);
    expect(desk.ask('AT+HTTPTERM')).toBe(OK);
    expect(desk.ask('AT+HTTPTERM')).toBe(ERROR);
  });

  it('posts what the host gives, in the time that it has', () => {
    const desk = new Desk(peersFor);
    for (const line of ['AT+SAPBR=1,1', 'AT+HTTPINIT', 'AT+HTTPPARA="URL","http://example.com/"']) desk.ask(line);
    expect(desk.ask('AT+HTTPDATA=4,2000', 100)).toBe('\r\nDOWNLOAD\r\n');
    expect(desk.write('body')).toBe(`body${OK}`);
    desk.ask('AT+HTTPACTION=1');
    expect(desk.ask('AT+HTTPREAD')).toContain('POST http://example.com/ body');
    desk.ask('AT+HTTPDATA=4,2000', 100);
    expect(desk.write('b', 1000)).toBe('b');
    expect(desk.wait(2000)).toBe(OK);
  });

  it('without a bearer comes to nothing', () => {
    const desk = new Desk(peersFor);
    for (const line of ['AT+HTTPINIT', 'AT+HTTPPARA="URL","http://example.com/"']) desk.ask(line);
    expect(desk.ask('AT+HTTPACTION=0')).toBe(`${OK}\r\n+HTTPACTION: 0,601,0\r\n`);
  });
});
