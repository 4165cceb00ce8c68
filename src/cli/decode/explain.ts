/** `--explain`: what the lines of a log were found to be made of. */
import pc from 'picocolors';
import { type Capture, extract, HeadMatcher, type Piece, type Shape, templateOf } from '../../capture/index.js';
import { printable } from '../output/harmless.js';
import type { Account } from './account.js';

type Colours = ReturnType<typeof pc.createColors>;

const SIDES: Readonly<Record<string, string>> = { rx: 'received', tx: 'sent' };
const LONGEST = 200;

/** Lines of a log are bytes; where they are UTF-8 they are shown as that. A character that the cut has halved is left out. */
function shown(line: string): string {
  try {
    const bytes = Uint8Array.from(line, (c) => c.charCodeAt(0));
    return printable(new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true }));
  } catch {
    return printable(line);
  }
}

/** A line with its time, head, text and tail in colours of their own. */
function marked(line: string, shape: Shape, colours: Colours): string {
  const found = new HeadMatcher(shape.head).match(line);
  if (found === undefined) return shown(line);
  const rest = line.slice(found.end);
  const { text } = extract(shape, rest);
  const head = shown(line.slice(0, found.end));
  const at = found.at === undefined ? undefined : shown(found.at);
  const front = at === undefined ? [head] : head.split(at);
  const colour = shape.direction === 'tx' ? colours.yellow : colours.green;
  const before = front.map((part) => colours.dim(part)).join(at === undefined ? '' : colours.cyan(at));
  return `${before}${colour(shown(text))}${colours.magenta(shown(rest.slice(text.length)))}`;
}

function shapeLines(shape: Shape, lines: number, first: Piece, colours: Colours): string[] {
  const side = SIDES[shape.direction ?? ''] ?? 'either';
  const { name } = shape.spelling;
  const spelled = name === 'plain' ? '' : `, ${name}`;
  return [
    `${String(lines).padStart(8)}  ${`${side}${spelled}`.padEnd(18)}${marked(first.text.slice(0, LONGEST), shape, colours)}`,
    `${' '.repeat(28)}${colours.dim(`--line '${shown(templateOf(shape)).replaceAll("'", `'\\''`)}'`)}`,
  ];
}

/** The whole explanation, with a line end after every line. */
export function explanation(capture: Capture, account: Account, useColour: boolean): string {
  const colours = pc.createColors(useColour);
  const legend = ['time', 'head', 'sent', 'received', 'tail'];
  const painted = [colours.cyan, colours.dim, colours.yellow, colours.green, colours.magenta];
  const shapes = [...account.shapes].sort(([, a], [, b]) => b.lines - a.lines);
  const lines = [
    `read as ${capture.container}; ${account.summary() ?? 'the log is the stream itself'}`,
    ...(shapes.length === 0
      ? []
      : ['', `   lines  what             ${legend.map((word, i) => painted[i]?.(word)).join(' ')}`]),
    ...shapes.flatMap(([shape, { lines: count, first }]) => shapeLines(shape, count, first, colours)),
    ...(account.left === 0 ? [] : ['', `left out, the first of ${account.left}:`]),
    ...account.foreign.map(({ line = 0, text }) => `${String(line).padStart(8)}  ${shown(text.slice(0, LONGEST))}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
