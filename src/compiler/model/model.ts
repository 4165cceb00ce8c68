/**
 * The model: what a grammar says, resolved and independent of any target language. The parser and the analysis make
 * it, the automaton and the emitters read it, nothing changes it.
 */
import type { Setting } from '../../runtime/contract/machine.js';

/** Where something appears in a grammar file; line and column count from 1. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The kinds of V.250 and 27.007 a form can have (`data` and `unrecognized` are not forms). */
export const KINDS = ['final', 'intermediate', 'response', 'urc', 'prompt', 'echo'] as const;
export type Kind = (typeof KINDS)[number];

/** A run of bytes of one class inside a text, `min..max` long. `bytes` lists the members in ascending order. */
export interface Run {
  /** The class as the notation spells it, for documents: `print except '"'`, or a literal. */
  readonly notation: string;
  readonly bytes: readonly number[];
  readonly min: number;
  readonly max: number;
}

export interface NumberType {
  readonly kind: 'number';
  readonly min: number;
  readonly max: number;
}
interface Ipv4Type {
  readonly kind: 'ipv4';
}
interface WordsType {
  readonly kind: 'words';
  readonly words: readonly string[];
}
export interface TextType {
  readonly kind: 'text';
  /** `bytes`: handed out as Uint8Array instead of a string. */
  readonly value: 'string' | 'bytes';
  readonly runs: readonly Run[];
  /** Bounds of the whole text: the sums over its runs. */
  readonly min: number;
  readonly max: number;
  /** How many line ends (LF) the text may hold; CR and LF are text when this is over 0. */
  readonly lines: number;
  /** A quotation mark that neither `,` nor CR nor LF follows is text too. */
  readonly quotes: boolean;
  /**
   * The field before it that says how many bytes it has: line ends among these are text. Where no line end comes after so many, it
   * ends at the first line end as any other does.
   */
  readonly sized: string | undefined;
  /** Only names that no form of the grammar begins with. */
  readonly unknownName: boolean;
  /** What it is as a rule: other texts are not refused. */
  readonly known: readonly string[];
}
export type FieldType = NumberType | Ipv4Type | WordsType | TextType;

/** A field as the message has it: merged over all variants of its form. */
export interface Field {
  readonly name: string;
  /** The types it has in the variants, without repetition; they share one kind, and texts share one `value`. */
  readonly types: readonly FieldType[];
  readonly optional: boolean;
  /** What it counts or means, in lines; none: nothing is said of it. */
  readonly doc: readonly string[];
}

/** A line of the module's and what it must be read as: a form's own test. */
export interface Example {
  /** Latin1, without the line end before it and that after it. */
  readonly text: string;
  /** The command in flight, as the host writes it; undefined: none. */
  readonly command: string | undefined;
  /** Fields by name; bytes and payload as latin1. */
  readonly values: ReadonlyMap<string, number | string>;
  readonly location: Location;
}

/** Fixed text: `accepts` are all spellings read (the canonical one first), `canonical` is the one written. */
export interface LiteralAtom {
  readonly kind: 'literal';
  readonly canonical: string;
  readonly accepts: readonly string[];
  /** The same as a product: one spelling of each part in turn. Six places for spaces are six lists here, 729 texts there. */
  readonly parts?: readonly (readonly string[])[];
}
export interface FieldAtom {
  readonly kind: 'field';
  readonly name: string;
  readonly type: FieldType;
  /** Bytes a text cannot begin with, because a tolerated literal before it takes them. */
  readonly notFirst: string;
  /** Its place may be empty: then the message has no such field. Written `[name]`, an optional part of nothing else. */
  readonly optional: boolean;
  readonly location: Location;
}
/** A line end inside a form. */
interface LineEndAtom {
  readonly kind: 'line-end';
}
export type Atom = LiteralAtom | FieldAtom | LineEndAtom;

/** One choice of a form's optional and alternative parts: a sequence. No two literals appear side by side. */
export interface Variant {
  readonly atoms: readonly Atom[];
  /** Of a reading of its own (`also`): the commands of which one must be in flight; `=?` and `?`: see OWN_TEST. */
  readonly whileInFlight?: readonly string[];
}

/** In the place of a command: the one whose name the line begins with is in flight, as a test or as a read. */
export const OWN_TEST = '=?';
export const OWN_READ = '?';

/** How a form ends. `tail`: the tolerated literal after an at-once form (`""`: none). */
export type Ending =
  | { readonly kind: 'line' /** a single CR ends it too */; readonly cr: boolean }
  | { readonly kind: 'at-once'; readonly tail: string }
  | {
      readonly kind: 'payload';
      /** the number field that counts it */
      readonly length: string;
      readonly unit: 'bytes' | 'hex';
      /** true: a line end appears between header and payload */
      readonly afterLineEnd: boolean;
      /** The type of the form that follows the payload, if one always does. */
      readonly trailer?: string | undefined;
    };

