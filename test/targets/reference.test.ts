import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createArbitraries } from '../../src/arbitraries/create.js';
import { emitReference, referenceStates } from '../../src/compiler/targets/reference/reference.js';
import { textOf } from '../latin1.js';
import { compileReference, reader } from '../reference/parser.js';
import { loadTables, loadWriter } from './load.js';
import { sampleModel } from './sample-model.js';

interface Sample {
  readonly type: string;
}

// An Earley parser takes its time over a payload of 1500 bytes.
vi.setConfig({ testTimeout: 60_000 });

const rules = compileReference(emitReference(sampleModel));
const idle = reader(rules, 'idle');
const asked = reader(rules, 'in_flight_1');
const write = loadWriter(sampleModel);
const tables = loadTables(sampleModel);

function fieldsOf(message: object): Record<string, unknown> {
  const fields = Object.entries(message).filter(([name]) => name !== 'type' && name !== 'kind');
  return Object.fromEntries(fields.map(([name, value]) => [name, value instanceof Uint8Array ? textOf(value) : value]));
}

describe('reference grammar', () => {
  const cases: [string, string, object | undefined][] = [
    ['a line', 'OK', { type: 'ok', fields: {} }],
    ['a tolerated spelling', '3,SEND OK', { type: 'send-ok', fields: { connection: 3 } }],
    ['over a bound', '8, SEND OK', undefined],
    ['leading zeros', '0000000003,SEND OK', { type: 'send-ok', fields: { connection: 3 } }],
    ['a number of eleven characters', '00000000003,SEND OK', undefined],
    ['an address', '010.0.0.255', { type: 'local-ip', fields: { address: '10.0.0.255' } }],
    ['no address', '10.0.0.256', undefined],
    ['a negative number', '+CMT: -02\n07', { type: 'cmt', fields: { index: -2, pdu: '07' } }],
    ['minus nothing', '+CMT: -0\n07', undefined],
    ['a quotation mark inside', '+CUSD: "a"b"', { type: 'cusd', fields: { text: 'a"b' } }],
    ['a payload', '+IPD,3:a\r\n', { type: 'ipd', fields: { length: 3, payload: 'a\r\n' } }],
    ['a payload too long', '+IPD,2:a\r\n', undefined],
    [
      'hex',
      '+CIPRXGET: 3,2,0\r\naB01',
      { type: 'ciprxget-hex', fields: { length: 2, remaining: 0, payload: '\xab\x01' } },
    ],
    ['a prompt without its tail', '>', { type: 'prompt', fields: {} }],
    ['no form bound to a command', '+CIPRXGET: 1', undefined],
    ['no fallback', '+XYZ: 1', undefined],
  ];
  it.each(cases)('%s', (_, line, expected) => expect(idle(line)).toEqual(expected));

  it('knows forms bound to a command in their state only', () => {
    expect(referenceStates(sampleModel)).toEqual([
      { start: 'idle', command: undefined, pattern: undefined },
      { start: 'in_flight_1', command: 'AT+CIPRXGET?', pattern: 'AT+CIPRXGET?' },
    ]);
    expect(asked('+CIPRXGET: 1')).toEqual({ type: 'ciprxget', fields: { mode: 1 } });
  });

  it('reads what the encoder writes', () => {
    const all = createArbitraries<Sample>(tables, () => true);
    const property = fc.property(
      all.message().filter((m) => m.type !== 'information'),
      (message) => {
        const line = textOf(write(message)).slice(2);
        const framed = 'payload' in message || message.type === 'prompt';
        expect(idle(framed ? line : line.slice(0, -2))).toEqual({ type: message.type, fields: fieldsOf(message) });
      },
    );
    fc.assert(property, { seed: 800, numRuns: 300 });
  });
});
