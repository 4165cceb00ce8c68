/** Which entries of a log are wanted, and how that is said. */
import type { Entry } from '../decode/entry.js';
import { isFailure } from '../output/meaning.js';
import { ConnectionOf, Exchange } from './exchange.js';
import { type Limit, Limits } from './limit.js';
import { containing } from './text.js';

export interface FilterOptions {
  readonly only?: readonly string[];
  readonly not?: readonly string[];
  readonly connection?: readonly number[];
  readonly since?: Limit;
  readonly until?: Limit;
  readonly failed?: true;
  readonly command?: readonly string[];
  readonly grep?: readonly string[];
}

export interface Filter {
  /** In one sentence; undefined: everything is wanted. */
  readonly says?: string;
  readonly isWanted: (entry: Entry) => boolean;
  /** What the user should know when all has been read. */
  readonly remark: () => string | undefined;
}

/** Kinds and types: one of them is enough. */
function isNamed(names: readonly string[]): (entry: Entry) => boolean {
  const set = new Set(names);
  return ({ message: { kind, type } }) => set.has(kind) || set.has(type);
}

const either = (words: readonly (string | number)[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

function sentence(options: FilterOptions): string | undefined {
  const { only = [], not = [], connection = [], since, until, failed, command = [], grep = [] } = options;
  const parts = [
    only.length > 0 && `kind or type ${either(only)}`,
    not.length > 0 && `not ${either(not)}`,
    connection.length > 0 && `connection ${either(connection)}`,
    command.length > 0 && `command ${either(command)} and what answers it`,
    failed && 'results that are failures',
    ...grep.map((text) => `with "${text}" in a field`),
    since && `since ${since.text}`,
    until && `until ${until.text}`,
  ].filter((part) => typeof part === 'string');
  return parts.length === 0 ? undefined : `shown: ${parts.join('; ')}`;
}

function test(options: FilterOptions, limits: Limits): Filter['isWanted'] {
  const { only, not, connection, failed, command, grep = [] } = options;
  const exchange = new Exchange();
  const connections = new ConnectionOf();
  const isOnly = only === undefined ? undefined : isNamed(only);
  const isNot = not === undefined ? undefined : isNamed(not);
  const texts = grep.map(containing);
  return (entry) => {
    // Those that remember what came before see every entry.
    const commands = exchange.about(entry);
    const isWithin = limits.isWithin(entry);
    const isOf = connection?.map((number) => connections.has(number, entry, commands)).includes(true) ?? true;
    return (
      isWithin &&
      isOf &&
      (isOnly?.(entry) ?? true) &&
      !(isNot?.(entry) ?? false) &&
      (!failed || isFailure(entry)) &&
      (command === undefined || commands.some(({ type }) => command.includes(type))) &&
      texts.every((contains) => contains(entry))
    );
  };
}

export function filterOf(options: FilterOptions): Filter {
  const says = sentence(options);
  if (says === undefined) return { isWanted: () => true, remark: () => undefined };
  const limits = new Limits(options.since, options.until);
  const blind = 'the log has no times that --since and --until could be compared with: give an offset';
  return { says, isWanted: test(options, limits), remark: () => (limits.isBlind ? blind : undefined) };
}