/** The syntax as written, for documents and diagrams. */
export type Syntax =
  | { readonly kind: 'sequence'; readonly items: readonly Syntax[] }
  | { readonly kind: 'choice'; readonly items: readonly Syntax[] }
  | { readonly kind: 'optional'; readonly item: Syntax }
  /** `tolerated`: may be missing but is written; `ignored`: may be there but is not written */
  | {
      readonly kind: 'literal';
      readonly text: string;
      readonly presence: 'required' | 'tolerated' | 'ignored';
      readonly caseless: boolean;
    }
  | { readonly kind: 'field'; readonly name: string; readonly type: FieldType }
  | { readonly kind: 'line-end' };

export interface Form {
  readonly type: string;
  readonly kind: Kind;
  readonly doc: readonly string[];
  readonly location: Location;
  readonly fallback: boolean;
  readonly syntax: Syntax;
  readonly fields: readonly Field[];
  readonly variants: readonly Variant[];
  readonly ending: Ending;
  /** Commands (as the host writes them, upper case, without CR) it needs in flight; `any`; undefined: always alive. */
  readonly whileInFlight: readonly string[] | 'any' | undefined;
  /** Alive without such a command too, for lines that no other form matches. */
  readonly yields: boolean;
  readonly transparent: 'begins' | 'ends' | 'ends-when-asked' | undefined;
  /** It ends the mode only where one of these commands began it; undefined: whatever did. */
  readonly transparentOf?: readonly string[] | undefined;
  /** The ATV0 number. */
  readonly numeric: number | undefined;
  /** The module begins or ends its work: no command is in flight after it. */
  readonly restarts: boolean;
  /** What is said of the payload, if the form has one. */
  readonly payloadDoc: readonly string[];
  readonly examples: readonly Example[];
}

/** The shapes of a command, as the manual calls them. */
export const COMMAND_FORMS = ['test', 'read', 'write', 'execute'] as const;
export type CommandForm = (typeof COMMAND_FORMS)[number];

export type { Setting } from '../../runtime/contract/machine.js';

/** What a command is answered with. All names are types of messages; success comes first. */
export interface Answering {
  /** Information responses, prompts. */
  readonly answers: readonly string[];
  readonly results: readonly string[];
  /** So many of them, the first, say that it has succeeded. */
  readonly successes: number;
  /** What may still come once it has ended. */
  readonly lateResults: readonly string[];
  /** The same of these. */
  readonly lateSuccesses: number;
  readonly sets: readonly Setting[];
  /** The longest response time the manual states, in seconds. */
  readonly within: number | undefined;
}

/** How the data end that the host writes after a prompt. */
export interface PromptDataEnd {
  /** The parameter that counts them: from 1 on, or from the last if below 0; 0: none does. */
  readonly length: number;
  readonly ctrlZ: boolean;
}

/** One way to write a command; several may have the same form. */
export interface CommandShape extends Answering {
  readonly form: CommandForm;
  readonly location: Location;
  /** What follows the name and the sign of the form. */
  readonly syntax: Syntax;
  readonly fields: readonly Field[];
  readonly variants: readonly Variant[];
  /** No CR follows it. */
  readonly atOnce: boolean;
  /** What the host writes after the prompt: as many bytes as one of these fields says, or what `ctrl-z` ends. */
  readonly data: readonly string[];
}

export interface Command {
  readonly name: string;
  readonly doc: readonly string[];
  readonly location: Location;
  /** What its line begins with, upper case: `AT+CIPSHUT`. */
  readonly heads: readonly string[];
  /** What answers a command without shapes. */
  readonly answering: Answering;
  /** None: the grammar says nothing of its parameters. */
  readonly shapes: readonly CommandShape[];
}

export interface CodeTable {
  readonly name: string;
  readonly doc: readonly string[];
  readonly location: Location;
  readonly rows: readonly { readonly code: number; readonly text: string }[];
}

/** What the grammar does not describe, and why. */
export interface LeftOut {
  readonly what: string;
  readonly why: string;
}

export interface Model {
  /** In the order of declaration, files in the order given. */
  readonly forms: readonly Form[];
  readonly commands: readonly Command[];
  /** What answers a command, or a shape of one, whose entry says nothing else. */
  readonly defaults: Answering;
  readonly tables: readonly CodeTable[];
  readonly leftOut?: readonly LeftOut[];
  /** The grammar files this came from, for the headers of generated files. */
  readonly sources: readonly string[];
}
