/** 6. One source: a line of grammar, and everything follows. The line is the one CONTRIBUTING.md adds in four steps. */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { grammarSources, root } from '../../scripts/grammar-sources.js';
import type { Source } from '../../src/compiler.js';
import { decode as decodeAsShipped } from '../../src/index.js';
import { bytesOf, textOf } from '../latin1.js';
import { type Compiled, compiled } from './compiled.js';

const guide = readFileSync(`${root}/CONTRIBUTING.md`, 'utf8');
const entry = /```\n\s*(#[^`]*?)\n\s*```/.exec(guide)?.[1]?.replace(/^ {3}/gm, '') ?? '';
const grammar = grammarSources();
const withEntry = (file: string): Source[] =>
  grammar.map((s) => (s.file === file ? { ...s, text: `${s.text}\n${entry}\n` } : s));
const extra = readdirSync(`${root}/grammar/extra`)
  .filter((file) => file.endsWith('.at'))
  .map((file): Source => ({ file, text: readFileSync(`${root}/grammar/extra/${file}`, 'utf8') }));

/** The grammar with the line, and with the grammars of siblings and clones: it takes its time, so it is compiled once. */
let all: Compiled;
beforeAll(async () => {
  all = await compiled([...withEntry('grammar/device.at'), ...extra]);
}, 240_000);

describe('the four steps of CONTRIBUTING.md', () => {
  it('name a form that the grammar does not have yet', () => {
    expect(entry).toContain('urc my-form "+MYFORM:" sp level:0..9');
    expect(readFileSync(`${root}/generated/messages.ts`, 'utf8')).not.toContain('MyForm');
  });

  it('1. and 2. the line, in the file of its chapter, changes tokenizer, types, serializer and what else is generated', () => {
    const { decode, encode, files } = all;
    const message = { type: 'my-form', kind: 'urc', level: 7 };
    expect(decode(bytesOf('\r\n+MYFORM: 7\r\n'))).toEqual([message]);
    expect(decode(bytesOf('+MYFORM:07\n'))).toEqual([message]);
    expect(textOf(encode(message))).toBe('\r\n+MYFORM: 7\r\n');
    expect(() => encode({ ...message, level: 10 })).toThrow(
      "cannot encode my-form: field 'level' is 10, expected 0..9",
    );
    expect(files.get('messages.ts')).toContain('export interface MyFormMessage {');
    for (const name of ['arbitraries.ts', 'reference.ne', 'docs/forms.md'])
      expect(files.get(name)).toContain('my-form');
  });

  // The grammar without it is the one that ships: `npm run generate:check` compiles that.
  it('3. the case fails without the line', () => {
    expect(decodeAsShipped(bytesOf('\r\n+MYFORM: 7\r\n'))).toEqual([
      { type: 'information', kind: 'response', name: 'MYFORM', text: '7' },
    ]);
  });
});

/** A few lines of each family, and what they are read as with its file. */
const SIBLINGS: Readonly<Record<string, readonly (readonly [wire: string, message: object])[]>> = {
  sim900: [
    [
      'AT+CGPSINF=2\r\r\n2,092204.999,5321.6802,N\r\n',
      { type: 'gpsinf', kind: 'response', layout: '2', report: '092204.999,5321.6802,N' },
    ],
  ],
  sim7000: [
    ['\r\n+APP PDP: 0,ACTIVE\r\n', { type: 'app-pdp', kind: 'urc', bearer: 0, state: 'ACTIVE' }],
    ['\r\n+CAOPEN: 0,0\r\n', { type: 'caopen', kind: 'response', connection: 0, result: 0 }],
    ['\r\n+CASTATE: 0,1\r\n', { type: 'castate', kind: 'urc', connection: 0, state: 1 }],
    ['\r\n+CARECV: 5,OK\r\nA', { type: 'carecv', kind: 'response', length: 5, payload: bytesOf('OK\r\nA') }],
    ['\r\n+CARECV: 0\r\n', { type: 'carecv-nothing', kind: 'response' }],
    ['\r\n+CASEND: 0,0,5\r\n', { type: 'casend', kind: 'response', connection: 0, result: 0, length: 5 }],
  ],
  a7670: [
    ['\r\n+NETOPEN: 0\r\n', { type: 'netopen', kind: 'response', result: 0 }],
    ['\r\n+CIPOPEN: 0,0\r\n', { type: 'cipopen', kind: 'response', connection: 0, result: 0 }],
    ['\r\n+CIPSEND: 0,5,5\r\n', { type: 'cipsend-sent', kind: 'response', connection: 0, length: 5, confirmed: 5 }],
    ['\r\n+IPD4\r\nOK\r\n', { type: 'ipd-line', kind: 'urc', length: 4, payload: bytesOf('OK\r\n') }],
    ['\r\n+IPCLOSE: 0,1\r\n', { type: 'ipclose', kind: 'urc', connection: 0, reason: 1 }],
    [
      '\r\n+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY\r\n',
      { type: 'cipevent', kind: 'urc', event: 'NETWORK CLOSED UNEXPECTEDLY' },
    ],
  ],
  clones: [
    ['\r\nSERVER CLOSED\r\n', { type: 'server-closed', kind: 'urc' }],
    ['\r\n+CIPRCV:0,3,a\r\n', { type: 'ciprcv', kind: 'urc', connection: 0, length: 3, payload: bytesOf('a\r\n') }],
  ],
};

describe('the grammars of siblings and clones', () => {
  it('are those that have a case here', () => {
    expect(extra.map(({ file }) => file.replace('.at', ''))).toEqual(Object.keys(SIBLINGS).sort());
  });

  // What is free of conflicts with all the others is so with each.
  it('go with the default grammar, and with each other', () => {
    const { decode } = all;
    expect(decode(bytesOf('\r\n+CSQ: 20,0\r\n'))).toEqual([{ type: 'csq', kind: 'response', rssi: 20, ber: 0 }]);
    for (const [wire, message] of Object.values(SIBLINGS).flat()) expect(decode(bytesOf(wire)).at(-1)).toEqual(message);
  });
});
