/** Inputs that are a text and one choice of how it is read: a log and its container, a grammar and the name of its file. */
import { changed } from './mutate-bytes.js';
import type { Random } from './random.js';
import type { Finding } from './target.js';
import { spelt } from './write-case.js';

export interface Document {
  readonly bytes: Uint8Array;
  readonly choice: string;
}

/** Longer ones find nothing that shorter ones do not, and take longer. */
const LONGEST = 8192;

export const document = (text: string | Uint8Array, choice: string): Document => ({
  bytes: typeof text === 'string' ? Uint8Array.from(Buffer.from(text, 'latin1')) : Uint8Array.from(text),
  choice,
});

/** What such texts are made of, and how they may be read. */
export interface Vocabulary {
  readonly choices: readonly string[];
  readonly words: readonly string[];
}

function inserted(bytes: Uint8Array, random: Random, word: string): Uint8Array {
  const at = random.below(bytes.length + 1);
  const over = random.oneIn(2) ? 0 : random.below(4);
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(word, 'latin1'), bytes.subarray(at + over)]);
}

/** A line of either, twice, gone, or somewhere else. */
function moved(bytes: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  const lines = Buffer.from(bytes).toString('latin1').split('\n');
  const from = random.oneIn(2) ? lines : Buffer.from(other).toString('latin1').split('\n');
  const taken = random.oneIn(3) ? [] : [random.pick(from)];
  lines.splice(random.below(lines.length + 1), random.below(2), ...taken);
  return Buffer.from(lines.join('\n'), 'latin1');
}

/** The document, changed in a few ways. */
export function mutatedDocument(
  { bytes, choice }: Document,
  random: Random,
  other: Document,
  { choices, words }: Vocabulary,
): Document {
  let out = bytes;
  do {
    const way = random.below(4);
    if (way === 0) out = changed(out, random, other.bytes);
    else if (way === 1) out = moved(out, random, other.bytes);
    else out = inserted(out, random, random.pick(words));
  } while (!random.oneIn(3));
  const kept = out.length > LONGEST ? bytes : Uint8Array.from(out);
  return { bytes: kept, choice: random.oneIn(5) ? random.pick(choices) : choice };
}

/** Leaves out halves of the bytes, then quarters, down to single ones; gives up after so many tries. */
export async function minimisedDocument(
  document: Document,
  stillShown: (document: Document) => Promise<boolean>,
  tries = 1000,
): Promise<Document> {
  let best = document;
  let left = tries;
  for (let count = best.bytes.length >> 1; count > 0; count >>= 1) {
    for (let from = 0; from < best.bytes.length && left > 0; left--) {
      const bytes = Uint8Array.from([...best.bytes.subarray(0, from), ...best.bytes.subarray(from + count)]);
      if (await stillShown({ ...best, bytes })) best = { ...best, bytes };
      else from += count;
    }
  }
  return best;
}

export function writtenDocument({ bytes, choice }: Document, { kind, detail }: Finding): string {
  return `## ${kind}\n\n${detail}\n\n\`\`\`choice\n${JSON.stringify(choice)}\n\`\`\`\n\n\`\`\`bytes\n${spelt(bytes)}\n\`\`\`\n`;
}

/** The time of the processor a call takes, the least of three if the first is over the limit. */
export async function slowness(limitMs: number, call: () => unknown): Promise<number | undefined> {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3 && best > limitMs; i++) {
    const before = process.cpuUsage();
    await call();
    best = Math.min(best, process.cpuUsage(before).user / 1000);
  }
  return best > limitMs ? best : undefined;
}
