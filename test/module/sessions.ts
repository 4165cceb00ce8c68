/** Sessions of a host with the module: random, and yet they come far. */
import * as fc from 'fast-check';
import { command as anyCommand } from '../../src/arbitraries.js';
import { type Command, Decoder, encodeCommand, type Message } from '../../src/index.js';
import { type Chaos, Module, type Observed, VirtualClock } from '../../src/module.js';
import { bytesOf, textOf } from '../latin1.js';

/** Lines that bring a session somewhere: random parameters alone seldom do. */
const LIKELY = [
  'AT',
  'ATE0',
  'ATE1',
  'ATI;+CSQ',
  'AT+CMEE=1',
  'AT+CMEE=2',
  'AT+CIPMUX=0',
  'AT+CIPMUX=1',
  'AT+CIPHEAD=1',
  'AT+CIPSRIP=1',
  'AT+CIPSHOWTP=1',
  'AT+CIPRXGET=1',
  'AT+CIPRXGET=0',
  'AT+CIPQSEND=1',
  'AT+CSTT="internet"',
  'AT+CIICR',
  'AT+CIFSR',
  'AT+CIFSR;E0',
  'AT+CIPSTART="TCP","203.0.113.10",7000',
  'AT+CIPSTART="UDP","example.com",7000',
  'AT+CIPSTART=1,"TCP","example.com","80"',
  'AT+CIPSTART=2,"UDP","203.0.113.11","80"',
  'AT+CIPSEND=5',
  'AT+CIPSEND',
  'AT+CIPSEND=1,5',
  'AT+CIPSEND?',
  'AT+CIPACK',
  'AT+CIPACK=1',
  'AT+CIPRXGET=2,100',
  'AT+CIPRXGET=2,1,100',
  'AT+CIPRXGET=3,1,10',
  'AT+CIPRXGET=4',
  'AT+CIPSTATUS',
  'AT+CIPSTATUS=1',
  'AT+CIPSERVER=1,8888',
  'AT+CIPSERVER=0',
  'AT+CIPCLOSE',
  'AT+CIPCLOSE=1',
  'AT+CIPSHUT',
  'AT+CDNSGIP="example.com"',
  'AT+CMGF=1',
  'AT+CSDH=1',
  'AT+CNMI=2,2',
  'AT+CMGS="+15550123"',
  'AT+CMGW="+15550123"',
  'AT+CMGL="ALL"',
  'AT+CMGL=4',
  'AT+CMGR=1',
  'AT+CMSS=1',
  'AT+CMGD=1,4',
  'AT+CUSD=1,"*100#"',
  'AT+CREG=2',
  'AT+CREG?',
  'AT+CLIP=1',
  'ATD+15550123;',
  'ATA',
  'ATH',
  'AT+CFUN=1,1',
  'AT+CFUN=0',
  'AT+SAPBR=1,1',
  'AT+SAPBR=2,1',
  'AT+HTTPINIT',
  'AT+HTTPPARA="URL","http://example.com/"',
  'AT+HTTPDATA=5,2000',
  'AT+HTTPACTION=0',
  'AT+HTTPREAD',
  'AT+CRSM=176,12258,0,0,10',
  'AT+CNMI=2,1,0,1,0',
  'AT+CSMP=49,167,0,0',
];

/** After these the module says what no form tells from the rest, or begins to speak otherwise. */
const isOther = ({ type, ...rest }: Command): boolean =>
  ['cipmode', 'cgdata', 'atv', 'atq', 'escape', 'ato', 'cmux', 'cpowd', 'ipr'].includes(type) ||
  (type === 'ciphead' && 'mode' in rest && rest.mode === 0) ||
  (type === 'dial' && 'number' in rest && String(rest.number).startsWith('*99'));

const anyLine = anyCommand()
  .filter((command) => !isOther(command))
  .map((command) => textOf(encodeCommand(command)).slice(0, -1));

