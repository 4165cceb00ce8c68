import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createArbitraries } from '../../src/arbitraries/create.js';
import { spelt } from '../../src/arbitraries/form.js';
import { unpack } from '../../src/arbitraries/packed.js';
import type { FormTable } from '../../src/arbitraries/tables.js';
import { example } from '../../src/compiler/model/example.js';
import type { Form } from '../../src/compiler/model/model.js';
import { referenceStates } from '../../src/compiler/targets/reference/reference.js';
import { textOf } from '../latin1.js';
import { grammarRules } from '../reference/grammar-rules.js';
import { reader } from '../reference/parser.js';
import { grammarModel } from './grammar-model.js';
import { loadTables, loadWriter } from './load.js';

interface Typed {
  readonly type: string;
}

// An Earley parser takes its time over a payload of 1500 bytes.
vi.setConfig({ testTimeout: 60_000 });

const model = grammarModel();
const write = loadWriter(model);
const tables = loadTables(model);
const { forms: unpacked } = unpack(tables);
const all = createArbitraries<Typed>(tables, () => true);
const rules = grammarRules();
const states = referenceStates(model).map((state) => ({ ...state, read: reader(rules, state.start) }));
const fixed = { seed: 800, numRuns: 30 };

function fieldsOf(message: object): Record<string, unknown> {
  const fields = Object.entries(message).filter(([name]) => name !== 'type' && name !== 'kind');
  return Object.fromEntries(fields.map(([name, value]) => [name, value instanceof Uint8Array ? textOf(value) : value]));
}

const asReading = (message: Typed) => ({ type: message.type, fields: fieldsOf(message) });
const stateOf = ({ whileInFlight: on }: Form) =>
  states.find((state) => (Array.isArray(on) ? state.pattern === on[0] : state.pattern === undefined));
const unframed = (form: Form, line: string) => (form.ending.kind === 'line' ? line.replace(/\r?\r?\n$/, '') : line);

describe.each(model.forms.filter((form) => !form.fallback))('$type', (form) => {
  const table = unpacked.find(({ type }) => type === form.type) as FormTable;
  const read = stateOf(form)?.read;

  it('is read by the reference as it is written', () => {
    const property = fc.property(all.messageOf(form.type), (message) => {
      expect(read?.(unframed(form, textOf(write(message)).slice(2)))).toEqual(asReading(message));
    });
    fc.assert(property, fixed);
  });

  it('is read by the reference in any tolerated spelling', () => {
    const spelling = { tolerant: true, words: ['OK', '+CIPRXGET: 2'], payloads: all.hostilePayload() };
    const property = fc.property(spelt(table, spelling), ({ message, wire }) => {
      expect(read?.(unframed(form, wire))).toEqual(asReading(message as unknown as Typed));
    });
    fc.assert(property, fixed);
  });

  it('has an example the reference reads', () => {
    expect(read?.(unframed(form, example(form).slice(2)))).toMatchObject({ type: form.type });
  });
});

it('writes messages of fallback forms', () => {
  for (const form of model.forms.filter(({ fallback }) => fallback)) {
    fc.assert(
      fc.property(all.messageOf(form.type), (message) => write(message).length > 0),
      fixed,
    );
  }
});
