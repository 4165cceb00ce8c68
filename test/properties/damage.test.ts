/** 5. A damaged line costs that line: what appears before and after it is read as if nothing had happened. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damaged, message, noise } from '../../src/arbitraries.js';
import { encode, type Message } from '../../src/index.js';
import { CR, LF } from '../../src/runtime/contract/bytes.js';
import { inPieces, plain, read, rx, whole } from './reading.js';
import { runsFrom } from './runs.js';

const runs = runsFrom(20260103);
const join = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((p) => [...p]));

/** Forms that change how the bytes after them are read; what they cost has properties of its own. */
const REACHES_ON = new Set(['connect', 'prompt', 'download', 'data', 'echo']);
const staysPut = (m: Message): boolean => !REACHES_ON.has(m.type) && m.kind !== 'prompt' && !('payload' in m);

/** A line of its own: no line end inside that a damage could turn into one of the stream's. */
const line = message().filter((m) => staysPut(m) && encode(m).filter((c) => c === LF).length === 2);

describe('a damaged line', () => {
  const scenes = fc
    .tuple(fc.array(line, { minLength: 1, maxLength: 4 }), line, fc.array(line, { minLength: 1, maxLength: 4 }))
    .chain(([before, victim, after]) => {
      const text = encode(victim).slice(2, -2);
      return fc.record({ before: fc.constant(before), after: fc.constant(after), text: damaged(text) });
    });

  it('costs that line and no other, in one piece and byte by byte', () => {
    fc.assert(
      fc.property(scenes, ({ before, after, text }) => {
        fc.pre(!text.includes(10));
        const frame = Uint8Array.of(CR, LF);
        const bytes = join(...before.map(encode), frame, text, frame, ...after.map(encode));
        const { messages } = read(rx(bytes), whole);
        // The damage may have made a header or a prompt of the line: that has its own bound.
        fc.pre(messages.every(staysPut));
        const got = messages.map(plain);
        expect(got.slice(0, before.length)).toEqual(before.map(plain));
        expect(got.slice(-after.length)).toEqual(after.map(plain));
        expect(read(rx(bytes), inPieces(1)).messages.map(plain)).toEqual(got);
      }),
      runs(1500),
    );
  });

  it('and noise between lines costs no line but the one it touches', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), noise(), (after, dirt) => {
        const end = Uint8Array.of(CR, LF);
        const { messages } = read(rx(join(dirt, end, ...after.map(encode))), whole);
        fc.pre(messages.every(staysPut));
        expect(messages.slice(-after.length).map(plain)).toEqual(after.map(plain));
      }),
      runs(800),
    );
  });
});

describe('a stream entered in the middle', () => {
  it('is in step from the next line on', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 2, maxLength: 6 }), fc.nat(), (messages, place) => {
        const first = encode(messages[0] as Message);
        const bytes = join(...messages.map(encode)).slice(place % first.length);
        const got = read(rx(bytes), whole).messages;
        fc.pre(got.every(staysPut));
        expect(got.slice(-(messages.length - 1)).map(plain)).toEqual(messages.slice(1).map(plain));
      }),
      runs(800),
    );
  });
});
