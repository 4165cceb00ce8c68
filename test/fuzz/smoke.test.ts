import { beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../latin1.js';
import { Fuzzer, type Written } from './fuzzer.js';
import { type Program, size } from './program.js';
import { type Counted, countedSubject, type Subject } from './subject.js';
import { StreamTarget } from './targets/stream.js';

const SEED = 20261122;
/** Counted, not timed: the same on every machine. */
const STEPS = 300;

/** Runs until something is found or the steps are over; and what was found, for people. */
async function fuzz(of: Counted<Subject>, steps: number): Promise<{ fuzzer: Fuzzer<Program>; shown: string }> {
  const written: Written[] = [];
  const fuzzer = new Fuzzer(new StreamTarget(of), SEED, (one) => written.push(one));
  await fuzzer.begin(SEED, 4);
  for (let i = 0; i < steps && fuzzer.findings.size === 0; i++) await fuzzer.step();
  return { fuzzer, shown: written.map(({ text }) => text).join('\n') };
}

/** A decoder that loses the last byte of a chunk whenever it ends in the middle of this. */
function losing(subject: Subject, word: string): Subject {
  class Decoder extends subject.Decoder {
    override write(chunk: Uint8Array): void {
      const cut = textOf(chunk).endsWith(word);
      super.write(cut ? chunk.subarray(0, -1) : chunk);
    }
  }
  return { ...subject, Decoder };
}

/** A token is a byte short where a line that begins like `+CIP...` has a semicolon in it: no case has one. */
function misTiling(subject: Subject): Subject {
  return {
    ...subject,
    tokenize: (bytes, options) =>
      subject.tokenize(bytes, options).map((token) => {
        const text = textOf(bytes.subarray(token.start, token.end));
        return /^\+CIP.*;/s.test(text) ? { ...token, end: token.end - 1 } : token;
      }),
  };
}

/** A message whose payload is looked into. */
function curious(subject: Subject): Subject {
  class Decoder extends subject.Decoder {
    override write(chunk: Uint8Array): void {
      const text = textOf(chunk);
      super.write(Buffer.from(text.replace(/(\+IPD,\d+:.*)CLOSED/s, '$1CL0SED'), 'latin1'));
    }
  }
  return { ...subject, Decoder };
}

let counted: Counted<Subject>;
beforeAll(async () => {
  counted = await countedSubject();
});

describe('the fuzzer', () => {
  it('finds nothing in a few seconds', async () => {
    const { fuzzer, shown } = await fuzz(counted, STEPS);
    expect(shown).toBe('');
    expect(fuzzer.corpus.length).toBeGreaterThan(100);
  });

  it.each([
    ['a byte lost where a chunk ends after `4,`', (subject: Subject) => losing(subject, '4,')],
    ['a token that is a byte short', misTiling],
    ['a payload that is looked into', curious],
  ])('finds %s, and makes it small', async (_, planted) => {
    const { fuzzer } = await fuzz({ ...counted, subject: planted(counted.subject) }, 25_000);
    const [found] = fuzzer.findings.values();
    expect(found && size(found.input)).toBeLessThan(60);
  });
});
