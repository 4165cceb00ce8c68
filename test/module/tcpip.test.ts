/** Chapter 8 of the AT manual and the application note: the states, and what each command may do in which of them. */
import { describe, expect, it } from 'vitest';
import { type ScriptedPeers, scriptedPeers, type VirtualClock } from '../../src/module.js';
import { bytesOf, textOf } from '../latin1.js';
import { Desk } from './desk.js';

const OK = '\r\nOK\r\n';
const ERROR = '\r\nERROR\r\n';
const START = 'AT+CIPSTART="TCP","203.0.113.10",7000';
const state = (desk: Desk): string => desk.ask('AT+CIPSTATUS').replace(`${OK}\r\nSTATE: `, '').split('\r\n')[0] ?? '';

describe('the bearer', () => {
  it('comes up step by step', () => {
    const desk = new Desk();
    expect(state(desk)).toBe('IP INITIAL');
    expect(desk.ask('AT+CSTT="internet"')).toBe(OK);
    expect(state(desk)).toBe('IP START');
    expect(desk.ask('AT+CIICR')).toBe(OK);
    expect(state(desk)).toBe('IP GPRSACT');
    expect(desk.ask('AT+CIFSR')).toBe('\r\n10.64.12.7\r\n');
    expect(state(desk)).toBe('IP STATUS');
    expect(desk.ask('AT+CIPSHUT')).toBe('\r\nSHUT OK\r\n');
    expect(state(desk)).toBe('IP INITIAL');
  });

  it.each(['AT+CIICR', 'AT+CIFSR', 'AT+CIPCLOSE', 'AT+CIPSEND=5', 'AT+CIPSEND?', 'AT+CDNSGIP="example.com"'])(
    'is not there: %s is an error',
    (line) => {
      expect(new Desk().ask(line)).toBe(ERROR);
    },
  );

  it('asked for its address only, or not at all, makes no connection: the host has to ask for it', () => {
    const desk = new Desk();
    for (const line of ['AT+CSTT', 'AT+CIICR']) desk.ask(line);
    expect(desk.ask(START)).toBe(ERROR);
  });

  it('is named once, before it is up', () => {
    const desk = new Desk().bringUp();
    expect(desk.ask('AT+CSTT="other"')).toBe(ERROR);
    expect(desk.ask('AT+CIICR')).toBe(ERROR);
  });

  it('comes up by itself with one connection, if nothing was done about it', () => {
    expect(new Desk().ask(START)).toBe(`${OK}\r\nCONNECT OK\r\n`);
    const desk = new Desk();
    desk.ask('AT+CIPMUX=1');
    expect(desk.ask('AT+CIPSTART=0,"TCP","203.0.113.10",7000')).toBe(ERROR);
  });

  it('is lost with all that is on it, and has to be shut', () => {
    const desk = new Desk().bringUp().connect();
    desk.module.loseBearer();
    expect(desk.heard()).toBe('\r\n+PDP: DEACT\r\n');
    expect(state(desk)).toBe('PDP DEACT');
    expect(desk.ask(START)).toBe(ERROR);
    desk.ask('AT+CIPSHUT');
    expect(desk.bringUp().ask(START)).toBe(`${OK}\r\nCONNECT OK\r\n`);
  });

  it('does not come up without the packet service', () => {
    const desk = new Desk();
    desk.ask('AT+CGATT=0');
    desk.ask('AT+CSTT');
    expect(desk.ask('AT+CIICR')).toBe(ERROR);
    expect(state(desk)).toBe('PDP DEACT');
  });

  it('has a name service', () => {
    const desk = new Desk((clock: VirtualClock) => ({
      peers: scriptedPeers(clock, {
        names: { 'example.com': ['203.0.113.10', '203.0.113.11'], 'nowhere.example': [] },
      }),
    })).bringUp();
    expect(desk.ask('AT+CDNSGIP="example.com"')).toBe(
      `${OK}\r\n+CDNSGIP: 1,"example.com","203.0.113.10","203.0.113.11"\r\n`,
    );
    expect(desk.ask('AT+CDNSGIP="nowhere.example"')).toBe(`${OK}\r\n+CDNSGIP: 0,8\r\n`);
  });
});

