/** What a command is answered with, in the types of messages; and that the tokenizer goes by the same. */
import { describe, expect, it } from 'vitest';
import { tables } from '../../generated/arbitraries.js';
import { unpack } from '../../src/arbitraries/packed.js';
import {
  answersTo,
  type Command,
  Decoder,
  EncodeError,
  encodeCommand,
  parseCommand,
  parseCommandLine,
} from '../../src/index.js';
import { bytesOf } from '../latin1.js';

const parsed = (line: string) => parseCommand(bytesOf(line));
const lists = (line: string) => {
  const { answers, results, lateResults, timeout } = answersTo(parsed(line));
  return { answers: [...answers], results: [...results], lateResults: [...lateResults], timeout };
};

const USUAL = ['ok', 'error', 'cme-error'];

describe('the answer', () => {
  it.each([
    ['AT+CIPMUX?', { answers: ['cipmux'], results: USUAL, lateResults: [], timeout: undefined }],
    ['AT+CIPMUX=?', { answers: ['test-response'], results: USUAL, lateResults: [], timeout: undefined }],
    ['AT+CIPMUX=1', { answers: [], results: USUAL, lateResults: [], timeout: undefined }],
    ['AT+CIICR', { answers: [], results: USUAL, lateResults: [], timeout: 85_000 }],
    ['AT+CIPSHUT', { answers: [], results: ['shut-ok', 'error', 'cme-error'], lateResults: [], timeout: 65_000 }],
    ['AT+CIPSHUT=?', { answers: [], results: USUAL, lateResults: [], timeout: undefined }],
    ['AT+CPIN?', { answers: ['cpin'], results: USUAL, lateResults: [], timeout: 5_000 }],
    ['AT+CGATT=1', { answers: [], results: USUAL, lateResults: [], timeout: 75_000 }],
    ['AT+CIPSTATUS=1', { answers: ['cipstatus'], results: USUAL, lateResults: [], timeout: undefined }],
    ['AT+CIPRXGET=2,100', { answers: ['ciprxget-read'], results: USUAL, lateResults: [], timeout: undefined }],
    ['AT+CIPRXGET=3,100', { answers: ['ciprxget-hex'], results: USUAL, lateResults: [], timeout: undefined }],
    ['AT+CIPRXGET=4', { answers: ['ciprxget-pending'], results: USUAL, lateResults: [], timeout: undefined }],
    ['AT+CIPRXGET=1', { answers: [], results: USUAL, lateResults: [], timeout: undefined }],
    ['AT+CIPSERVER=0', { answers: [], results: USUAL, lateResults: ['server-close'], timeout: undefined }],
    ['AT+CIPSERVER=1,80', { answers: [], results: USUAL, lateResults: ['server-ok'], timeout: undefined }],
    ['AT+CDNSGIP="a.b"', { answers: [], results: USUAL, lateResults: ['cdnsgip', 'cdnsgip-fail'], timeout: undefined }],
    ['ATE0', { answers: [], results: ['ok', 'error'], lateResults: [], timeout: undefined }],
    ['+++', { answers: [], results: ['ok'], lateResults: [], timeout: undefined }],
  ])('to %s', (line, expected) => expect(lists(line)).toEqual(expected));

  it('to AT+CIFSR is the address, and nothing else results it', () => {
    expect(lists('AT+CIFSR')).toMatchObject({ answers: ['local-ip'], results: ['local-ip', 'error', 'cme-error'] });
  });

  it('to AT+CIPSTATUS follows the OK', () => {
    expect(lists('AT+CIPSTATUS')).toMatchObject({
      results: USUAL,
      lateResults: ['state', 'server-status', 'client-status'],
    });
  });

  it('to AT+CIPSTART comes within 160 seconds, with several connections within 75', () => {
    expect(lists('AT+CIPSTART="TCP","a.b","80"')).toMatchObject({ results: USUAL, timeout: 160_000 });
    expect(lists('AT+CIPSTART=1,"TCP","a.b","80"').timeout).toBe(75_000);
    expect(lists('AT+CIPSTART=1,"TCP","a.b","80"').lateResults[0]).toBe('connect-ok');
  });

  it('to AT+CIPSEND begins with a prompt; success comes first', () => {
    for (const line of ['AT+CIPSEND', 'AT+CIPSEND=5', 'AT+CIPSEND=0,5']) {
      expect(lists(line)).toMatchObject({ answers: ['prompt'], timeout: 645_000 });
      expect(lists(line).results.slice(0, 3)).toEqual(['send-ok', 'data-accept', 'send-fail']);
    }
  });

  it('to AT+BTSPPGET=3 is bytes, or digits where its last parameter asks for them', () => {
    for (const line of ['AT+BTSPPGET=3,1', 'AT+BTSPPGET=3,1,10', 'AT+BTSPPGET=3,1,10,0'])
      expect(lists(line).answers).toEqual(['btsppget']);
    expect(lists('AT+BTSPPGET=3,1,10,1').answers).toEqual(['btsppget-hex']);
  });

  it('says which results are successes', () => {
    const successes = (line: string) => [...answersTo(parsed(line)).successes];
    expect(successes('AT+CIPSEND=5')).toEqual(['send-ok', 'data-accept']);
    expect(successes('AT+CIPCLOSE')).toEqual(['close-ok', 'ok']);
    expect(successes('AT+CSQ')).toEqual(['ok']);
    expect([...answersTo(parsed('AT+CIPSTART="TCP","a.b",80')).lateSuccesses]).toEqual(['connect-ok', 'connect']);
    expect([...answersTo(parsed('AT+CSQ')).lateSuccesses]).toEqual([]);
  });

  it('says how the data end that are asked for', () => {
    const data = (line: string) => answersTo(parsed(line)).promptData;
    expect(data('AT+CIPSEND')).toEqual({ ctrlZ: true });
    expect(data('AT+CIPSEND=5')).toEqual({ length: 5, ctrlZ: true });
    expect(data('AT+CIPSEND=0,5')).toEqual({ length: 5, ctrlZ: false });
    expect(data('AT+CMGS="+31628870634"')).toEqual({ ctrlZ: true });
    expect(data('AT+HTTPDATA=300,10000')).toEqual({ length: 300, ctrlZ: false });
    expect(data('AT+CSQ')).toBeUndefined();
  });

  it('to a command whose parameters are not understood is known by its beginning', () => {
    expect(lists('AT+HTTPACTION=0')).toMatchObject({ results: USUAL, lateResults: ['httpaction'] });
    expect(lists('AT+HTTPACTION=?')).toMatchObject({ results: USUAL, lateResults: [] });
    expect(lists('AT+GMR').results).toContain('ok');
    // A command that ends like nearly every other is not told apart by its beginning.
    expect(lists('AT+CIPMUX=7')).toMatchObject({ results: [...USUAL, 'cms-error'] });
    expect(lists('gibberish')).toEqual({ answers: [], results: [], lateResults: [], timeout: undefined });
  });

  it('to several commands of one line is ended by the last one', () => {
    const line = (text: string) => answersTo(parseCommandLine(Buffer.from(text)));
    expect([...line('AT+CIFSR;E0').results]).toEqual(['ok', 'error']);
    expect([...line('AT+CIFSR;E0').answers]).toEqual(['local-ip']);
    expect([...line('AT+FROB;+FTPGET=1').lateResults]).toEqual(['ftpget']);
    expect([...line('AT+CSQ;+HTTPACTION=0').lateResults]).toEqual(['httpaction']);
    expect(line('AT+CIICR;+CPIN?').timeout).toBe(90_000);
    expect(line('AT+CIICR;+CSQ').timeout).toBeUndefined();
  });

  it('to a command that cannot be written is refused', () => {
    expect(() => answersTo({ type: 'cipmux', form: 'write', mode: 7 })).toThrow(EncodeError);
  });
});

