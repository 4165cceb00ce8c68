import { beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../latin1.js';
import { type Found, Fuzzer } from './fuzzer.js';
import { size } from './program.js';
import { seeds } from './seeds.js';
import { type Counted, countedSubject, type Subject } from './subject.js';
import { caseText } from './write-case.js';

const SEED = 20261122;
/** Counted, not timed: the same on every machine. */
const STEPS = 300;

const shown = ({ kind, detail, program }: Found): string => caseText(program, { title: kind, prose: detail }, []);

/** Runs until something is found or the steps are over. */
function fuzz(counted: Counted, steps: number): Fuzzer {
  const fuzzer = new Fuzzer(counted, SEED);
  for (const one of seeds(SEED, 4)) fuzzer.try(one);
  for (let i = 0; i < steps && fuzzer.findings.size === 0; i++) fuzzer.step();
  return fuzzer;
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

let counted: Counted;
beforeAll(async () => {
  counted = await countedSubject();
});

describe('the fuzzer', () => {
  it('finds nothing in a few seconds', () => {
    const fuzzer = fuzz(counted, STEPS);
    expect([...fuzzer.findings.values()].map(shown).join('\n')).toBe('');
    expect(fuzzer.corpus.length).toBeGreaterThan(100);
  });

  it.each([
    ['a byte lost where a chunk ends after `4,`', (subject: Subject) => losing(subject, '4,')],
    ['a token that is a byte short', misTiling],
    ['a payload that is looked into', curious],
  ])('finds %s, and makes it small', (_, planted) => {
    const { findings } = fuzz({ ...counted, subject: planted(counted.subject) }, 25_000);
    const [found] = findings.values();
    expect(found && size(found.program)).toBeLessThan(60);
  });
});
