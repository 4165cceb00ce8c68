/** What the targets whose inputs are documents have in common. */
import type { Coverage } from '../coverage.js';
import {
  type Document,
  minimisedDocument,
  mutatedDocument,
  slowness,
  type Vocabulary,
  writtenDocument,
} from '../documents.js';
import type { Random } from '../random.js';
import type { Finding, Target, Verdict } from '../target.js';

export abstract class DocumentTarget implements Target<Document> {
  abstract readonly coverage: Coverage;
  protected abstract readonly vocabulary: Vocabulary;
  /** More time of the processor than this is a finding. */
  protected abstract readonly limitMs: number;

  abstract seeds(seed: number, count: number): readonly Document[];
  /** What is wrong with the answer, however long it took. */
  protected abstract fault(document: Document): Verdict | Promise<Verdict>;

  async judge(document: Document): Promise<Verdict> {
    const before = process.cpuUsage();
    const found = await this.fault(document);
    const took = process.cpuUsage(before).user / 1000;
    if (found !== undefined || took <= this.limitMs) return found;
    const best = await slowness(this.limitMs, () => this.fault(document));
    return best === undefined
      ? undefined
      : { kind: 'slow', detail: `${best.toFixed(0)} ms for ${document.bytes.length} bytes` };
  }

  mutated(document: Document, random: Random, other: Document): Document {
    return mutatedDocument(document, random, other, this.vocabulary);
  }

  minimised(document: Document, stillShown: (document: Document) => Promise<boolean>): Promise<Document> {
    return minimisedDocument(document, stillShown);
  }

  size({ bytes }: Document): number {
    return bytes.length;
  }

  written(document: Document, finding: Finding): string {
    return writtenDocument(document, finding);
  }
}
