/** The ways to print that write lines without entries: each says the same as its writer of entries in src/cli/output. */
import { csv } from '../output/csv.js';
import { answered, PREVIEW, quotedText } from '../output/fields.js';
import { harmlessJson, readable } from '../output/harmless.js';
import { ndjson } from '../output/ndjson.js';
import { type Payload, spelled } from '../output/payload.js';
import { headOf, PLACES, pretty } from '../output/pretty.js';
import type { LineFormat } from './format.js';
import { fixed, spellingOf, type TextBytes } from './text-bytes.js';

const json = (value: unknown): string => harmlessJson(JSON.stringify(value));
/** Of a text, without its quotation marks. */
const jsonText = (text: string): string => json(text).slice(1, -1);
const doubled = (text: string): string => text.replaceAll('"', '""');

const JSON_SPELLING = /* @__PURE__ */ spellingOf(jsonText);
const QUOTE = 34;
const COMMA = 44;
const APOSTROPHE = 39;

/** Hex, base64, or nothing. */
function writeSpelled(out: TextBytes, b: Uint8Array, start: number, end: number, payload: Payload): void {
  out.text(spelled(b.subarray(start, end), payload) ?? '');
}

function ndjsonFormat(payload: Payload): LineFormat {
  const line = ndjson(payload);
  const BEGIN = fixed('{"offset":');
  return {
    payload,
    columns: [],
    columnEnd: '',
    hasBytesColumn: false,
    between: ',',
    beforeAnswer: ',',
    quote: '"',
    close: '}',
    closeEmpty: '}',
    spelling: JSON_SPELLING,
    spelled: jsonText,
    headOf: (kind, type) => [`,"kind":${json(kind)},"type":${json(type)}`, ','],
    nameOf: (field, isText) => `${json(field)}:${isText ? '"' : ''}`,
    answerOf: (answerTo) => `"answerTo":${json(answerTo)}`,
    offset(out, offset) {
      out.fixed(BEGIN);
      out.number(offset);
    },
    bytes(out, b, start, end) {
      out.byte(QUOTE);
      if (payload === 'text') out.spelled(b, start, end, JSON_SPELLING);
      else writeSpelled(out, b, start, end, payload);
      out.byte(QUOTE);
    },
    rest: (entry) => line(entry).slice('{"offset":0'.length),
  };
}

const CELL_SPELLING = /* @__PURE__ */ spellingOf(readable);
const QUOTED_CELL_SPELLING = /* @__PURE__ */ spellingOf((character) => doubled(readable(character)));
const CSV_JSON_SPELLING = /* @__PURE__ */ spellingOf((character) => doubled(jsonText(character)));

/** A spreadsheet would take it for a formula, or it would be read as one that was made text: see csv.ts. */
function isFormula(b: Uint8Array, start: number, end: number): boolean {
  let i = start;
  while (i < end && b[i] === APOSTROPHE) i++;
  const c = i < end ? b[i] : undefined;
  return c === 61 || c === 43 || c === 45 || c === 64;
}

function writeCell(out: TextBytes, b: Uint8Array, start: number, end: number): void {
  let isQuoted = false;
  for (let i = start; i < end && !isQuoted; i++) isQuoted = b[i] === QUOTE || b[i] === COMMA;
  if (isQuoted) out.byte(QUOTE);
  if (isFormula(b, start, end)) out.byte(APOSTROPHE);
  out.spelled(b, start, end, isQuoted ? QUOTED_CELL_SPELLING : CELL_SPELLING);
  if (isQuoted) out.byte(QUOTE);
}

function csvFormat(payload: Payload): LineFormat {
  const line = csv.line(payload);
  return {
    payload,
    columns: ['connection', 'length'],
    columnEnd: ',',
    hasBytesColumn: true,
    between: ',',
    beforeAnswer: ',',
    quote: '""',
    close: '}"',
    closeEmpty: '',
    spelling: CSV_JSON_SPELLING,
    spelled: (text) => doubled(jsonText(text)),
    headOf: (kind, type) => [`,,,${kind},${type},`, '"{'],
    nameOf: (field, isText) => `${doubled(json(field))}:${isText ? '""' : ''}`,
    answerOf: (answerTo) => doubled(`"answerTo":${json(answerTo)}`),
    offset: (out, offset) => out.number(offset),
    bytes(out, b, start, end) {
      if (payload === 'text') writeCell(out, b, start, end);
      else writeSpelled(out, b, start, end, payload);
    },
    rest: (entry) => line(entry).slice('0'.length),
  };
}

const PRETTY_SPELLING = /* @__PURE__ */ spellingOf((character) => quotedText(character).slice(1, -1));

/** Without colour, and without an edge of a terminal. */
function prettyFormat(payload: Payload): LineFormat {
  const line = pretty({ colour: false, payload });
  return {
    payload,
    columns: [],
    columnEnd: '',
    hasBytesColumn: false,
    between: ' ',
    beforeAnswer: '  ',
    quote: '"',
    close: '',
    closeEmpty: '',
    spelling: PRETTY_SPELLING,
    spelled: (text) => quotedText(text).slice(1, -1),
    headOf(kind, type) {
      const head = `  ${headOf(kind, type)}`;
      const shown = head.trimEnd();
      return [shown, `${head.slice(shown.length)}  `];
    },
    nameOf: (field, isText) => `${field}=${isText ? '"' : ''}`,
    answerOf: (answerTo) => answered({ answerTo }) ?? '',
    offset: (out, offset) => out.right(offset, PLACES),
    bytes(out, b, start, end) {
      const last = Math.min(end, start + PREVIEW);
      if (payload === 'text') {
        out.byte(QUOTE);
        out.spelled(b, start, last, PRETTY_SPELLING);
        out.byte(QUOTE);
      } else writeSpelled(out, b, start, last, payload);
      if (last < end) out.fixed(fixed(`… ${end - start} bytes`));
    },
    rest: (entry) => line(entry).slice(PLACES),
  };
}

export const LINE_FORMATS = { ndjson: ndjsonFormat, csv: csvFormat, pretty: prettyFormat } as const;
