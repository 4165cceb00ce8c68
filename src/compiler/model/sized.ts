/** Texts that are framed by their size: `eol text:byte 0..640 sized length`. */
import type { Atom, FieldAtom, TextType } from './model.js';

export type SizedAtom = FieldAtom & { readonly type: TextType & { readonly sized: string } };

export const isSized = (atom: Atom | undefined): atom is SizedAtom =>
  atom?.kind === 'field' && atom.type.kind === 'text' && atom.type.sized !== undefined;
