/** 4, on a bad line: no byte of prompt data that comes back after its prompt is ever read as something else. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { machine } from '../../generated/protocol.js';
import { chunks, damaged, hostilePayload, transcript } from '../../src/arbitraries.js';
import type { Message } from '../../src/index.js';
import * as library from '../../src/index.js';
import { byteByByte } from '../fuzz/cutting.js';
import { program, rx, tx } from '../fuzz/program.js';
import { streamFault } from '../fuzz/spans.js';
import { bytesOf } from '../latin1.js';
import { inPieces, plain, type Reading, read, type Step, whole } from './reading.js';
import { runsFrom } from './runs.js';

const runs = runsFrom(20260104);
const join = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((p) => [...p]));

interface Fault {
  readonly what: 'none' | 'lost' | 'doubled' | 'flipped';
  readonly at: number;
  readonly bit: number;
}
const fault: fc.Arbitrary<Fault> = fc.record({
  what: fc.constantFrom('none', 'lost', 'doubled', 'flipped'),
  at: fc.nat(),
  bit: fc.nat({ max: 7 }),
});

function struck(bytes: Uint8Array, { what, at, bit }: Fault): Uint8Array {
  const place = at % bytes.length;
  const byte = bytes[place] as number;
  const left = { none: [byte], lost: [], doubled: [byte, byte], flipped: [byte ^ (1 << bit)] }[what];
  return join(bytes.slice(0, place), Uint8Array.from(left), bytes.slice(place + 1));
}

/** A part of a session: what host and module send, and what it is read as, but for echo. */
interface Part {
  readonly steps: readonly Step[];
  readonly messages: readonly Message[];
  /** Where prompt data comes back, counted in what the module sends here. */
  readonly echo?: readonly [start: number, end: number];
}

function sending(promptData: Uint8Array, ctrlZ: boolean, damage: Fault): Part {
  const text = ctrlZ
    ? join(
        promptData.map((c) => (c === 0x1a || c === 0x1b ? 0x2e : c)),
        bytesOf('\x1a'),
      )
    : promptData;
  const command = bytesOf(ctrlZ ? 'AT+CIPSEND=0\r' : `AT+CIPSEND=0,${text.length}\r`);
  const asked = join(command, bytesOf('\r\n> '));
  const echoed = struck(text, damage);
  return {
    steps: [
      { direction: 'tx', bytes: command },
      { direction: 'rx', bytes: asked },
      { direction: 'tx', bytes: text },
      { direction: 'rx', bytes: join(echoed, bytesOf('\r\n0, SEND OK\r\n')) },
    ],
    messages: [
      { type: 'prompt', kind: 'prompt' },
      { type: 'send-ok', kind: 'final', connection: 0 },
    ],
    echo: [asked.length, asked.length + echoed.length],
  };
}

const promptData = hostilePayload()
  .map((bytes) => bytes.slice(0, 1460))
  .filter((bytes) => bytes.length > 0);
const sendings = fc.tuple(promptData, fc.boolean(), fault).map((parts) => sending(...parts));
const exchanges = transcript()
  .filter(({ echo }) => echo)
  .map(({ steps, messages }): Part => ({ steps, messages: messages.filter(notEcho) }));
/** Commands and answers, and data among them that come back. */
const sessions = fc
  .array(fc.oneof(sendings, exchanges), { minLength: 1, maxLength: 4 })
  .filter((parts) => parts.some(({ echo }) => echo));

function notEcho({ type }: Message): boolean {
  return type !== 'echo';
}

const received = (steps: readonly Step[]): number =>
  steps.reduce((sum, { direction, bytes }) => sum + (direction === 'rx' ? bytes.length : 0), 0);

/** What appears where prompt data comes back and is no echo. */
function released({ messages, spans }: Reading, session: readonly Part[]): string[] {
  const found: string[] = [];
  let offset = 0;
  for (const { steps, echo } of session) {
    for (const [i, [from, to]] of echo ? spans.entries() : []) {
      const [start, end] = echo ?? [0, 0];
      const message = messages[i] as Message;
      if (from < offset + end && to > offset + start && notEcho(message)) found.push(plain(message));
    }
    offset += received(steps);
  }
  return found;
}

const stepsOf = (session: readonly Part[]): Step[] => session.flatMap(({ steps }) => steps);

describe('prompt data that comes back after its prompt with a byte lost, doubled or flipped', () => {
  it('is read as echo and as nothing else, and nothing before or after it is read otherwise', () => {
    fc.assert(
      fc.property(sessions, fc.constantFrom(1, 2, 7, 40, 4096), (session, size) => {
        const reading = read(stepsOf(session), inPieces(size));
        expect(released(reading, session)).toEqual([]);
        const expected = session.flatMap(({ messages }) => messages);
        expect(reading.messages.filter(notEcho).map(plain)).toEqual(expected.map(plain));
      }),
      runs(1000),
    );
  });

  it('is read the same however the stream is cut', () => {
    const cut = sessions.chain((session) =>
      fc.tuple(fc.constant(stepsOf(session)), fc.tuple(...stepsOf(session).map(({ bytes }) => chunks(bytes)))),
    );
    fc.assert(
      fc.property(cut, ([steps, pieces]) => {
        const expected = read(steps, whole);
        const sliced = new Map(steps.map((step, i) => [step.bytes, pieces[i] as Uint8Array[]]));
        expect(read(steps, (bytes) => sliced.get(bytes) as Uint8Array[])).toEqual(expected);
        expect(read(steps, inPieces(1))).toEqual(expected);
      }),
      runs(400),
    );
  });
});

describe('a session with data, damaged anywhere', () => {
  it('has a token for every byte, however it is cut, and throws nothing', () => {
    const broken = sessions.chain((session) =>
      fc.tuple(
        ...stepsOf(session).map(({ direction, bytes }) =>
          direction === 'tx' ? fc.constant(tx(bytes)) : fc.oneof(fc.constant(bytes), damaged(bytes)).map(rx),
        ),
      ),
    );
    const subject = { ...library, machine };
    fc.assert(
      fc.property(broken, (steps) => {
        expect(streamFault(subject, program(steps), byteByByte())).toBeUndefined();
        const longest = { name: 'whole', next: () => 1 << 20 };
        expect(streamFault(subject, program(steps), longest)).toBeUndefined();
      }),
      runs(400),
    );
  });
});