export type Step =
  | { readonly tx: string }
  | { readonly data: string }
  | { readonly happens: string }
  | { readonly wait: number };

/** What brings a session far: random lines alone seldom do. */
const MULTI = ['AT+CIPMUX=1', 'AT+CSTT="internet"', 'AT+CIICR', 'AT+CIFSR', 'AT+CIPSTART=1,"TCP","example.com","80"'];
const SINGLE = ['AT+CIPSHUT', 'AT+CIPMUX=0', 'AT+CIPSTART="TCP","203.0.113.10",7000'];
const tx = (line: string): Step => ({ tx: `${line}\r` });
const wait: Step = { wait: 2000 };
const PATHS: readonly (readonly Step[])[] = [
  [...MULTI.map(tx), wait],
  [...SINGLE.map(tx), wait],
  [tx('AT+CIPRXGET=1'), ...SINGLE.map(tx), wait, tx('AT+CIPSEND=5'), { data: 'hello' }, wait, tx('AT+CIPRXGET=2,100')],
  [tx('AT+CIPSEND=1,5'), { data: 'hello' }, wait],
  [tx('AT+CIPSEND'), { data: 'hello\x1a' }, wait],
  [...['AT+CIPSHUT', 'AT+CIPMUX=0', 'AT+CIPRXGET=0', 'AT+CIPSRIP=1'].map(tx), ...SINGLE.slice(2).map(tx), wait],
  [tx('AT+CIPSRIP=1'), tx('AT+CIPSEND=5'), { data: 'hello' }, wait],
  [tx('AT+CMGF=1'), tx('AT+CMGS="+15550123"'), { data: 'hello\x1a' }],
  [tx('AT+CMGF=1;+CNMI=2,2'), wait, { happens: 'message' }],
  [tx('AT+CNMI=2,1'), wait, { happens: 'message' }, tx('AT+CMGF=1'), tx('AT+CMGL="ALL"')],
  [tx('AT+CMEE=1'), tx('AT+CMSS=9')],
  [tx('AT+CLIP=1'), wait, { happens: 'ring' }],
  [...MULTI.map(tx), tx('AT+CIPSERVER=1,8888')],
  [...['AT+CGNSPWR=1', 'AT+CGNSTST=1', 'AT+CGNSURC=2'].map(tx), wait, wait, tx('AT+CGNSINF')],
  [
    ...['AT+SAPBR=1,1', 'AT+FTPSERV="ftp.example.com"', 'AT+FTPPUT=1'].map(tx),
    ...[wait, tx('AT+FTPPUT=2,5'), { data: 'hello' }, wait, tx('AT+FTPPUT=2,0'), wait, tx('AT+FTPLIST=1'), wait],
  ],
  [
    ...['AT+SAPBR=1,1', 'AT+FTPSERV="ftp.example.com"', 'AT+FTPPUTNAME="a"', 'AT+FTPGETNAME="a"'].map(tx),
    ...[tx('AT+FTPEXTPUT=1'), tx('AT+FTPEXTPUT=2,0,9,5000'), { data: '' }, tx('AT+FTPPUT=1'), wait],
    ...[tx('AT+FTPEXTGET=1'), wait, tx('AT+FTPEXTGET=3,0,100'), tx('AT+FTPEXTGET=2,"a"'), tx('AT+FTPEXTGET?')],
    ...[tx('AT+FTPGETTOFS=0,"b"'), tx('AT+FTPGETTOFS?'), wait, tx('AT+FTPPUTFRMFS="C:\\User\\FTP\\b"'), wait],
    ...[tx('AT+FTPGET=1'), wait, tx('AT+FTPGET=2,5'), wait, tx('AT+FTPQUIT'), tx('AT+FTPSIZE'), wait],
  ],
  [
    ...[tx('AT+FSCREATE=C:\\a'), tx('AT+FSWRITE=C:\\a,0,5,10'), { data: '' }],
    ...['AT+FSFLSIZE=C:\\a', 'AT+FSLS=C:\\', 'AT+FSMEM', 'AT+FSDRIVE=0'].map(tx),
  ],
];