/** The plainest line of every shape. */
const lines = unpack(tables).commands.flatMap(({ form, variants, atOnce }) => {
  const [variant] = variants;
  if (form === undefined || atOnce || variant === undefined) return [];
  const parts = variant.map((atom) => {
    if (atom === 'line-end') return '';
    if (!('kind' in atom)) return atom[0] ?? '';
    if (atom.kind === 'number') return String(atom.min);
    if (atom.kind === 'ipv4') return '192.0.2.1';
    return atom.kind === 'words' ? (atom.words[0] ?? '') : '1234';
  });
  return [parts.join('')];
});

describe('the tokenizer goes by the same table', () => {
  const SAMPLES: Readonly<Record<string, string>> = {
    ok: 'OK',
    error: 'ERROR',
    'shut-ok': 'SHUT OK',
    'close-ok': 'CLOSE OK',
    'send-ok': 'SEND OK',
    'local-ip': '192.0.2.1',
    'no-carrier': 'NO CARRIER',
  };

  it('has lines of every form', () => expect(lines.length).toBeGreaterThan(120));

  it.each(lines)('%s is in flight until one of its results has come', (line) => {
    const command = parsed(line);
    if (command.type !== 'unknown-command')
      expect(parsed(Buffer.from(encodeCommand(command as Command)).toString())).toEqual(command);
    const { results } = answersTo(command);
    for (const [type, text] of Object.entries(SAMPLES)) {
      const decoder = new Decoder(() => {});
      decoder.sent(Buffer.from(`${line}\r`));
      expect(decoder.state().inFlight).toHaveLength(1);
      decoder.write(Buffer.from(`\r\n${text}\r\n`));
      expect([type, decoder.state().inFlight.length]).toEqual([
        type,
        (results as ReadonlySet<string>).has(type) ? 0 : 1,
      ]);
    }
  });
});
