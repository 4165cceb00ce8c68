import * as fc from 'fast-check';
import { chunks } from './chunks.js';
import { type CommandLine, command, commandLine } from './command.js';
import { damaged, noise } from './damage.js';
import { cutShort, type FormSpelling, header, type SpeltMessage, spelt } from './form.js';
import { type Log, log, type Read } from './log.js';
import { type PackedTables, unpack } from './packed.js';
import { hostile } from './payload.js';
import { type Specimen, type SpecimenOptions, specimens } from './specimens.js';
import type { AtomTable, FormTable, Tables } from './tables.js';
import { type Transcript, transcript } from './transcript.js';
import { type Wire, wire } from './wire.js';

type Typed = { readonly type: string };
type Of<M extends Typed, T extends M['type']> = Extract<M, { readonly type: T }>;

/**
 * Whether a message is read back as itself once written (with that command in flight). Called for forms with a text
 * only: the text `3` of an error would come back as its number. A form without a text needs no check, so that a
 * property over it holds on its own.
 */
export type Accepts = (message: unknown, inFlight: string | undefined) => boolean;

export interface Arbitraries<M extends Typed, C extends Typed = Typed> {
  /** Messages of each type, whether or not they decode without context. */
  readonly arbitraries: { readonly [T in M['type']]: fc.Arbitrary<Of<M, T>> };
  messageOf<T extends M['type']>(type: T): fc.Arbitrary<Of<M, T>>;
  /** A message of any type that decodes without context, whole. */
  message(): fc.Arbitrary<M>;
  /** A message whose payload ended before its length, as at the end of a stream. */
  truncated(): fc.Arbitrary<M>;
  /** The bytes of messages in any tolerated spelling, and the messages. */
  wire(): fc.Arbitrary<Wire<M>>;
  /** A command of the host, of any type and form. */
  command(): fc.Arbitrary<C>;
  commandOf<T extends C['type']>(type: T): fc.Arbitrary<Of<C, T>>;
  /** A command and a line it may be written in, in any tolerated spelling. */
  commandLine(): fc.Arbitrary<CommandLine<C>>;
  transcript(): fc.Arbitrary<Transcript<M>>;
  /** A log of some sessions, as tools and drivers print them. */
  log(): fc.Arbitrary<Log>;
  hostilePayload(): fc.Arbitrary<Uint8Array>;
  noise(): fc.Arbitrary<Uint8Array>;
  damaged(bytes: Uint8Array): fc.Arbitrary<Uint8Array>;
  chunks(bytes: Uint8Array): fc.Arbitrary<Uint8Array[]>;
  /** A corpus: bytes for the tests of a reader in any language, the same for the same seed. */
  specimens(options?: SpecimenOptions): Specimen<M>[];
  /** The literals of the forms, in every tolerated spelling, and the words of their fields: for the dictionary of a fuzzer. */
  readonly literals: readonly string[];
}

const isText = (atom: AtomTable): boolean => typeof atom === 'object' && 'runs' in atom;
const withoutContext = (form: FormTable): boolean => form.whileInFlight === undefined && form.kind !== 'echo';

function wordsOf({ forms }: Tables): string[] {
  const words = forms
    .flatMap((form) => form.variants.flat())
    .flatMap((atom) => {
      if (typeof atom !== 'object') return [];
      return 'words' in atom ? [...atom.words] : 'name' in atom ? [] : [...atom];
    });
  return [...new Set(words)].filter((word) => word !== '');
}

/** Arbitraries over the tables of a grammar, spelt canonically or tolerantly. */
class Grammar {
  readonly words: readonly string[];
  readonly hostile: fc.Arbitrary<Uint8Array>;
  readonly tables: Tables;
  readonly #accepts: Accepts;
  readonly #made = new Map<string, fc.Arbitrary<SpeltMessage>>();

  constructor(tables: Tables, accepts: Accepts) {
    this.tables = tables;
    this.#accepts = accepts;
    this.words = wordsOf(tables);
    const headers = tables.forms.filter((form) => form.payload !== undefined);
    const announced = headers.map((form) => header(form, { tolerant: false, words: [] }));
    this.hostile = hostile(this.words, announced.length === 0 ? fc.constant('') : fc.oneof(...announced));
  }

  spelling(tolerant: boolean): FormSpelling {
    return { tolerant, words: this.words, payloads: this.hostile };
  }

