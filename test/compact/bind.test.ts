/** A program that is loaded while the page runs: of a grammar that somebody typed. */
import { describe, expect, it } from 'vitest';
import { bind, ProgramError } from '../../src/compact.js';
import { compileProgram, type ProgramOptions } from '../../src/compiler.js';
import { bytesOf } from '../latin1.js';

const TANK = `final ok "OK"
final error "ERROR"
urc ring "RING"
urc tank "+TANK:" sp level:-5..100 "," state:("EMPTY" | "FULL") ["," peer:ipv4] [',"' note:print except "\\"" 1..9 '"']
response read "+READ:" sp length:0..9 eol payload length bytes then ok
response other "+OTHER:" sp value:0..9 while "AT+OTHER?"
urc other-event "+OTHER:" sp value:0..9
fallback echo echo bytes:line cr
field line bytes i"AT" byte 0..20
command tank "AT+TANK" read answers tank
command other "AT+OTHER" read answers other
default ends ok, error
`;
const compiled = (text: string, options: ProgramOptions = { whole: true }): Uint8Array =>
  compileProgram([{ file: 'tank.at', text }], options).bytes;

describe('a program that is loaded', () => {
  const { decode, tokenize, Decoder, Tokenizer } = bind(compiled(TANK));
  const read = (text: string): unknown[] => decode(bytesOf(text));

  it('decodes numbers, words, addresses and texts, and leaves out what is missing', () => {
    expect(read('\r\n+TANK: -5,EMPTY\r\n\r\n+TANK: 007,FULL,10.0.0.255,"a b"\r\n')).toEqual([
      { type: 'tank', kind: 'urc', level: -5, state: 'EMPTY' },
      { type: 'tank', kind: 'urc', level: 7, state: 'FULL', peer: '10.0.0.255', note: 'a b' },
    ]);
  });

  it('knows bounds', () => {
    expect(read('\r\n+TANK: 101,FULL\r\n')).toEqual([
      { type: 'unrecognized', kind: 'unrecognized', bytes: bytesOf('+TANK: 101,FULL') },
    ]);
  });

  it('reads payload, and what follows it', () => {
    expect(read('\r\n+READ: 3\r\nOK\r\r\nOK\r\n')).toEqual([
      { type: 'read', kind: 'response', length: 3, payload: bytesOf('OK\r') },
      { type: 'ok', kind: 'final' },
    ]);
  });

  it('follows the dialogue', () => {
    const types: string[] = [];
    const decoder = new Decoder(({ type }) => types.push(type));
    decoder.write(bytesOf('\r\n+OTHER: 1\r\n'));
    decoder.sent(bytesOf('AT+OTHER?\r'));
    decoder.write(bytesOf('AT+OTHER?\r\r\n+OTHER: 1\r\n\r\nOK\r\n\r\n+OTHER: 1\r\n'));
    decoder.end();
    expect(types).toEqual(['other-event', 'echo', 'other', 'ok', 'other-event']);
  });

  it('says which command a message answers', () => {
    const roles: unknown[] = [];
    const decoder = new Decoder((_message, _start, _end, answer) => roles.push(answer?.role), { answers: true });
    decoder.sent(bytesOf('AT+TANK?\r'));
    decoder.write(bytesOf('\r\n+TANK: 1,FULL\r\n\r\nOK\r\n'));
    expect(roles).toEqual(['information', 'result']);
  });

  it('has views with a getter for each field', () => {
    const seen: unknown[] = [];
    const tokenizer = new Tokenizer({ form: (view) => seen.push({ ...view.toMessage(), id: view.formId }) });
    tokenizer.write(bytesOf('\r\nRING\r\n'));
    expect(seen).toEqual([{ type: 'ring', kind: 'urc', id: 2 }]);
    expect(tokenize(bytesOf('\r\nOK\r\n'))).toEqual([
      { start: 0, end: 2, kind: 'blank' },
      { start: 2, end: 6, kind: 'final', type: 'ok' },
    ]);
  });
});

describe('bind() refuses', () => {
  const bytes = compiled('urc ring "RING"\n');
  const changed = (at: number, value: number): Uint8Array => bytes.map((byte, i) => (i === at ? value : byte));

  it.each([
    ['bytes that are none', bytesOf('RIFF'), 'no byte program: it must begin with S8'],
    ['another version', changed(2, 9), 'a program of version 9, this engine reads 1: compile it again'],
    ['half of one', bytes.slice(0, 40), `a program of ${bytes.length} bytes, of which 40 are there`],
    [
      'one for the engine in C',
      compiled('urc ring "RING"\n', {}),
      'a program without its dialogue or its names: compile it with `whole: true`',
    ],
    ['an instruction that is none', changed(36, 0xf8), 'no instruction'],
  ])('%s', (_, program, message) => {
    expect(() => bind(program)).toThrow(ProgramError);
    expect(() => bind(program)).toThrow(message);
  });

  it('what is no bytes', () => {
    expect(() => bind('S8' as unknown as Uint8Array)).toThrow(
      new TypeError('a program is bytes: expected a Uint8Array'),
    );
  });
});
