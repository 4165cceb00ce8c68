/** An object of JSON a line: `{"t":17.045,"dir":"rx","data":"\r\nOK\r\n"}`, `{"tx":"AT\r"}`. Its string is left to be read as one. */
import type { LayerContainer, Unwrap } from '../../read/contract.js';
import { directionIn } from '../../read/direction.js';

const OBJECT = /^\s*\{.*\}[,\s]*$/s;
const STRING = String.raw`"(?:[^"\\]|\\.)*"`;
const DATA = new RegExp(String.raw`"(data|bytes|text|line|raw|payload|msg|message|rx|tx)"\s*:\s*(${STRING})`, 's');
const SIDE = /"(?:dir|direction|side|event|type|kind|name)"\s*:\s*"([^"\\]*)"/g;
const TIME = /"(?:at|t|ts|time|timestamp)"\s*:\s*(?:"([^"\\]*)"|(-?[\d.]+))/;

const unwrap: Unwrap = (line) => {
  if (!OBJECT.test(line)) return undefined;
  const [, key = '', text] = DATA.exec(line) ?? [];
  // An object without bytes is the application's.
  if (text === undefined) return [];
  const [, time, count] = TIME.exec(line) ?? [];
  const sides = [key, ...Array.from(line.matchAll(SIDE), ([, side = '']) => side)];
  return [{ text, at: time ?? count, direction: sides.map(directionIn).find((direction) => direction !== undefined) }];
};

export const json: LayerContainer = {
  kind: 'layer',
  name: 'json',
  says: 'an object of JSON a line: {"dir":"rx","data":"\\r\\nOK\\r\\n"}',
  losses: [],
  least: 0.3,
  untagged: 'application',
  open: () => unwrap,
};
