/**
 * A shape in words: `[<time>] SEND: <sent>`, `<time> [<dir:out=->,in=<->] <text>`. `--explain` prints them, and `--line`
 * takes them where a user knows better than what was learned.
 */
import type { Direction, Shape } from '../read/contract.js';
import { STAMP } from '../read/time.js';
import type { Judge } from '../recognise/judge.js';
import type { SampleLine } from './candidates.js';
import { Evaluation } from './evaluate.js';
import { tokensOf } from './tokens.js';

const TIME = `(?:${STAMP}|\\d+(?:\\.\\d+)?)`;
const NUMBER = String.raw`(?:(?:0[xX])?[0-9a-fA-F]*\d[0-9a-fA-F]*(?:\.\d+)*)`;
const TEXT = /<(text|sent|received)>/;
const SIDES = /<dir:out=([^,]*),in=([^>]*>?)>/;
const DIRECTIONS: Readonly<Record<string, Direction | undefined>> = { sent: 'tx', received: 'rx' };

/** A template that cannot be used: what is wrong with it. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

interface Template {
  readonly head: string;
  readonly tail: string;
  readonly direction: Direction | undefined;
}

/** One for each direction that a template speaks of. */
export function templatesIn(text: string): Template[] {
  const [whole, kind = ''] = TEXT.exec(text) ?? [];
  if (whole === undefined) throw new TemplateError(`no <text>, <sent> or <received> in it: ${text}`);
  const [head = '', tail = '', more] = text.split(whole);
  if (more !== undefined || TEXT.test(tail)) throw new TemplateError(`more than one text in it: ${text}`);
  const sides = SIDES.exec(head);
  if (sides === null) return [{ head, tail, direction: DIRECTIONS[kind] }];
  const [mark, out = '', back = ''] = sides;
  if (out === back) throw new TemplateError(`both directions are marked the same: ${text}`);
  return [
    { head: head.replace(mark, out), tail, direction: 'tx' },
    { head: head.replace(mark, back), tail, direction: 'rx' },
  ];
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

function pattern(head: string): RegExp {
  const parts = head.split(/(<time>|<number>| +)/).map((part) => {
    if (part === '<time>') return TIME;
    if (part === '<number>') return NUMBER;
    return /^ +$/.test(part) ? ' +' : escaped(part);
  });
  return new RegExp(`^${parts.join('').replace(/ \+$/, ' ?')}`, 's');
}

/** The shapes that templates describe in a log; a TemplateError where no line is like one of them. */
export function shapesOf(texts: readonly string[], lines: readonly SampleLine[], judge: Judge): Shape[] {
  const evaluation = new Evaluation(lines, judge);
  const shapes = texts.flatMap((text) => {
    const found = templatesIn(text).flatMap((template) => shapeOf(template, lines, evaluation) ?? []);
    if (found.length === 0) throw new TemplateError(`no line of the log is like it: ${text}`);
    return found;
  });
  return shapes.sort((a, b) => b.head.length - a.head.length);
}

function shapeOf(template: Template, lines: readonly SampleLine[], evaluation: Evaluation): Shape | undefined {
  const like = pattern(template.head);
  const places = lines.flatMap(({ text }, line) => {
    const front = like.exec(text)?.[0];
    return front === undefined ? [] : [{ line, cut: front.length }];
  });
  const [first] = places;
  if (first === undefined) return undefined;
  const head = lines[first.line]?.text.slice(0, first.cut) ?? '';
  const shape = evaluation.readingOf({ key: head, head, direction: undefined, places, known: 0, bytes: 0 }).shape;
  const { direction = shape.direction } = template;
  const tail = template.tail === '' ? shape.tail : template.tail.replaceAll(/<(?:number|time)>/g, '0');
  return { ...shape, tail, direction, isTold: true, outer: lines[first.line]?.direction };
}

/** What a head or a tail looks like with its times and numbers taken out. */
function masked(text: string): string {
  let template = '';
  let from = 0;
  for (const { kind, start, end } of tokensOf(text)) {
    if (kind === 'spaces' || kind === 'level') continue;
    const isGlued = /\w/.test(text[start - 1] ?? '') || /[A-Za-z_]/.test(text[end] ?? '');
    const blank = /^ */.exec(text.slice(start))?.[0] ?? '';
    template +=
      text.slice(from, start) + (isGlued ? text.slice(start, end) : `${blank}<${kind === 'time' ? 'time' : 'number'}>`);
    from = end;
  }
  return template + text.slice(from);
}

/** The template that describes a shape. */
export function templateOf({ head, tail, closer, direction }: Shape): string {
  const text = direction === undefined ? '<text>' : direction === 'tx' ? '<sent>' : '<received>';
  return masked(head) + text + (closer ?? masked(tail));
}
