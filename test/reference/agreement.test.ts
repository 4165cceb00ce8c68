/**
 * The tokenizer against the reference: a nearley grammar made from the same model, and nothing else in common. They must
 * agree on which lines are forms and on every field, for lines as they are written, spoilt ones and made-up ones.
 */
import * as fc from 'fast-check';
import { describe, it } from 'vitest';
import { tables } from '../../generated/arbitraries.js';
import { createArbitraries } from '../../src/arbitraries/create.js';
import { spelt } from '../../src/arbitraries/form.js';
import { unpack } from '../../src/arbitraries/packed.js';
import { referenceStates } from '../../src/compiler/targets/reference/reference.js';
import { decode, type Message } from '../../src/index.js';
import { bytesOf, textOf } from '../latin1.js';
import { runsFrom } from '../properties/runs.js';
import { grammarModel } from '../targets/grammar-model.js';
import { agree, spoilt } from './agree.js';
import { grammarRules } from './grammar-rules.js';
import { reader } from './parser.js';

const runs = runsFrom(800, 'AGREEMENT_TIMES');
const model = grammarModel();
const rules = grammarRules();
const yielding = model.forms.filter((form) => form.fallback || form.yields);
const fallback = new Set(['unrecognized', ...yielding.map((form) => form.type)]);
const all = createArbitraries<Message>(tables, () => true);
const { forms } = unpack(tables);

/** The forms of a state that more than the idle one knows, and those that look like them. */
function formsOf(command: string | undefined) {
  const bound = forms.filter(({ whileInFlight: on }) => command !== undefined && on !== 'any' && on?.includes(command));
  const heads = bound.map((form) => String(form.variants[0]?.[0]).slice(0, 6));
  const alike = forms.filter((form) => heads.some((head) => String(form.variants[0]?.[0]).startsWith(head)));
  const idle = forms.filter((form) => !fallback.has(form.type) && form.whileInFlight === undefined);
  return command === undefined ? idle : [...bound, ...alike.filter((form) => idle.includes(form))];
}

/** Without what frames it: the line end after a line, not what belongs to a payload. */
function lines(command: string | undefined): fc.Arbitrary<string> {
  const spelling = { tolerant: true, words: ['OK', '1', 'CLOSED'], payloads: all.hostilePayload() };
  const written = formsOf(command).map((form) =>
    spelt(form, spelling).map(({ wire }) => (form.payload === undefined ? wire.replace(/\r?\r?\n$/, '') : wire)),
  );
  const good = fc.oneof(...written);
  const madeUp = all.noise().map((bytes) => textOf(bytes).replaceAll(/[\r\n]/g, ''));
  return fc.oneof({ weight: 3, arbitrary: good }, { weight: 6, arbitrary: good.chain(spoilt) }, madeUp);
}

describe.each(referenceStates(model))('$start $command', ({ start, command }) => {
  const read = reader(rules, start);
  const options = command === undefined ? {} : { inFlight: command };
  it('agree', () => {
    const property = fc.property(lines(command), (line) =>
      agree(read, line, decode(bytesOf(`\r\n${line}\r\n`), options), fallback),
    );
    fc.assert(property, runs(command === undefined ? 3000 : 150));
  });
});
