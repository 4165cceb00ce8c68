/** Level 2 in C: with what the host has sent it says what the TypeScript decoder says, and what has no room is counted. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/grammar-sources.js';
import { readCases } from '../spec/read-cases.js';
import { build, type Call, DIALOGUE, runLines, runScripts, SANITIZED, UNOPTIMISED } from './engine.js';
import { expectRead, shown } from './script.js';
import { differences, draws } from './streams.js';
import { wholeFolder } from './whole.js';

const driver = join(root, 'test/c/driver.c');
let folder = '';
let program = '';

beforeAll(() => {
  folder = wholeFolder();
  program = build(folder, { flags: [...DIALOGUE, ...SANITIZED], sources: [driver] });
}, 120_000);

describe.each(['cases', 'captures'])('%s', (kind) => {
  for (const { name, cases } of readCases(join(root, 'test/spec', kind))) {
    const own = cases.filter(({ options }) => options.resync !== true);
    it(`${name}: ${own.length} of all levels in every cutting`, () => {
      expectRead(program, own, ({ level }) => level === 2);
    });
  }
});

describe('beside the TypeScript decoder', () => {
  it('2000 mutated dialogues are read alike, also where the host sends from inside a callback', () => {
    expect(differences(program, draws(11, 2000, true))).toEqual([]);
  });

  it('1000 mutated streams of which nobody says what was sent are read alike', () => {
    expect(differences(program, draws(12, 1000))).toEqual([]);
  });
});

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const sent = (text: string): Call => ({ call: 'sent', bytes: bytes(text) });
const feed = (text: string): Call => ({ call: 'feed', bytes: bytes(text) });

/** The messages, a line each. */
function read(of: string, calls: readonly Call[]): string[] {
  const [reported] = runScripts(of, [[{ call: 'init', options: 0 }, ...calls]]);
  return reported === undefined ? [] : shown(reported).text.split('\n');
}

/** The counters after the calls. */
function counters(of: string, calls: readonly Call[]): Readonly<Record<string, number>> {
  const lines = [{ call: 'init', options: 0 } as const, ...calls, { call: 'counters' } as const];
  const text = lines.map((call) => {
    const argument = 'bytes' in call ? Buffer.from(call.bytes).toString('hex') : '0';
    return `${call.call} ${argument}`;
  });
  return JSON.parse(runLines(of, text).at(-1) ?? '{}');
}

const CONNECT = '{"kind":"intermediate","type":"connect"}';
const NO_CONNECT = '{"kind":"unrecognized","type":"unrecognized","bytes":"CONNECT"}';

describe('room for 64 bytes of the host, two command lines, two commands on each, late results of one', () => {
  const FLAGS = ['ECHO_MAX=64', 'IN_FLIGHT_MAX=2', 'COMMANDS_MAX=2', 'LATE_MAX=1'].map((room) => `-DSIM800_${room}`);
  const data = 'x'.repeat(100);
  const start = [sent('AT+CIPSEND=100\r'), feed('AT+CIPSEND=100\r\r\n> '), sent(data)];
  let small = '';

  beforeAll(() => {
    small = build(folder, { flags: ['-DSIM800_DIALOGUE=1', ...FLAGS, ...UNOPTIMISED], sources: [driver] });
  });

  it('is enough for a command, its prompt and data that fit', () => {
    const calls = [
      sent('AT+CIPSEND=5\r'),
      feed('AT+CIPSEND=5\r\r\n> '),
      sent('OK\r\n!'),
      feed('OK\r\n!\r\nSEND OK\r\n'),
    ];
    expect(read(small, calls)).toEqual([
      '{"kind":"echo","type":"echo","bytes":"AT+CIPSEND=5"}',
      '{"kind":"prompt","type":"prompt"}',
      '{"kind":"echo","type":"echo","bytes":"OK\\r\\n!"}',
      '{"kind":"final","type":"send-ok"}',
    ]);
    const nothing = { waiting: 0, pending: 0, echoGivenUp: 0, commandsGivenUp: 0, unrequested: 0 };
    expect(counters(small, calls)).toEqual({ event: 'counters', ...nothing });
  });

  it('gives the echo of longer data up, counts that, and reads it by its looks: a line behind a prompt', () => {
    const calls = [...start, feed(`${data}\r\nSEND OK\r\n`)];
    expect(read(small, calls).slice(2)).toEqual([
      `{"kind":"echo","type":"echo","bytes":"${data}"}`,
      '{"kind":"final","type":"send-ok"}',
    ]);
    expect(counters(small, calls)).toMatchObject({ echoGivenUp: 1, pending: 0, waiting: 0 });
  });

  it('compares again from the next command on', () => {
    const calls = [...start, feed(`${data}\r\nSEND OK\r\n`), sent('AT\r'), feed('A')];
    expect(counters(small, calls)).toMatchObject({ echoGivenUp: 1, pending: 3, waiting: 1 });
  });

  it('leaves nothing to know of a longer command line, so that anything may answer it', () => {
    expect(read(small, [sent(`AT${'+CSQ;'.repeat(20)}+CSQ\r`), feed('CONNECT\r\n')])[0]).toBe(CONNECT);
    expect(read(small, [sent('AT+CSQ\r'), feed('CONNECT\r\n')])[0]).toBe(NO_CONNECT);
  });

  it('gives the oldest command up for a third, counts that, and reads the answers of all three', () => {
    const three = sent('AT+CSQ\rAT+CREG?\rAT+CPIN?\r');
    expect(counters(small, [three])).toMatchObject({ waiting: 2, commandsGivenUp: 1 });
    const answers = '\r\n+CSQ: 20,0\r\n\r\nOK\r\n\r\n+CREG: 0,1\r\n\r\nOK\r\n\r\n+CPIN: READY\r\n\r\nOK\r\n';
    const calls = [sent('ATE0\r'), feed('ATE0\r\r\nOK\r\n'), three, feed(answers)];
    const types = read(small, calls).map((line) => JSON.parse(line).type);
    expect(types).toEqual(['echo', 'ok', 'csq', 'ok', 'creg', 'ok', 'cpin', 'ok']);
  });

  it('lets anything answer a line of three commands', () => {
    const calls = [sent('AT+CSQ;+CREG?;+CPIN?\r'), feed('CONNECT\r\n')];
    expect(read(small, calls)[0]).toBe(CONNECT);
    expect(read(program, calls)[0]).toBe(NO_CONNECT);
  });

  it('awaits no late results but those of the last command that has some', () => {
    const connection = [sent('AT+CIPSTART="TCP","a.org",80\r'), feed('\r\nOK\r\n')];
    const request = [sent('AT+HTTPACTION=0\r'), feed('\r\nOK\r\n')];
    const calls = [...connection, ...request, feed('\r\nCONNECT\r\n')];
    expect(read(small, calls).at(-1)).toBe(NO_CONNECT);
    expect(read(program, calls).at(-1)).toBe(CONNECT);
  });
});