describe('one connection', () => {
  it('connects, sends, receives and closes', () => {
    const desk = new Desk().bringUp('AT+CIPHEAD=1');
    expect(desk.ask(START)).toBe(`${OK}\r\nCONNECT OK\r\n`);
    expect(state(desk)).toBe('CONNECT OK');
    expect(desk.ask('AT+CIPSEND=5')).toBe('\r\n> ');
    expect(desk.write('hello')).toBe('hello\r\nSEND OK\r\n\r\n+IPD,5:hello');
    expect(desk.ask('AT+CIPACK')).toBe(`\r\n+CIPACK: 5,5,0\r\n${OK}`);
    expect(desk.ask('AT+CIPCLOSE')).toBe('\r\nCLOSE OK\r\n');
    expect(state(desk)).toBe('TCP CLOSED');
    expect(desk.ask('AT+CIPCLOSE')).toBe(ERROR);
  });

  it('that is open already is an error, and the reason follows', () => {
    const desk = new Desk().bringUp().connect();
    expect(desk.ask(START)).toBe(`${ERROR}\r\nALREADY CONNECT\r\n`);
  });

  it('that nobody takes fails, and the state comes before it', () => {
    const desk = new Desk((clock) => ({ peers: scriptedPeers(clock, { servers: {} }) })).bringUp();
    expect(desk.ask(START)).toBe(`${OK}\r\nSTATE: TCP CLOSED\r\n\r\nCONNECT FAIL\r\n`);
  });

  it('takes data up to a Ctrl-Z, and none after an ESC', () => {
    const desk = new Desk().bringUp('AT+CIPHEAD=1').connect();
    expect(desk.ask('AT+CIPSEND')).toBe('\r\n> ');
    expect(desk.write('a\r\nb\x1a')).toBe('a\r\nb\x1a\r\nSEND OK\r\n\r\n+IPD,4:a\r\nb');
    desk.ask('AT+CIPSEND');
    desk.write('never\x1b');
    expect(desk.ask('AT+CIPACK')).toBe(`\r\n+CIPACK: 4,4,0\r\n${OK}`);
  });

  it('takes no more than 1460 bytes at a time', () => {
    const desk = new Desk().bringUp().connect();
    expect(desk.ask('AT+CIPSEND?')).toBe(`\r\n+CIPSEND: 1460\r\n${OK}`);
    expect(desk.ask('AT+CIPSEND=1461')).toBe(ERROR);
  });

  it('has sent at once with AT+CIPQSEND=1', () => {
    const desk = new Desk().bringUp('AT+CIPQSEND=1', 'AT+CIPHEAD=1').connect();
    desk.ask('AT+CIPSEND=5');
    expect(desk.write('hello', 10)).toBe('hello\r\nDATA ACCEPT:5\r\n');
    expect(desk.ask('AT+CIPACK', 50)).toBe(`\r\n+CIPACK: 5,0,5\r\n${OK}`);
  });

  it('shows no prompt with AT+CIPSPRT=0, and no SEND OK either with 2', () => {
    const quiet = new Desk().bringUp('AT+CIPSPRT=0', 'AT+CIPHEAD=1').connect();
    expect(quiet.ask('AT+CIPSEND=2')).toBe('');
    expect(quiet.write('hi')).toBe('hi\r\nSEND OK\r\n\r\n+IPD,2:hi');
    const silent = new Desk().bringUp('AT+CIPSPRT=2', 'AT+CIPHEAD=1').connect();
    silent.ask('AT+CIPSEND=2');
    expect(silent.write('hi')).toBe('hi\r\n+IPD,2:hi');
  });

  it.each([
    ['AT+CIPHEAD=0', 'hi'],
    ['AT+CIPHEAD=1', '\r\n+IPD,2:hi'],
    ['AT+CIPHEAD=1;+CIPSHOWTP=1', '\r\n+IPD,2,TCP:hi'],
    ['AT+CIPHEAD=1;+CIPSRIP=1', '\r\nRECV FROM:203.0.113.10:7000\r\n\r\n+IPD,2:hi'],
  ])('pushes data as %s says', (settings, pushed) => {
    const desk = new Desk().bringUp(settings).connect();
    desk.ask('AT+CIPSEND=2');
    expect(desk.write('hi')).toBe(`hi\r\nSEND OK\r\n${pushed}`);
  });

  it('keeps data until it is fetched with AT+CIPRXGET=1', () => {
    const desk = new Desk().bringUp('AT+CIPRXGET=1').connect();
    desk.ask('AT+CIPSEND=5');
    expect(desk.write('hello')).toBe('hello\r\nSEND OK\r\n\r\n+CIPRXGET: 1\r\n');
    desk.ask('AT+CIPSEND=1');
    expect(desk.write('!')).toBe('!\r\nSEND OK\r\n'); // it knows already that something waits
    expect(desk.ask('AT+CIPRXGET=4')).toBe(`\r\n+CIPRXGET: 4,6\r\n${OK}`);
    expect(desk.ask('AT+CIPRXGET=2,2')).toBe(`\r\n+CIPRXGET: 2,2,4\r\nhe${OK}`);
    expect(desk.ask('AT+CIPRXGET=3,10')).toBe(`\r\n+CIPRXGET: 3,4,0\r\n6C6C6F21${OK}`);
    expect(desk.ask('AT+CIPRXGET=2,2')).toBe(`\r\n+CIPRXGET: 2,0,0\r\n${OK}`);
  });

  it('that the peer has closed still has what was not fetched', () => {
    const desk = new Desk((clock) => ({
      peers: scriptedPeers(clock, {
        servers: {
          '*': (link) => (bytes) => {
            link.send(bytes);
            link.close();
          },
        },
      }),
    })).bringUp('AT+CIPRXGET=1');
    desk.connect();
    desk.ask('AT+CIPSEND=2');
    expect(desk.write('hi')).toBe('hi\r\nSEND OK\r\n\r\n+CIPRXGET: 1\r\n\r\nCLOSED\r\n');
    expect(desk.ask('AT+CIPRXGET=2,9')).toBe(`\r\n+CIPRXGET: 2,2,0\r\nhi${OK}`);
  });
});

