/**
 * Nearley begins every rule of a symbol wherever it expects that symbol: four hundred forms at each line's beginning. Here it
 * begins those that the next characters allow. No parse is lost by that: the rules left out would end at those characters.
 */
import nearley, { type CompiledRules, type ParserRule } from 'nearley';

const { Grammar, Parser } = nearley;

/** Symbols of fewer rules are begun as they are. */
const MANY = 8;
/** How many ways a rule may begin, and how many characters of each are looked at. */
const [MOST_WAYS, MOST_CHARACTERS] = [16, 12];
/** Which rules begin with so many characters is kept, for so many of these: lines begin with the same names. */
const [FIRST_CHARACTERS, MOST_KEPT] = [4, 10_000];

/** A way to begin: a pattern for each of the first characters; `open` where what follows is not known. */
interface Way {
  readonly characters: readonly string[];
  readonly open: boolean;
}

const ANYTHING: readonly Way[] = [{ characters: [], open: true }];

function joined(way: Way, next: Way): Way {
  const characters = [...way.characters, ...next.characters];
  const open = next.open || characters.length >= MOST_CHARACTERS;
  return { characters: characters.slice(0, MOST_CHARACTERS), open };
}

/** Match where a rule can begin: by its first characters, and by all that are looked at. */
interface Beginning {
  readonly first: RegExp;
  readonly whole: RegExp;
}

const patternOf = (ways: readonly Way[], length: number): RegExp =>
  new RegExp(ways.map(({ characters }) => characters.slice(0, length).join('')).join('|'), 'sy');

function matchesAt(pattern: RegExp, text: string, index: number): boolean {
  pattern.lastIndex = index;
  return pattern.test(text);
}

/** What the rules of a grammar begin with. */
class Beginnings {
  readonly #byName = new Map<string, ParserRule[]>();
  readonly #known = new Map<unknown, Beginning>();

  constructor({ ParserRules }: CompiledRules) {
    for (const rule of ParserRules) this.#byName.set(rule.name, [...(this.#byName.get(rule.name) ?? []), rule]);
  }

  of(rule: ParserRule): Beginning {
    const known = this.#known.get(rule.symbols) ?? this.#found(rule);
    this.#known.set(rule.symbols, known);
    return known;
  }

  #found(rule: ParserRule): Beginning {
    const ways = this.#waysOf(rule.symbols, [rule.name]);
    return { first: patternOf(ways, FIRST_CHARACTERS), whole: patternOf(ways, MOST_CHARACTERS) };
  }

  #waysOf(symbols: readonly unknown[], within: readonly string[]): readonly Way[] {
    let ways: readonly Way[] = [{ characters: [], open: false }];
    for (const symbol of symbols) {
      if (ways.every(({ open }) => open)) break;
      const next = this.#waysOfSymbol(symbol, within);
      const longer = ways.flatMap((way) => (way.open ? [way] : next.map((one) => joined(way, one))));
      if (longer.length > MOST_WAYS) return ways.map(({ characters }) => ({ characters, open: true }));
      ways = longer;
    }
    return ways;
  }

  #waysOfSymbol(symbol: unknown, within: readonly string[]): readonly Way[] {
    if (typeof symbol === 'string') return this.#waysOfName(symbol, within);
    const { source, literal = '' } = symbol as { source?: string; literal?: string };
    return [{ characters: [source ?? literal.replace(/\W/g, '\\$&')], open: false }];
  }

  /** A symbol within itself may go on for ever. */
  #waysOfName(name: string, within: readonly string[]): readonly Way[] {
    if (within.includes(name)) return ANYTHING;
    const ways = (this.#byName.get(name) ?? []).flatMap(({ symbols }) => this.#waysOf(symbols, [...within, name]));
    return ways.length > MOST_WAYS ? ANYTHING : ways;
  }
}

/** The same for every start symbol. */
const BEGINNINGS = new WeakMap<CompiledRules, Beginnings>();

function beginningsOf(rules: CompiledRules): Beginnings {
  const known = BEGINNINGS.get(rules) ?? new Beginnings(rules);
  BEGINNINGS.set(rules, known);
  return known;
}

interface Choice {
  readonly rule: ParserRule;
  readonly beginning: Beginning;
}

/** The rules of one symbol, and which of them can begin somewhere. */
class Choices {
  readonly #all: readonly Choice[];
  readonly #byFirst = new Map<string, readonly Choice[]>();

  constructor(rules: readonly ParserRule[], beginnings: Beginnings) {
    this.#all = rules.map((rule) => ({ rule, beginning: beginnings.of(rule) }));
  }

  at(text: string, index: number): ParserRule[] {
    return this.#near(text, index).flatMap(({ rule, beginning }) =>
      matchesAt(beginning.whole, text, index) ? [rule] : [],
    );
  }

  #near(text: string, index: number): readonly Choice[] {
    const first = text.slice(index, index + FIRST_CHARACTERS);
    const known = this.#byFirst.get(first);
    if (known !== undefined) return known;
    if (this.#byFirst.size >= MOST_KEPT) this.#byFirst.clear();
    const found = this.#all.filter(({ beginning }) => matchesAt(beginning.first, text, index));
    this.#byFirst.set(first, found);
    return found;
  }
}

/** Nearley describes where it stopped by every state that it was in, at length: nobody reads that of a spoilt line. */
const unread = { reportError: () => 'nothing goes on here' };

/** The parses of lines from a start symbol. */
export function parserOf(rules: CompiledRules, start: string): (line: string) => readonly unknown[] {
  const grammar = Grammar.fromCompiled({ ...rules, ParserStart: start });
  const { byName } = grammar as unknown as { byName: Record<string, ParserRule[]> };
  const beginnings = beginningsOf(rules);
  // How many characters nearley has taken from the line stands here.
  const lexer = new Parser(grammar).lexer as nearley.Lexer & { index: number };
  let line = '';
  for (const [name, all] of Object.entries(byName)) {
    if (all.length < MANY) continue;
    const choices = new Choices(all, beginnings);
    Object.defineProperty(byName, name, { get: () => choices.at(line, lexer.index) });
  }
  return (text) => {
    line = text;
    lexer.reset('');
    const parser = Object.assign(new Parser(grammar, { lexer }), unread);
    try {
      return parser.feed(line).results;
    } catch {
      return []; // Nothing goes on at some byte: nearley says so with an error.
    }
  };
}