it('what no command in flight asked for is counted: CONNECT in the text of an SMS', () => {
  const calls = [sent('AT+CMGR=1\r'), feed('AT+CMGR=1\r\r\nCONNECT\r\n')];
  expect(counters(program, calls)).toMatchObject({ unrequested: 1, waiting: 1 });
});

it('a host that gives up waiting is believed', () => {
  expect(counters(program, [sent('AT+CSQ\r'), { call: 'forget' }])).toMatchObject({ waiting: 0, pending: 0 });
});

describe('a result says which command line it ends', () => {
  const ends = (...calls: Call[]): readonly (number | undefined)[] => {
    const [reported] = runScripts(program, [[{ call: 'init', options: 0 }, ...calls]]);
    return reported?.ends ?? [];
  };

  it('by where the line began: of two that wait, the first, then the second; an event ends none', () => {
    const two = sent('AT+CSQ\rAT+CREG?\r');
    const answers = feed('AT+CSQ\r\r\n+CSQ: 20,0\r\n\r\nOK\r\nAT+CREG?\r\r\nRING\r\n\r\n+CREG: 0,1\r\n\r\nOK\r\n');
    expect(ends(two, answers)).toEqual([undefined, 0, undefined, undefined, 7]);
  });

  it('by its own result where a line before it has lost its own', () => {
    const lost = [sent('AT+CIPSHUT\r'), feed('AT+CIPSHUT\r')];
    expect(ends(...lost, sent('AT\r'), feed('AT\r\r\nOK\r\n'))).toEqual([11]);
  });

  it('but not one that nobody has said was sent', () => {
    expect(ends(feed('AT\r\r\nOK\r\n'), sent('ATE0\r'), feed('\r\nOK\r\n'))).toEqual([undefined, 0]);
    expect(ends(feed('AT+CSQ\r'), sent('\r\n'), feed('\r\nOK\r\n'))).toEqual([undefined]);
  });
});

describe('the example of a sender', () => {
  const run = (module: string): string => {
    const files = [join(folder, 'sim800_commands.c'), join(root, 'c/sim800_command.c')];
    const sender = build(folder, {
      flags: ['-DSIM800_DIALOGUE=1', '-D_POSIX_C_SOURCE=200809L', ...UNOPTIMISED],
      sources: [...files, join(root, 'c/pack/examples/sender/sender.c')],
    });
    const { stdout, stderr } = spawnSync(sender, ['SEND OK'], { input: module, encoding: 'latin1' });
    return `${stdout}: ${stderr.split('\n').at(-2)}`;
  };

  it('is not taken in by its own text that comes back', () => {
    const echo = 'AT+CIPSEND=7\r\r\n> SEND OK';
    expect(run(`${echo}\r\nRING\r\n\r\nSEND FAIL\r\n`)).toBe('AT+CIPSEND=7\rSEND OK: not sent');
    expect(run(`${echo}\r\nSEND OK\r\n`)).toBe('AT+CIPSEND=7\rSEND OK: sent');
  });
});

it('cppcheck finds nothing, where it is there', (context) => {
  if (spawnSync('cppcheck', ['--version']).status !== 0) context.skip();
  const files = ['sim800_engine.c', 'sim800_dialogue.c', 'sim800_fields.c'].map((file) => join(root, 'c', file));
  const flags = ['--enable=warning,performance,portability', '--error-exitcode=1', '--quiet', '--std=c99'];
  for (const dialogue of [0, 1]) {
    const given = [...flags, `-DSIM800_DIALOGUE=${dialogue}`, `-I${join(root, 'c')}`, `-I${folder}`, ...files];
    const { status, stdout, stderr } = spawnSync('cppcheck', given, { encoding: 'utf8' });
    expect([status, stdout, stderr]).toEqual([0, '', '']);
  }
});
