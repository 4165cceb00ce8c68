/**
 * Where a reading that knows what came before, and one that enters the stream at a line end and knows nothing, hold the same
 * to be true: from there on the second reads what the first would. In a stream full of false headers that takes a few
 * hundred bytes; where it takes too long, they are taken not to meet at all.
 */
import { protocol } from '../protocol.js';
import { PartReading, type Reader } from './part-reading.js';
import type { Source } from './source.js';

/** How commands and their answers are found in a log. */
const OPTIONS = { answers: 'in-turn' } as const;

/** Reads, and says nothing of it. */
export function silentReader(): Reader {
  const { Tokenizer } = protocol();
  const tokenizer = new Tokenizer({ form() {} }, OPTIONS);
  return {
    write: (chunk) => tokenizer.write(chunk),
    snapshot: () => tokenizer.snapshot(),
    get isTransparent() {
      return tokenizer.state().mode === 'transparent';
    },
  };
}

const agree = (one: PartReading, other: PartReading): boolean => {
  if (one.position !== other.position) return false;
  const held = one.reader.snapshot();
  return held !== undefined && held === other.reader.snapshot();
};

/**
 * `known` has read up to `entry` or a little more, and reads on. The offset of the seam, at most `limit`; undefined: they do
 * not meet up to there.
 */
export function seamAfter(
  known: PartReading,
  { source, entry, limit, chunk }: { source: Source; entry: number; limit: number; chunk: number },
): number | undefined {
  const entering = new PartReading(source, silentReader(), entry, chunk);
  for (;;) {
    const { position } = known;
    if (position > limit) return undefined;
    if (agree(known, entering)) return position;
    const isBehind = entering.position < position;
    if (!(isBehind ? entering : known).step()) return undefined;
  }
}
