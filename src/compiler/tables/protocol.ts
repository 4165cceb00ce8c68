/**
 * A grammar as a tokenizer needs it, without its recognisers: numbers, texts and tables, ready to be printed in any
 * language. What they mean is explained at `Machine` in src/runtime/contract/machine.ts.
 */

import { CONTRACT, type ReadingPatterns } from '../../runtime/contract/machine.js';
import { commandLike } from '../model/command-forms.js';
import type { Form, Model } from '../model/model.js';
import { commandTable, type EmittedCommand, successForms } from './command-tables.js';
import type { Head } from './echo-lines.js';
import { type EmittedFields, fieldTables } from './field-tables.js';
import { layoutOf } from './layout.js';
import { type LineTables, lineTables } from './line-tables.js';
import { type GrammarMachine, headerEnds, longestLine, plainVariant } from './machine.js';

interface EmittedTransparentEnd {
  readonly text: string;
  readonly code: number;
  readonly whenAsked: boolean;
  /** By the numbers of their patterns; undefined: whatever command began the mode. */
  readonly patterns: readonly number[] | undefined;
}

export interface ProtocolTables extends LineTables {
  readonly contract: number;
  readonly registers: number;
  readonly marks: number;
  readonly longestLine: number;
  /** Bytes in ascending order. */
  readonly headerEnds: readonly number[];
  readonly transparentEnds: readonly EmittedTransparentEnd[];
  readonly patterns: number;
  readonly readingPatterns: ReadingPatterns;
  readonly commands: readonly EmittedCommand[];
  /** `+CSQ`. */
  readonly commandNames: readonly string[];
  readonly heads: readonly Head[];
  readonly successForms: readonly number[];
  readonly types: readonly string[];
  readonly kinds: readonly string[];
  readonly fields: EmittedFields;
  /** By type. */
  readonly contexts: ReadonlyMap<string, readonly string[]>;
}

function transparentEnds({ model, primary, patterns }: GrammarMachine): EmittedTransparentEnd[] {
  return model.forms.flatMap((form) => {
    if (form.transparent !== 'ends' && form.transparent !== 'ends-when-asked') return [];
    const variant = plainVariant(form);
    const [atom] = variant.atoms;
    const text = atom?.kind === 'literal' ? atom.canonical : '';
    const code = primary.lines.findIndex((line) => line.form === form && line.variants.includes(variant));
    const of = form.transparentOf?.map((pattern) => patterns.indexOf(pattern));
    return [{ text: `\r\n${text}\r\n`, code, whenAsked: form.transparent === 'ends-when-asked', patterns: of }];
  });
}

/** A command to read a form by, and one for each of its further readings. */
function contextsOf({ whileInFlight: on, variants }: Form): string[] {
  const further = new Set(variants.flatMap(({ whileInFlight = [] }) => whileInFlight));
  if (on === undefined && further.size === 0) return [];
  const first = on === 'any' ? 'AT' : commandLike(on?.[0] ?? '');
  return [first, ...further];
}

function contexts({ forms }: Model): Map<string, readonly string[]> {
  const all = forms.map((form) => [form.type, contextsOf(form)] as const);
  return new Map(all.filter(([, commands]) => commands.length > 0));
}

/** `AT+CSQ` is known as `+CSQ`. */
export function commandNames({ commands }: Model): string[] {
  const names = commands.flatMap(({ heads }) => heads.flatMap((head) => /^AT([+*]\w+)/.exec(head)?.[1] ?? []));
  return [...new Set(names)];
}

export function protocolTables(machine: GrammarMachine): ProtocolTables {
  const { model, patterns, readingPatterns, heads } = machine;
  const layout = layoutOf(machine);
  return {
    contract: CONTRACT,
    registers: layout.size,
    marks: layout.marks,
    longestLine: longestLine(machine),
    headerEnds: headerEnds(machine),
    transparentEnds: transparentEnds(machine),
    patterns: patterns.length,
    readingPatterns,
    commands: commandTable(model),
    commandNames: commandNames(model),
    heads,
    successForms: successForms(model, heads),
    types: model.forms.map(({ type }) => type),
    kinds: model.forms.map(({ kind }) => kind),
    ...lineTables(machine),
    fields: fieldTables(machine),
    contexts: contexts(model),
  };
}
