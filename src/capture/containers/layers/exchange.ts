/** A command and what it was answered, in one line: `AT+CSQ -> +CSQ: 20,0`, `| AT+CREG? | +CREG: 0,1 OK |`. */
import { cutsOf } from '../../learn/candidates.js';
import { peek } from '../../learn/peek.js';
import { HeadMatcher } from '../../learn/shape.js';
import { maskOf, tokensOf } from '../../learn/tokens.js';
import type { LayerContainer, Unwrap } from '../../read/contract.js';
import type { Judge } from '../../recognise/judge.js';

/** Where a command may begin: no word before it. */
const AT = /(?<![\w+])AT(?![a-z])/g;
/** Where it may end: before a quote, a sign, a blank. */
const END = /["'`)\]]?\s*(?:[|,;:]|[-=]+>|\xe2\x86\x92|\s)/g;
/** No further in a line than that. */
const LONGEST_LOOK = 600;

interface Asked {
  readonly command: string;
  /** Where in the line it ends. */
  readonly end: number;
}

/** The first command of a line with something after it, as much of it as is one. */
function commandIn(line: string, judge: Judge): Asked | undefined {
  if (line.length > LONGEST_LOOK) return undefined;
  for (const { index } of line.matchAll(AT)) {
    const ends = [...line.slice(index).matchAll(END)].map((found) => index + found.index).reverse();
    for (const end of ends) {
      const command = line.slice(index, end);
      if (judge.of(command).sort === 'command') return { command, end };
    }
  }
  return undefined;
}

/** What appears between a command and its answer. */
function between(line: string, judge: Judge): { readonly command: string; readonly text: string } | undefined {
  const asked = commandIn(line, judge);
  if (asked === undefined) return undefined;
  const rest = line.slice(asked.end);
  const cut = cutsOf(rest).find(({ at }) => {
    const found = at > 0 ? peek(judge, rest.slice(at)) : undefined;
    return typeof found === 'object' && found.judgement.sort === 'form';
  });
  return cut && { command: asked.command, text: rest.slice(0, cut.at) };
}

/** What most lines have between the two. */
function commonBetween(lines: readonly string[], judge: Judge): string | undefined {
  const found = new Map<string, { text: string; commands: Set<string> }>();
  for (const { command, text } of lines.flatMap((line) => between(line, judge) ?? [])) {
    const mask = maskOf(text, tokensOf(text));
    const one = found.get(mask) ?? { text, commands: new Set() };
    one.commands.add(command);
    found.set(mask, one);
  }
  const [most] = [...found.values()].sort((a, b) => b.commands.size - a.commands.size);
  // A tag that looks like a command is always the same: `ATT: OK`.
  return most !== undefined && most.commands.size > 1 ? most.text : undefined;
}

function cutAt(separator: string, judge: Judge): Unwrap {
  const front = new HeadMatcher(separator);
  return (line) => {
    const asked = commandIn(line, judge);
    const rest = asked === undefined ? '' : line.slice(asked.end);
    const found = asked && front.match(rest);
    if (asked === undefined || found === undefined) return undefined;
    return [
      { text: asked.command, direction: 'tx' },
      { text: rest.slice(found.end), direction: 'rx' },
    ];
  };
}

export const exchange: LayerContainer = {
  kind: 'layer',
  name: 'exchange',
  says: 'a command and its answer in one line: AT+CSQ -> +CSQ: 20,0',
  losses: ['line-ends'],
  least: 0.3,
  untagged: 'received',
  around: 'text',
  open: (sample, judge) => {
    const separator = commonBetween(sample, judge);
    return separator === undefined ? () => undefined : cutAt(separator, judge);
  },
};