const happening = fc.constantFrom('ring', 'hang up', 'message', 'registration', 'signal', 'lose bearer', 'low supply');
const line = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...LIKELY) }, { weight: 1, arbitrary: anyLine });
const step: fc.Arbitrary<readonly Step[]> = fc.oneof(
  { weight: 8, arbitrary: line.map((text) => [tx(text)]) },
  { weight: 2, arbitrary: fc.constantFrom('hello', 'hello\x1a', '\x1b', 'a', '\r\nOK\r\n').map((data) => [{ data }]) },
  { weight: 2, arbitrary: happening.map((happens) => [{ happens }]) },
  { weight: 3, arbitrary: fc.constantFrom(1, 50, 400, 5000).map((wait) => [{ wait }]) },
  { weight: 4, arbitrary: fc.constantFrom(...PATHS) },
);

function happen(module: Module, what: string): void {
  if (what === 'ring') module.ring('+15550199');
  if (what === 'hang up') module.hangUp();
  if (what === 'message') module.receiveMessage({ number: '+15550188', text: 'Hello, who is there?' });
  if (what === 'registration') module.setRegistration(5);
  if (what === 'signal') module.setSignal(11);
  if (what === 'lose bearer') module.loseBearer();
  if (what === 'low supply') module.setSupply(3420);
}

export interface Session {
  readonly events: Observed[];
  readonly read: Message[];
  readonly bytes: string;
}

/** What the module said, as the module knows it and as it is read. */
export function session(steps: readonly Step[], seed: number, chaos: Chaos = {}): Session {
  const clock = new VirtualClock();
  const events: Observed[] = [];
  const read: Message[] = [];
  let bytes = '';
  let asked: Extract<Observed, { what: 'asked' }> | undefined;
  const decoder = new Decoder((message) => read.push(message));
  const module = new Module({
    clock,
    seed,
    chaos,
    onEvent: (event) => {
      events.push(event);
      if (event.what === 'asked') asked = event;
    },
    onBytes: (piece) => {
      bytes += textOf(piece);
      decoder.write(piece);
    },
  });
  const write = (text: string): void => {
    decoder.sent(bytesOf(text));
    module.write(bytesOf(text));
  };
  const isBusy = (): boolean => decoder.state().inFlight.length > 0 && !asked;
  // A host waits for the result of its last line, and while it is asked for data it writes no commands.
  const writeLine = (text: string): void => {
    for (let waits = 0; waits < 100 && isBusy(); waits++) clock.advance(100);
    if (!asked) write(text);
  };
  const writeData = (text: string): void => {
    for (let waits = 0; waits < 100 && isBusy(); waits++) clock.advance(10);
    if (!asked) return;
    const { length } = asked;
    if (length !== undefined || /[\x1a\x1b]/.test(text)) asked = undefined;
    write(length === undefined ? text : 'x'.repeat(length));
  };
  write('AT+CIPHEAD=1\r');
  for (const one of steps) {
    if ('tx' in one) writeLine(one.tx);
    else if ('data' in one) writeData(one.data);
    else if ('wait' in one) clock.advance(one.wait);
    else happen(module, one.happens);
  }
  clock.advance(200_000);
  // Nothing more comes, and what is on the line arrives.
  module.switchOff();
  clock.advance(60_000);
  decoder.end();
  return { events, read, bytes };
}

/** A restart forgets AT+CIPHEAD=1: what the peer sends then has no header, and nothing tells it from the rest. */
export const hasBareData = (events: readonly Observed[]): boolean => events.some(({ what }) => what === 'data');

export const steps = fc.array(step, { maxLength: 25 }).map((parts) => parts.flat());
export const seeds = fc.nat({ max: 1000 });
