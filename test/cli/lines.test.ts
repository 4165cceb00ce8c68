/** Lines that are written straight from what the recogniser found: the same as those that are made of objects. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunks, damaged, hostilePayload, log, messageOf, noise, transcript } from '../../src/arbitraries.js';
import { openContainer } from '../../src/capture/index.js';
import { entriesOf } from '../../src/cli/decode/entries.js';
import type { Entry } from '../../src/cli/decode/entry.js';
import { textsOf } from '../../src/cli/lines/direct.js';
import { LINE_FORMATS } from '../../src/cli/lines/formats.js';
import { hasLayouts } from '../../src/cli/lines/layout.js';
import { LinePrinter } from '../../src/cli/lines/line-printer.js';
import { csv } from '../../src/cli/output/csv.js';
import { PAYLOADS, type Payload } from '../../src/cli/output/payload.js';
import { pretty } from '../../src/cli/output/pretty.js';
import { encode } from '../../src/index.js';
import { tables } from '../../src/tables.js';
import { bytesOf, textOf } from '../latin1.js';
import { jsonLine } from './json-line.js';
import { sim800 } from './sim800.js';

type Format = keyof typeof LINE_FORMATS;

/** How an entry is written, which is an object. */
const OF_ENTRIES: Readonly<Record<Format, (payload: Payload) => (entry: Entry) => string>> = {
  ndjson: (payload) => (entry) => jsonLine(entry, payload),
  csv: csv.line,
  pretty: (payload) => pretty({ colour: false, payload }),
};

async function* oneByOne(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

async function ofEntries(pieces: readonly Uint8Array[], format: Format, payload: Payload): Promise<string> {
  const contained = { capture: openContainer('raw', new Uint8Array()), chunks: oneByOne(pieces) };
  const options = { withBytes: false, onRemark: () => undefined, onLine: () => undefined };
  const line = OF_ENTRIES[format](payload);
  let text = '';
  for await (const batch of entriesOf(contained, options)) for (const entry of batch) text += `${line(entry)}\n`;
  return text;
}

function printed(pieces: readonly Uint8Array[], format: Format, payload: Payload): string {
  const printer = new LinePrinter(textsOf({ format, payload }));
  const taken: Uint8Array[] = [];
  for (const piece of pieces) {
    // A chunk may be used again.
    const chunk = new Uint8Array(piece);
    printer.write(chunk);
    chunk.fill(0x55);
    taken.push(printer.take());
  }
  printer.end();
  return Buffer.concat([...taken, printer.take()]).toString('utf8');
}

const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

const received = fc
  .oneof(transcript(), log())
  .map(({ bytes }) => bytes)
  .filter((bytes) => bytes.length > 0);
const withPayload = fc
  .array(fc.oneof(messageOf('ciprxget-read'), messageOf('ciprxget-hex'), messageOf('httpread'), messageOf('receive')), {
    minLength: 1,
    maxLength: 4,
  })
  .map((messages) => joined(...messages.map((message) => encode(message)), bytesOf('\r\nOK\r\n')));
const transparent = hostilePayload().map((bytes) => joined(bytesOf('\r\nCONNECT\r\n'), bytes));
const streams = fc.oneof(
  received,
  received.chain((bytes) => damaged(bytes)),
  withPayload,
  withPayload.chain((bytes) => damaged(bytes)),
  transparent,
  noise(),
);

describe.each(Object.keys(LINE_FORMATS) as Format[])('lines of %s', (format) => {
  it.each(PAYLOADS)(
    'are those of the entries, byte for byte and however the stream is cut, payload as %s',
    async (payload) => {
      const cut = streams.chain((bytes) => fc.tuple(fc.constant(bytes), chunks(bytes)));
      await fc.assert(
        fc.asyncProperty(cut, async ([bytes, pieces]) => {
          expect(printed([bytes], format, payload)).toBe(await ofEntries([bytes], format, payload));
          expect(printed(pieces, format, payload)).toBe(await ofEntries(pieces, format, payload));
        }),
        { seed: 801, numRuns: 40 },
      );
    },
  );

  it('are printed of a stream, and those of the entries where only some are wanted', async () => {
    const bytes = bytesOf('AT+CSQ\r\r\n+CSQ: 20,0\r\n\r\nOK\r\n\r\n+CIPRXGET: 1,0\r\nwhat?\r\n');
    const expected = await ofEntries([bytes], format, 'text');
    const { stdout } = await sim800(['decode', '--container', 'raw', '--format', format], bytes);
    expect(stdout.endsWith(expected)).toBe(true);
    const wanted = await sim800(['decode', '--container', 'raw', '--format', format, '--not', 'echo'], bytes);
    expect(wanted.stdout.split('\n').length).toBe(stdout.split('\n').length - 1);
  });
});

describe('a line that is written straight', () => {
  const of = (text: string, format: Format): string[] => printed([bytesOf(text)], format, 'text').split('\n');

  it('has the fields of its form in their order, and what a result answers', () => {
    expect(of('AT+CSQ\r\r\n+CSQ: 20,0\r\n\r\nOK\r\n', 'ndjson')).toEqual([
      '{"offset":0,"kind":"echo","type":"echo","bytes":"AT+CSQ","commands":[{"type":"csq","form":"execute"}]}',
      '{"offset":9,"kind":"response","type":"csq","rssi":20,"ber":0}',
      '{"offset":23,"kind":"final","type":"ok","answerTo":{"type":"csq","form":"execute"}}',
      '',
    ]);
  });

  it('holds a payload that came in pieces, and says so where it is not all', () => {
    const stream = bytesOf('\r\n+RECEIVE,1,4:\r\n"\\\x1b');
    const pieces = Array.from(stream, (byte) => Uint8Array.of(byte));
    const text =
      '{"offset":2,"kind":"urc","type":"receive","connection":1,"length":4,"payload":"\\"\\\\\\u001b","truncated":true}\n';
    expect(printed(pieces, 'ndjson', 'text')).toBe(text);
  });

  it('is no formula in a cell, and has the quotation marks of its cell doubled', () => {
    expect(of('=1+1,"a"\r\n', 'csv')[0]).toBe(`0,,,unrecognized,unrecognized,,,"'=1+1,""a""",`);
  });

  it('is held back until it is whole', () => {
    const printer = new LinePrinter(textsOf({ format: 'ndjson', payload: 'text' }));
    printer.write(bytesOf('\r\nRING\r\n\r\n+RECEIVE,1,4:\r\nab'));
    expect(textOf(printer.take())).toBe('{"offset":2,"kind":"urc","type":"ring"}\n');
    printer.write(bytesOf('cd'));
    expect(textOf(printer.take())).toContain('"payload":"abcd"}\n');
    expect(printer.take().length).toBe(0);
  });
});

describe('a grammar', () => {
  it('can have all its lines written so: that of the package', () => expect(hasLayouts(tables)).toBe(true));

  it.each([
    ['a field is called as what every line has', { ...tables, fieldNames: ['offset'] }],
    [
      'a word is very long',
      { ...tables, machine: { ...tables.machine, fields: { ...tables.machine.fields, words: ['x'.repeat(65)] } } },
    ],
  ])('cannot where %s', (_, other) => expect(hasLayouts(other)).toBe(false));
});
