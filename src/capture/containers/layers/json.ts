/** An object of JSON a line: `{"t":17.045,"dir":"rx","data":"\r\nOK\r\n"}`, `{"tx":"AT\r"}`, `{"log":"RX: OK\n","stream":"stderr"}`. */

import { peek } from '../../learn/peek.js';
import type { Direction, LayerContainer, Piece, Unwrap } from '../../read/contract.js';
import { directionIn } from '../../read/direction.js';
import type { Judge } from '../../recognise/judge.js';

/** Where the text may appear, if nothing of it is known; what is sooner it first. */
const TEXTS = 'data bytes raw payload tx rx sent received command response line text msg message MESSAGE log'.split(
  ' ',
);
const TIME = /^(?:at|ts?|time|timestamp|@timestamp|date|__REALTIME_TIMESTAMP)$/i;
/** A field's value is a word that may tell the direction if it is no longer. */
const LONGEST_WORD = 24;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object in an object: `{"level":20,"modem":{"dir":"rx","data":"OK"}}`. Bytes are printed as one too. */
const isInner = (value: unknown): value is Fields => isFields(value) && value.type !== 'Buffer';
const DEEPEST = 3;

/** The fields of an object with those of the objects in it, whose names count where it has none of the same. */
function flat(fields: Fields, depth = 1): Fields {
  const inner = Object.values(fields).filter(isInner);
  if (inner.length === 0 || depth === DEEPEST) return fields;
  return Object.assign({}, ...inner.map((one) => flat(one, depth + 1)), fields) as Fields;
}

function parsed(line: string): Fields | undefined {
  const text = line.trim().replace(/,$/, '');
  if (!text.startsWith('{') || !text.endsWith('}')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? flat(value) : undefined;
  } catch {
    return undefined;
  }
}

const isByte = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 255;

const isText = (value: unknown): value is string => typeof value === 'string';

/** Each string of a list is a line. */
const linesOf = (list: readonly string[]): string => list.map((line) => line.replace(/[\r\n]*$/, '\n')).join('');

/** Text, lines in a list, or bytes as numbers, as Node prints a Buffer. */
function textOfValue(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.length > 0 && value.every(isText)) return linesOf(value);
  if (Array.isArray(value)) return value.length > 0 && value.every(isByte) ? String.fromCharCode(...value) : undefined;
  return isFields(value) && value.type === 'Buffer' ? textOfValue(value.data) : undefined;
}

function directionOf(fields: Fields, key: string): Direction | undefined {
  const words = Object.entries(fields)
    .filter(([name, value]) => name !== key && typeof value === 'string' && value.length <= LONGEST_WORD)
    .map(([, value]) => String(value));
  return [key, ...words].map(directionIn).find((direction) => direction !== undefined);
}

function timeOf(fields: Fields): string | undefined {
  const [, time] = Object.entries(fields).find(([name]) => TIME.test(name)) ?? [];
  return typeof time === 'string' || typeof time === 'number' ? String(time) : undefined;
}

/** A name that may hold the text, and whose it is then, where that is known. */
interface Key {
  readonly name: string;
  readonly side: Direction | undefined;
}

function pieceOf(fields: Fields, { name, side }: Key): Piece | undefined {
  const text = textOfValue(fields[name]);
  if (text === undefined) return undefined;
  // The line end is the log's own.
  const own = name === 'log' ? text.replace(/\r?\n$/, '') : text;
  return { text: own, at: timeOf(fields), direction: directionOf(fields, name) ?? side };
}

/** Only the first that an object has, but both sides where it has both. */
function piecesOf(fields: Fields, keys: readonly Key[]): Piece[] {
  const pieces: Piece[] = [];
  for (const key of keys) {
    if (pieces.length > 0 && (directionIn(key.name) ?? key.side) === undefined) break;
    const piece = pieceOf(fields, key);
    if (piece !== undefined && !pieces.some(({ direction }) => direction === piece.direction)) pieces.push(piece);
  }
  return pieces;
}

// `1.50` is a number to JSON; the log's spelling of a time is kept.
const NUMERIC_TIME = /"(?:at|ts?|time|timestamp)"\s*:\s*(-?[\d.]+)/i;

/** Of names whose values are known so many times fewer than another's none holds the text. */
const RARER = 2;

/** How many values of a name are known, and in how many of them the module speaks. */
interface Known {
  readonly name: string;
  all: number;
  forms: number;
}

/** Where some names hold commands only, what the others hold is the module's: `{"asked":"AT+CSQ","answers":["OK"]}`. */
function sided(own: readonly Known[]): Key[] {
  const isHost = ({ forms }: Known): boolean => forms === 0;
  const areSides = own.some(isHost) && !own.every(isHost);
  return own.map((one) => ({ name: one.name, side: areSides ? (isHost(one) ? 'tx' : 'rx') : undefined }));
}

function knownIn(sample: readonly string[], judge: Judge): Known[] {
  const found = new Map<string, Known>();
  for (const [name, value] of sample.flatMap((line) => Object.entries(parsed(line) ?? {}))) {
    const text = textOfValue(value);
    const peeked = text === undefined ? undefined : peek(judge, text);
    if (typeof peeked !== 'object') continue;
    const one = found.get(name) ?? { name, all: 0, forms: 0 };
    one.all++;
    if (peeked.judgement.sort === 'form') one.forms++;
    found.set(name, one);
  }
  return [...found.values()];
}

/** The names that hold the text in this log come first, whatever they are: `{"d":"rx","m":"OK"}`, `{"cmd":"AT","resp":"OK"}`. */
function keysFor(sample: readonly string[], judge: Judge): readonly Key[] {
  const known = knownIn(sample, judge);
  const most = Math.max(0, ...known.map(({ all }) => all));
  const own = sided(known.filter(({ all }) => RARER * all >= most).sort((a, b) => b.all - a.all));
  const others = TEXTS.filter((text) => !own.some(({ name }) => name === text));
  return [...own, ...others.map((name) => ({ name, side: undefined }))];
}

const unwrapBy =
  (keys: readonly Key[]): Unwrap =>
  (line) => {
    const fields = parsed(line);
    if (fields === undefined) return undefined;
    const time = NUMERIC_TIME.exec(line)?.[1];
    return piecesOf(fields, keys).map((piece) => (time === undefined ? piece : { ...piece, at: time }));
  };

export const json: LayerContainer = {
  kind: 'layer',
  name: 'json',
  says: 'an object of JSON a line: {"dir":"rx","data":"\\r\\nOK\\r\\n"}',
  losses: [],
  least: 0.3,
  untagged: 'application',
  around: 'all',
  isQuoted: true,
  open: (sample, judge) => unwrapBy(keysFor(sample, judge)),
};
