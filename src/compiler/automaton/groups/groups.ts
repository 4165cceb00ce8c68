/**
 * Lines in groups of which no two begin alike, an automaton each. What is asked of all lines (which of them meet, which
 * ends where another goes on) is asked group by group: few begin alike, their automata take half the time of one of all,
 * and what was found of a group holds for as long as none of its lines changes.
 */
import { type Automaton, buildAutomaton } from '../build.js';
import { buildNfa, type Line, nameOf } from '../nfa.js';
import type { Paths } from '../read-line.js';
import { agrees, areAlike, type Beginning, beginningOf } from './beginning.js';

interface Begun {
  readonly line: Line;
  readonly beginning: Beginning;
}

/** The lines that begin alike, or are linked by others that begin like both. */
function linked(lines: readonly Begun[]): (readonly Begun[])[] {
  let groups: Begun[][] = [];
  for (const line of lines) {
    const isMet = (group: readonly Begun[]): boolean =>
      group.some((other) => areAlike(line.beginning, other.beginning));
    const met = groups.filter(isMet);
    const [first] = met;
    if (first && met.length === 1) first.push(line);
    else groups = [...groups.filter((group) => !met.includes(group)), [...met.flat(), line]];
  }
  return groups;
}

/** In the order of their first lines, as are the lines of each. */
function sorted(groups: readonly (readonly Begun[])[], lines: readonly Line[]): (readonly Begun[])[] {
  const order = new Map(lines.map((line, index) => [line, index]));
  const indexOf = ({ line }: Begun): number => order.get(line) ?? 0;
  const ordered = groups.map((group) => [...group].sort((a, b) => indexOf(a) - indexOf(b)));
  return ordered.sort(([a], [b]) => indexOf(a as Begun) - indexOf(b as Begun));
}

/** Lines that begin alike. Its automaton is made when first asked for. */
export class Group {
  readonly lines: readonly Line[];
  private readonly begun: readonly Begun[];
  private readonly known: readonly string[];
  private made: Automaton | undefined;
  private plain: Paths | undefined;
  private said: string | undefined;

  constructor(begun: readonly Begun[], known: readonly string[]) {
    this.begun = begun;
    this.known = known;
    this.lines = begun.map(({ line }) => line);
  }

  get automaton(): Automaton {
    this.made ??= buildAutomaton(this.lines, this.known);
    return this.made;
  }

  /** What reads a line by itself: it takes less than the automaton, and is part of it. */
  get paths(): Paths {
    if (this.made) return this.made;
    this.plain ??= { lines: this.lines, nfa: buildNfa(this.lines, this.known) };
    return this.plain;
  }

  /** Whether one of its lines can begin with this text. */
  mayBe(text: string): boolean {
    return this.begun.some(({ beginning }) => agrees(beginning, text));
  }

  /** All that is said of its lines but where: groups of the same text are read alike. */
  get text(): string {
    this.said ??= `${this.known.join()} ${this.lines.map(textOf).join('\n')}`;
    return this.said;
  }
}

function textOf({ form, variants, head }: Line): string {
  const { type, kind, fallback, ending, whileInFlight, yields } = form;
  const said = JSON.stringify([type, kind, fallback, ending, whileInFlight, yields, head]);
  const ways = variants.map((variant) => [...variant.atoms.map(nameOf), JSON.stringify(variant.whileInFlight)].join());
  return `${said} ${ways.join(' | ')}`;
}

/** `known`: the names an `unknown-name` cannot be. */
export function groupsOf(lines: readonly Line[], known: readonly string[] = []): Group[] {
  const groups = linked(lines.map((line) => ({ line, beginning: beginningOf(line) })));
  return sorted(groups, lines).map((group) => new Group(group, known));
}
