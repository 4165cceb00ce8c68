/** Does a byte cost more in a longer stream, with more forms, in a longer line? Three small tables. */

import { readFileSync } from 'node:fs';
import { bundleForms, bundleSubject } from '../build.js';
import type { WorkloadFile } from '../workload/file.js';
import { allTypes } from '../workload/forms.js';
import { longLines, workload } from '../workload/make.js';
import { type NodeCommand, runFresh } from './fresh-node.js';
import { median } from './statistics.js';
import type { TrialRequest, TrialResult } from './trial.js';

export interface ScalingRow {
  readonly of: string;
  /** Nanoseconds a byte, the best round. */
  readonly cost: number;
  /** Cost of the byte loop by cost of the tokenizer. */
  readonly ratio: number;
}

export interface Point {
  readonly of: string;
  readonly bundle: string;
  readonly workload: string;
}

const PACE = { chunk: 4096, warmUp: 400, rounds: 9, round: 50 };

/** The points take turns, so that a busy machine is busy for all of them. */
export function measure(node: NodeCommand, points: readonly Point[], repeats: number): ScalingRow[] {
  const results = points.map((): TrialResult[] => []);
  for (let repeat = 0; repeat < repeats; repeat++)
    points.forEach(({ bundle, workload: path }, i) => {
      const request: TrialRequest = { ...PACE, workload: path };
      results[i]?.push(runFresh<TrialResult>(node, [], bundle, request));
    });
  return points.map(({ of }, i) => {
    const all = results[i] ?? [];
    return {
      of,
      cost: 1000 / Math.max(...all.flatMap(({ speeds }) => speeds)),
      ratio: median(all.flatMap(({ ratios }) => ratios)),
    };
  });
}

const KIB = 1024;

export async function streamLengths(node: NodeCommand, directory: string, repeats: number): Promise<ScalingRow[]> {
  const bundle = await bundleSubject('tokenizer', directory);
  const points = [64, 256, 1024, 4096, 16384].map((size) => ({
    of: `${size} KiB`,
    bundle,
    workload: workload('lines', { size: size * KIB }),
  }));
  return measure(node, points, repeats);
}

export async function lineLengths(node: NodeCommand, directory: string, repeats: number): Promise<ScalingRow[]> {
  const bundle = await bundleSubject('tokenizer', directory);
  const points = [1, 16, 64, 160].map((length) => {
    const path = longLines(length);
    const { bytes, expected } = JSON.parse(readFileSync(path, 'utf8')) as WorkloadFile;
    return { of: `${Math.round(bytes / expected.messages)} bytes`, bundle, workload: path };
  });
  return measure(node, points, repeats);
}

/** Grammars of more and more forms: those of the workload, a half, all of them. */
export async function formCounts(node: NodeCommand, directory: string, repeats: number): Promise<ScalingRow[]> {
  const path = workload('lines');
  const { types } = JSON.parse(readFileSync(path, 'utf8')) as WorkloadFile;
  const others = allTypes().filter((type) => !types.includes(type));
  const counts = [0, Math.round(others.length / 3), Math.round((2 * others.length) / 3), others.length];
  const points: Point[] = [];
  for (const count of counts) {
    const kept = new Set([...types, ...others.slice(0, count)]);
    const bundle = await bundleForms(`forms-${kept.size}`, kept, directory);
    points.push({ of: `${kept.size} forms`, bundle, workload: path });
  }
  return measure(node, points, repeats);
}