describe('several connections', () => {
  const open = (...settings: readonly string[]): Desk =>
    new Desk().bringUp('AT+CIPMUX=1', ...settings).connect('AT+CIPSTART=2,"TCP","203.0.113.10",7000');

  it('have their number before every line', () => {
    const desk = new Desk().bringUp('AT+CIPMUX=1');
    expect(desk.ask('AT+CIPSTART=2,"TCP","203.0.113.10",7000')).toBe(`${OK}\r\n2, CONNECT OK\r\n`);
    expect(desk.ask('AT+CIPSEND=2,2')).toBe('\r\n> ');
    expect(desk.write('hi')).toBe('hi\r\n2, SEND OK\r\n\r\n+RECEIVE,2,2:\r\nhi');
    expect(desk.ask('AT+CIPCLOSE=2')).toBe('\r\n2, CLOSE OK\r\n');
    expect(desk.ask('AT+CIPSEND=2,2')).toBe(ERROR);
  });

  it('have a row each', () => {
    const desk = open();
    const rows = desk.ask('AT+CIPSTATUS');
    expect(rows).toContain('\r\nSTATE: IP PROCESSING\r\n');
    expect(rows).toContain('\r\nC: 1,,"","","","INITIAL"\r\n');
    expect(rows).toContain('\r\nC: 2,0,"TCP","203.0.113.10","7000","CONNECTED"\r\n');
    expect(desk.ask('AT+CIPSTATUS=2')).toBe(`\r\n+CIPSTATUS: 2,0,"TCP","203.0.113.10","7000","CONNECTED"\r\n${OK}`);
  });

  it('say whose data waits', () => {
    const desk = open('AT+CIPRXGET=1', 'AT+CIPSRIP=1');
    desk.ask('AT+CIPSEND=2,2');
    expect(desk.write('hi')).toBe('hi\r\n2, SEND OK\r\n\r\n+CIPRXGET: 1,2,203.0.113.10:7000\r\n');
    expect(desk.ask('AT+CIPRXGET=2,2,100')).toBe(`\r\n+CIPRXGET: 2,2,2,0\r\nhi${OK}`);
  });

  it('cannot become one while the bearer is up', () => {
    expect(open().ask('AT+CIPMUX=0')).toBe(ERROR);
  });

  it('may run over the second bearer', () => {
    const desk = new Desk().bringUp('AT+CIPMUX=1');
    desk.ask('AT+CIPSGTXT=1');
    expect(desk.ask('AT+CIPSTART=0,"TCP","203.0.113.10",7000')).toBe(ERROR);
    expect(desk.bringUp().ask('AT+CIPSTART=0,"TCP","203.0.113.10",7000')).toBe(`${OK}\r\n0, CONNECT OK\r\n`);
    expect(desk.ask('AT+CIPSTATUS=0')).toContain('+CIPSTATUS: 0,1,"TCP"');
  });
});

