/** The examples of the shipped grammar, read by what is generated from it. */
import { describe, expect, it } from 'vitest';
import * as compact from '../../src/compact.js';
import type { Example, Form } from '../../src/compiler/model/model.js';
import { decode } from '../../src/index.js';
import { bytesOf, textOf } from '../latin1.js';
import { grammarModel } from './grammar-model.js';

const forms = grammarModel().forms.filter(({ examples }) => examples.length > 0);
const chapterOf = ({ location }: Form): string => location.file.replace(/^grammar\/(.*)\.at$/, '$1');

/** As the module sends it. */
function wireOf({ ending }: Form, { text }: Example): Uint8Array {
  return bytesOf(`\r\n${text}${ending.kind === 'line' ? '\r\n' : ''}`);
}

const plain = (message: object): unknown =>
  Object.fromEntries(
    Object.entries(message).map(([name, value]) => [name, value instanceof Uint8Array ? textOf(value) : value]),
  );

const cases = forms.flatMap((form) =>
  form.examples.map((example) => [form.type, example.text, form, example] as const),
);

describe('an example of the grammar is decoded as it says', () => {
  it.each(cases)('%s: %j', (type, _, form, example) => {
    const options = example.command === undefined ? {} : { inFlight: example.command };
    const expected = { type, kind: form.kind, ...Object.fromEntries(example.values) };
    expect(decode(wireOf(form, example), options).map(plain)).toEqual([expected]);
    expect(compact.decode(wireOf(form, example), options).map(plain)).toEqual([expected]);
  });
});

describe('the chapters that have an example for every form', () => {
  it.each(['tcpip', 'received', 'network', 'sms', 'http', 'settings', 'gnss', 'errors', 'v25ter'])('%s', (chapter) => {
    const without = grammarModel().forms.filter((form) => chapterOf(form) === chapter && form.examples.length === 0);
    expect(without.map(({ type }) => type)).toEqual([]);
  });
});
