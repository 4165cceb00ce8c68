/** Imports that lead back to where they began. */
import type { Edge } from './edges.js';

function* walk(
  path: readonly string[],
  next: ReadonlyMap<string, readonly string[]>,
  done: Set<string>,
): Generator<string[]> {
  const file = path.at(-1) ?? '';
  for (const to of next.get(file) ?? []) {
    const from = path.indexOf(to);
    if (from >= 0) yield [...path.slice(from), to];
    else if (!done.has(to)) yield* walk([...path, to], next, done);
  }
  done.add(file);
}

/** At least one circle of each group of files that import each other: `a.ts → b.ts → a.ts`. */
export function circles(edges: readonly Edge[]): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const found = [...next.keys()].flatMap((file) => (done.has(file) ? [] : [...walk([file], next, done)]));
  return found.map((circle) => circle.join(' → '));
}
