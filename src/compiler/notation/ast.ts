/** The syntax tree of the notation: what an author wrote, name by name, nothing resolved yet. */
import type { CommandForm, Kind, Location, Setting } from '../model/model.js';

export interface Name {
  readonly text: string;
  readonly location: Location;
}
/** A literal text, or a text in a table: escapes are decoded. */
export interface Text {
  readonly text: string;
  readonly location: Location;
}

/** One run of a pattern: a literal, or a class of bytes with how many of them. */
export type Piece =
  | {
      readonly node: 'literal';
      readonly text: string;
      readonly caseless: boolean;
      /** How often it appears there; only a literal of one byte has it. */
      readonly range: Range | undefined;
      readonly location: Location;
    }
  | {
      readonly node: 'run';
      readonly className: string;
      readonly except: string;
      /** `only "…"`: these bytes and no others. */
      readonly only: string | undefined;
      readonly range: Range | undefined;
      readonly location: Location;
    };

/** `1..80`, or `1..`, which a pass refuses with a better message than the parser could give. */
export interface Range {
  readonly min: number;
  readonly max: number | undefined;
  readonly location: Location;
}

export type Core =
  | { readonly node: 'range'; readonly range: Range }
  | { readonly node: 'reference'; readonly name: Name }
  | { readonly node: 'words'; readonly words: readonly Text[] }
  /** `known`: what the text is as a rule, `("SM" | "ME") or upper 2..4`. */
  | { readonly node: 'pattern'; readonly pieces: readonly Piece[]; readonly known: readonly Text[] };

/** A type with the flags before it (`bytes`) and after it (`lines N`, `quotes`, `sized F`). */
export interface Type {
  readonly core: Core;
  readonly bytes: boolean;
  readonly lines: number;
  readonly quotes: boolean;
  /** The field that says how many bytes the text has. */
  readonly sized: Name | undefined;
  readonly location: Location;
}

type Presence = 'required' | 'tolerated' | 'ignored';

export type Element =
  | {
      readonly node: 'literal';
      readonly text: string;
      readonly caseless: boolean;
      readonly presence: Presence;
      readonly location: Location;
    }
  | { readonly node: 'space'; readonly presence: 'tolerated' | 'ignored'; readonly location: Location }
  | { readonly node: 'line-end'; readonly location: Location }
  /** `label` is missing where the field takes its name from its type. */
  | { readonly node: 'field'; readonly label: Name | undefined; readonly type: Type; readonly location: Location }
  | { readonly node: 'optional'; readonly items: readonly Element[]; readonly location: Location }
  | { readonly node: 'choice'; readonly branches: readonly (readonly Element[])[]; readonly location: Location };

export type EndingNode =
  | { readonly node: 'at-once'; readonly tail: string; readonly location: Location }
  | {
      readonly node: 'payload';
      readonly length: Name;
      readonly unit: 'bytes' | 'hex';
      /** The form that follows the payload. */
      readonly trailer: Name | undefined;
      readonly location: Location;
    };

export type Modifier =
  /** No heads: `while any`. */
  | {
      readonly node: 'while';
      readonly heads: readonly Text[] | undefined;
      readonly yields: boolean;
      readonly location: Location;
    }
  | {
      readonly node: 'transparent';
      readonly transparent: 'begins' | 'ends' | 'ends-when-asked';
      /** The commands of which one has to have begun the mode. */
      readonly of?: readonly Text[];
      readonly location: Location;
    }
  | { readonly node: 'numeric'; readonly code: number; readonly location: Location }
  | { readonly node: 'cr'; readonly location: Location }
  | { readonly node: 'restarts'; readonly location: Location };

export interface FormEntry {
  readonly node: 'form';
  readonly kind: Kind;
  readonly name: Name;
  readonly fallback: boolean;
  readonly elements: readonly Element[];
  /** undefined: a line end. */
  readonly ending: EndingNode | undefined;
  readonly modifiers: readonly Modifier[];
  /** Where there are several: the elements of each, `also` of all but the first. */
  readonly readings: readonly (readonly Element[])[];
  readonly also: readonly AlsoNode[];
  readonly examples: readonly ExampleNode[];
}
/** A line that the module sends, and what it must be read as. */
export interface ExampleNode {
  /** Without the line end before it, and that after it. */
  readonly text: Text;
  /** `while "AT+X?"`: the command in flight. */
  readonly command: Text | undefined;
  readonly values: readonly { readonly name: Name; readonly value: number | string }[];
  readonly location: Location;
}
/** One more reading of a form, alive only while a command is in flight that begins, or ends, so. */
export interface AlsoNode {
  readonly elements: readonly Element[];
  readonly heads: readonly string[];
  readonly location: Location;
}
export interface FieldEntry {
  readonly node: 'field-type';
  readonly name: Name;
  readonly type: Type;
}

/** What a command is answered with. */
export type Clause =
  | { readonly node: 'answers'; readonly names: readonly Name[]; readonly location: Location }
  /** Results; the first so many say that the command has succeeded. */
  | {
      readonly node: 'ends' | 'then';
      readonly names: readonly Name[];
      readonly successes: number;
      readonly location: Location;
    }
  | { readonly node: 'sets'; readonly settings: readonly Setting[]; readonly location: Location }
  | { readonly node: 'within'; readonly seconds: number; readonly location: Location }
  /** What the host writes after the prompt: as much as a field says, or up to `ctrl-z`. */
  | { readonly node: 'data'; readonly ends: readonly Name[]; readonly location: Location };

/** One shape of a command: what follows its name and sign. */
export interface ShapeNode {
  readonly form: CommandForm;
  readonly elements: readonly Element[];
  readonly atOnce: boolean;
  readonly clauses: readonly Clause[];
  readonly location: Location;
}
export interface CommandEntry {
  readonly node: 'command';
  readonly name: Name;
  readonly heads: readonly Text[];
  readonly clauses: readonly Clause[];
  readonly shapes: readonly ShapeNode[];
}
/** What every command says that says nothing else. */
interface DefaultEntry {
  readonly node: 'default';
  /** Where it appears: it has no name of its own. */
  readonly name: Name;
  readonly clauses: readonly Clause[];
}
/** What the grammar does not describe, and why. */
interface LeftOutEntry {
  readonly node: 'left-out';
  readonly name: Name;
  readonly reason: string;
}
interface TableEntry {
  readonly node: 'table';
  readonly name: Name;
  readonly rows: readonly { readonly code: number; readonly text: string; readonly location: Location }[];
}
/** An entry with a syntax error: its name still counts as defined, so that one error is not reported twice. */
interface BrokenEntry {
  readonly node: 'broken';
  readonly name: Name;
}

/** What a comment says of a field. */
export interface FieldDoc {
  readonly name: Name;
  readonly lines: readonly string[];
}
/** The comment directly above an entry. */
export interface Doc {
  readonly doc: readonly string[];
  readonly fieldDocs: readonly FieldDoc[];
}

export type Definition = FormEntry | FieldEntry | CommandEntry | DefaultEntry | TableEntry | LeftOutEntry;
export type Entry = (Definition & Doc) | BrokenEntry;
