import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createArbitraries } from '../../src/arbitraries/create.js';
import { textOf } from '../latin1.js';
import { loadTables, loadWriter } from './load.js';
import { sampleModel } from './sample-model.js';

interface Sample {
  readonly type: string;
  readonly kind: string;
  readonly length?: number;
  readonly payload?: Uint8Array;
}

const tables = loadTables(sampleModel);
const write = loadWriter(sampleModel);
const all = createArbitraries<Sample>(tables, () => true);
const fixed = { seed: 800, numRuns: 300 };

describe('arbitraries of a model', () => {
  it.each(sampleModel.forms.map((form) => form.type))('%s: every message can be written', (type) => {
    fc.assert(
      fc.property(all.messageOf(type), (message) => {
        expect(message.type).toBe(type);
        expect(write(message).length).toBeGreaterThan(0);
      }),
      fixed,
    );
  });

  it('data and unrecognized have bytes', () => {
    const both = fc.oneof(all.messageOf('data'), all.messageOf('unrecognized'));
    fc.assert(
      fc.property(both, (message) => write(message).length > 0),
      fixed,
    );
  });

  it('message() leaves out what needs a context', () => {
    const seen = new Set(fc.sample(all.message(), { ...fixed, numRuns: 2000 }).map((message) => message.type));
    for (const type of ['echo', 'text', 'ciprxget', 'data', 'unrecognized']) expect(seen).not.toContain(type);
    expect(seen.size).toBe(sampleModel.forms.length - 3);
  });

  it('truncated() has less than announced', () => {
    const property = fc.property(all.truncated(), (message) => {
      expect(message.payload?.length).toBeLessThan(message.length ?? 0);
      expect(write(message).length).toBeGreaterThan(0);
    });
    fc.assert(property, fixed);
  });

  it('chunks are the bytes', () => {
    const cut = fc.uint8Array().chain((bytes) => fc.tuple(fc.constant(bytes), all.chunks(bytes)));
    const property = fc.property(cut, ([bytes, pieces]) => {
      expect(Uint8Array.from(pieces.flatMap((piece) => [...piece]))).toEqual(bytes);
    });
    fc.assert(property, fixed);
  });

  it('damage of nothing is nothing', () => {
    expect(fc.sample(all.damaged(new Uint8Array()), fixed).every((bytes) => bytes.length === 0)).toBe(true);
  });

  it('shrinks to the plainest message', () => {
    const found = fc.check(
      fc.property(all.wire(), ({ messages }) => messages.every((message) => message.kind !== 'final')),
      { ...fixed, numRuns: 50 },
    );
    expect(found.counterexample?.[0].messages).toEqual([{ type: 'ok', kind: 'final' }]);
    expect(textOf(found.counterexample?.[0].bytes ?? new Uint8Array())).toBe('\r\nOK\r\n');
  });

  it('a transcript is its steps', () => {
    const property = fc.property(all.transcript(), ({ steps, bytes, messages }) => {
      const received = steps.flatMap((step) => (step.direction === 'rx' ? [...step.bytes] : []));
      expect(Uint8Array.from(received)).toEqual(bytes);
      expect(messages.length === 0).toBe(bytes.length === 0);
    });
    fc.assert(property, fixed);
  });

  it('hostile payloads hold words and headers of the grammar', () => {
    const text = fc.sample(all.hostilePayload(), fixed).map((bytes) => textOf(bytes));
    expect(text.join('')).toMatch(/\+CIPRXGET: 2,\d/);
    expect(text.join('')).toContain('SEND OK');
  });
});