describe('the server', () => {
  let peers: ScriptedPeers;
  const listening = (): Desk => {
    const desk = new Desk((clock) => {
      peers = scriptedPeers(clock);
      return { peers };
    }).bringUp('AT+CIPMUX=1');
    expect(desk.ask('AT+CIPSERVER=1,8888')).toBe(`${OK}\r\nSERVER OK\r\n`);
    return desk;
  };

  it('takes clients, and says where they come from', () => {
    const desk = listening();
    const heard: string[] = [];
    peers.call(8888, (link) => {
      link.send(bytesOf('hello'));
      return (bytes) => heard.push(textOf(bytes));
    });
    expect(desk.wait(1000)).toBe('\r\n0, REMOTE IP: 198.51.100.7\r\n\r\n+RECEIVE,0,5:\r\nhello');
    desk.ask('AT+CIPSEND=0,3');
    desk.write('you');
    expect(heard).toEqual(['you']);
    expect(desk.ask('AT+CIPSTATUS')).toContain('\r\nS: 0,0,"8888","LISTENING"\r\n');
  });

  it('takes eight clients, and no more', () => {
    const desk = listening();
    const heard = new Map<number, string>();
    for (let client = 0; client < 9; client++)
      peers.call(8888, (link) => {
        link.send(bytesOf(`client ${client}`));
        return (bytes) => heard.set(client, textOf(bytes));
      });
    const said = desk.wait(1000);
    for (let client = 0; client < 8; client++) {
      expect(said).toContain(`\r\n${client}, REMOTE IP: 198.51.100.7\r\n`);
      expect(said).toContain(`\r\n+RECEIVE,${client},8:\r\nclient ${client}`);
    }
    expect(said).not.toContain('client 8');
    desk.ask('AT+CIPSEND=7,5');
    desk.write('hello');
    expect(heard).toEqual(new Map([[7, 'hello']]));
    expect(desk.ask('AT+CIPSTATUS').match(/\r\nC: \d/g)).toHaveLength(8);
    desk.ask('AT+CIPSHUT');
    desk.bringUp();
    expect(desk.ask('AT+CIPSTATUS').match(/\r\nC: \d/g)).toHaveLength(6);
    expect(desk.ask('AT+CIPSTART=6,"TCP","203.0.113.10",80')).toBe(ERROR); // the host's own are 0 to 5
  });

  it('is closed, and takes none', () => {
    const desk = listening();
    expect(desk.ask('AT+CIPSERVER?')).toBe(`\r\n+CIPSERVER: 1,8888,0,0\r\n${OK}`);
    expect(desk.ask('AT+CIPSERVER=0')).toBe(`${OK}\r\nSERVER CLOSE\r\n`);
    expect(peers.call(8888, () => () => {})).toBe(false);
    expect(desk.ask('AT+CIPSERVER=0')).toBe(ERROR);
  });
});

describe('UDP', () => {
  it('is sent as soon as it is written', () => {
    const desk = new Desk().bringUp('AT+CIPHEAD=1', 'AT+CIPSHOWTP=1').connect('AT+CIPSTART="UDP","203.0.113.10",7000');
    desk.ask('AT+CIPSEND=2');
    expect(desk.write('hi', 10)).toBe('hi\r\nSEND OK\r\n');
    expect(desk.wait(1000)).toBe('\r\n+IPD,2,UDP:hi');
  });

  it('has an extended mode, with whom it sends to', () => {
    const desk = new Desk();
    expect(desk.ask('AT+CIPUDPMODE=2,"203.0.113.9",9000')).toBe(OK);
    expect(desk.ask('AT+CIPUDPMODE?')).toBe(`\r\n+CIPUDPMODE: 2,"203.0.113.9",9000\r\n${OK}`);
    expect(desk.ask('AT+CIPUDPMODE=2')).toBe(ERROR);
  });

  it('goes in that mode to whom it names, and says whose answers are', () => {
    const sent: unknown[] = [];
    const desk = new Desk((clock) => {
      const peers = scriptedPeers(clock);
      const connect: typeof peers.connect = (target, events) => {
        const peer = peers.connect(target, events);
        const write: typeof peer.write = (bytes, acknowledged, to) => {
          sent.push([textOf(bytes), to]);
          peer.write(bytes, acknowledged, to);
        };
        return { ...peer, write };
      };
      return { peers: { ...peers, connect } };
    }).bringUp('AT+CIPHEAD=1', 'AT+CIPSRIP=1', 'AT+CIPUDPMODE=2,"203.0.113.9",9000');
    desk.connect('AT+CIPSTART="UDP","203.0.113.10",7000');
    desk.ask('AT+CIPSEND=2');
    expect(desk.write('hi')).toContain('RECV FROM:203.0.113.10:7000\r\n');
    desk.ask('AT+CIPUDPMODE=0');
    desk.ask('AT+CIPSEND=2');
    desk.write('ho');
    expect(sent).toEqual([
      ['hi', { address: '203.0.113.9', port: 9000 }],
      ['ho', undefined],
    ]);
  });

  it('and TCP have local ports of their own', () => {
    const desk = new Desk();
    expect(desk.ask('AT+CLPORT="UDP",4000')).toBe(OK);
    expect(desk.ask('AT+CLPORT?')).toBe(`\r\n+CLPORT: 0,4000\r\n${OK}`);
  });
});
