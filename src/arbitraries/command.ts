import * as fc from 'fast-check';
import { toBytes } from './bytes.js';
import type { Spelling } from './fields.js';
import { type Fields, piece, spell } from './form.js';
import type { CommandTable } from './tables.js';

/** A command and its line: the bytes that a host writes, the CR included. */
export interface CommandLine<C> {
  readonly bytes: Uint8Array;
  readonly command: C;
}

/** A command without what discriminates it, and its line (latin1) without the CR. */
export interface SpeltCommand {
  readonly parameters: Fields;
  readonly line: string;
}

/** Any command of the shape. `counted`: the field that counts the data, which is as long as `length` says. */
export function speltCommand(
  { variants }: CommandTable,
  spelling: Spelling,
  counted?: { readonly field: string; readonly length: number },
): fc.Arbitrary<SpeltCommand> {
  const all = variants.map((variant) => fc.tuple(...variant.map((atom) => piece(atom, spelling, counted?.field))));
  const spelt = fc.oneof({ withCrossShrink: true }, ...all).map((pieces) => {
    const { message, wire } = spell(pieces, counted?.length);
    return { parameters: message, line: wire };
  });
  // A blank before the line end is none of the command: a text without quotation marks cannot end in one.
  return spelt.filter(({ line }) => !line.endsWith(' '));
}

const isDescribed = ({ form }: CommandTable): boolean => form !== undefined;

function anyOf(tables: readonly CommandTable[], spelling: Spelling): fc.Arbitrary<CommandLine<object>> {
  const shapes = tables.filter(isDescribed).map((table) =>
    speltCommand(table, spelling).map(({ parameters, line }) => ({
      command: { type: table.type, form: table.form, ...parameters },
      bytes: toBytes(table.atOnce ? line : `${line}\r`),
    })),
  );
  return fc.oneof({ withCrossShrink: true }, ...shapes);
}

export function command<C>(tables: readonly CommandTable[]): fc.Arbitrary<C> {
  return anyOf(tables, { tolerant: false, words: [] }).map((made) => made.command as C);
}

export function commandLine<C>(
  tables: readonly CommandTable[],
  words: readonly string[],
): fc.Arbitrary<CommandLine<C>> {
  return anyOf(tables, { tolerant: true, words }) as fc.Arbitrary<CommandLine<C>>;
}
