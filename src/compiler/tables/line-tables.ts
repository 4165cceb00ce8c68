/** What the tokenizer knows of each line apart from its fields, by the line's code. */

import {
  ANSWERS_TEST,
  BEGINS_TRANSPARENT,
  ENDS_AT_CR,
  ENDS_AT_ONCE,
  ENDS_COMMAND,
  HAS_HEX_PAYLOAD,
  HAS_PAYLOAD,
  IS_ECHO,
  IS_PROMPT,
  IS_UNSOLICITED,
  RESTARTS,
} from '../../runtime/contract/machine.js';
import type { Line } from '../automaton/nfa.js';
import { endsAtOnce } from '../model/endings.js';
import type { Form, Model } from '../model/model.js';
import { commandRows } from './command-rows.js';
import { type Layout, layoutOf } from './layout.js';
import type { GrammarMachine } from './machine.js';

/** One number a line each; what they mean is explained at `Machine` in src/runtime/contract/machine.ts. */
export interface LineTables {
  readonly forms: readonly number[];
  readonly traits: readonly number[];
  readonly lengths: readonly number[];
  readonly trailers: readonly number[];
  readonly tails: readonly number[];
  readonly echoes: readonly number[];
}

interface Roles {
  readonly isResult: ReadonlySet<string>;
  readonly isAnswerToTest: (form: Form) => boolean;
}

/** Which forms some command's test is answered with: see ANSWERS_TEST. */
export function answersTest({ commands }: Model): (form: Form) => boolean {
  const tests = commands.flatMap(({ shapes }) => shapes.filter(({ form }) => form === 'test'));
  const types = new Set(tests.flatMap(({ answers }) => answers));
  return ({ fallback, type }) => !fallback && types.has(type);
}

/** Types of the forms that some command is ended by, or has as late results. */
export function resultsOf(model: Model): ReadonlySet<string> {
  return new Set(commandRows(model).rows.flatMap(({ results, lateResults }) => [...results, ...lateResults]));
}

function rolesOf(model: Model): Roles {
  return {
    isResult: resultsOf(model),
    isAnswerToTest: answersTest(model),
  };
}

function traitsOf(form: Form, { isResult, isAnswerToTest }: Roles): number {
  const { ending, kind, type } = form;
  const unit = ending.kind === 'payload' ? ending.unit : undefined;
  const held: readonly (readonly [trait: number, isHeld: boolean])[] = [
    [IS_ECHO, kind === 'echo'],
    [IS_PROMPT, kind === 'prompt'],
    [HAS_PAYLOAD, unit === 'bytes'],
    [HAS_HEX_PAYLOAD, unit === 'hex'],
    [BEGINS_TRANSPARENT, form.transparent === 'begins'],
    [IS_UNSOLICITED, kind === 'urc'],
    [ENDS_AT_ONCE, endsAtOnce(form)],
    [ENDS_AT_CR, ending.kind === 'line' && ending.cr],
    [ENDS_COMMAND, isResult.has(type)],
    [RESTARTS, form.restarts],
    [ANSWERS_TEST, isAnswerToTest(form)],
  ];
  return held.reduce((traits, [trait, isHeld]) => (isHeld ? traits | trait : traits), 0);
}

/** The register of the number that counts the payload; 0: there is none. */
function lengthRegister({ form, slots }: Line, layout: Layout): number {
  return form.ending.kind === 'payload' ? layout.number(slots.get(form.ending.length) ?? 0) : 0;
}

/** One more than the number of the form after the payload; 0: none. */
function trailer(model: Model, { ending }: Form): number {
  return ending.kind === 'payload' ? model.forms.findIndex((form) => form.type === ending.trailer) + 1 : 0;
}

/** The byte that may follow a form without a line end: the blank of `> `. */
function tail({ ending }: Form): number {
  return ending.kind === 'at-once' && ending.tail !== '' ? ending.tail.charCodeAt(0) : 0;
}

export function lineTables(machine: GrammarMachine): LineTables {
  const { model, lines, numericLines } = machine;
  const layout = layoutOf(machine);
  const numberOf = new Map(model.forms.map((form, number) => [form, number]));
  const roles = rolesOf(model);
  const numeric = new Set(numericLines);
  // An ATV0 number has a line end of its own, CR, whatever its form has.
  const traits = (line: Line): number => traitsOf(line.form, roles) | (numeric.has(line) ? ENDS_AT_CR : 0);
  return {
    forms: lines.map(({ form }) => numberOf.get(form) ?? 0),
    traits: lines.map(traits),
    lengths: lines.map((line) => lengthRegister(line, layout)),
    trailers: lines.map(({ form }) => trailer(model, form)),
    tails: lines.map(({ form }) => tail(form)),
    echoes: lines.map(({ head }) => (head === undefined ? 0 : head + 1)),
  };
}