  /** Messages of the form that decode as themselves: the one place where anything is filtered out. */
  spelt(form: FormTable, tolerant: boolean, inFlight?: string): fc.Arbitrary<SpeltMessage> {
    const id = `${form.type} ${tolerant} ${inFlight}`;
    const known = this.#made.get(id);
    if (known !== undefined) return known;
    const all = spelt(form, this.spelling(tolerant));
    const hasText = form.kind !== 'echo' && form.variants.some((variant) => variant.some(isText));
    const made = hasText ? all.filter(({ message }) => this.#accepts(message, inFlight)) : all;
    this.#made.set(id, made);
    return made;
  }

  /** The command to have in flight for the form to be alive. */
  context(form: FormTable): string | undefined {
    const { whileInFlight } = form;
    return whileInFlight === 'any' ? 'AT' : whileInFlight?.[0];
  }

  any(tolerant: boolean, which: (form: FormTable) => boolean): fc.Arbitrary<SpeltMessage> {
    const forms = this.tables.forms.filter((form) => withoutContext(form) && which(form));
    return fc.oneof({ withCrossShrink: true }, ...forms.map((form) => this.spelt(form, tolerant)));
  }

  cutShort(tolerant: boolean): fc.Arbitrary<SpeltMessage> {
    const forms = this.tables.forms.filter((form) => withoutContext(form) && form.payload !== undefined);
    return fc.oneof(...forms.map((form) => cutShort(form, this.spelling(tolerant))));
  }

  /** The two types that are no forms. */
  formless(): Record<string, fc.Arbitrary<unknown>> {
    const byte = fc.nat({ max: 255 }).filter((code) => code !== 0x0d && code !== 0x0a);
    const line = fc.array(byte, { minLength: 1, maxLength: 80 }).map((codes) => Uint8Array.from(codes));
    const made = (type: string) => (bytes: Uint8Array) => ({ type, kind: type, bytes });
    return {
      data: fc
        .oneof(
          fc.uint8Array({ minLength: 1 }),
          this.hostile.filter((b) => b.length > 0),
        )
        .map(made('data')),
      unrecognized: line.map(made('unrecognized')).filter((message) => this.#accepts(message, undefined)),
    };
  }
}

/**
 * All arbitraries of a grammar. `M` is its union of messages, `C` that of its commands: the tables are data, so the types
 * are given here.
 * @param packed The `tables` of the `arbitraries.ts` that `compile()` writes.
 * @example createArbitraries<Message, Command>(tables, () => true).message()
 */
export function createArbitraries<M extends Typed, C extends Typed = Typed>(
  packed: PackedTables,
  accepts: Accepts,
  read: Read = () => '',
): Arbitraries<M, C> {
  const tables = unpack(packed);
  const grammar = new Grammar(tables, accepts);
  const bare = (all: fc.Arbitrary<SpeltMessage>): fc.Arbitrary<M> => all.map(({ message }) => message as unknown as M);
  const entries = tables.forms.map((form) => [form.type, bare(grammar.spelt(form, false, grammar.context(form)))]);
  const arbitraries = { ...Object.fromEntries(entries), ...grammar.formless() } as Arbitraries<M, C>['arbitraries'];
  const inner = grammar.any(true, (form) => !form.beginsTransparent);
  const last = fc.oneof(
    grammar.any(true, (form) => form.beginsTransparent === true),
    grammar.cutShort(true),
  );
  let sessions: fc.Arbitrary<Transcript<M>> | undefined;
  const session = (): fc.Arbitrary<Transcript<M>> => {
    sessions ??= transcript<M>({
      tables,
      lines: (form, inFlight) => grammar.spelt(form, true, form.whileInFlight && inFlight),
      spelling: grammar.spelling(true),
    });
    return sessions;
  };
  const payload = wire<M>(
    grammar.any(true, (form) => form.payload !== undefined),
    last,
  ).filter(({ messages }) => messages.length > 0);
  return {
    arbitraries,
    messageOf: (type) => arbitraries[type],
    message: () => bare(grammar.any(false, () => true)),
    truncated: () => bare(grammar.cutShort(false)),
    wire: () => wire<M>(inner, last),
    command: () => command<C>(tables.commands),
    commandOf: <T extends C['type']>(type: T) =>
      command<Of<C, T>>(tables.commands.filter((table) => table.type === type)),
    commandLine: () => commandLine<C>(tables.commands, grammar.words),
    transcript: session,
    log: () => log(session(), read),
    hostilePayload: () => grammar.hostile,
    noise: () => noise(grammar.words),
    damaged,
    chunks,
    specimens: (options = {}) =>
      specimens({ wire: wire<M>(inner, last), session: session(), payload, damage: damaged }, options),
    literals: grammar.words,
  };
}
