/**
 * Hopcroft's partition refinement: the coarsest partition of states in which states of one block go, by every symbol, to
 * states of one block. n log n: of a block that is split only the smaller half is looked at again.
 */

export interface Edge {
  readonly from: number;
  readonly symbol: number;
  readonly to: number;
}

/** Blocks are ranges of one permutation of the states, so that a split moves nothing but the states split off. */
class Blocks {
  readonly of: Int32Array;
  private readonly states: Int32Array;
  private readonly position: Int32Array;
  private readonly first: number[] = [];
  private readonly end: number[] = [];
  /** How many states of each block are marked; these appear at its beginning. */
  private readonly marked: number[] = [];

  constructor(initial: readonly number[]) {
    const order = initial.map((_, s) => s).sort((a, b) => (initial[a] ?? 0) - (initial[b] ?? 0) || a - b);
    this.states = Int32Array.from(order);
    this.position = new Int32Array(order.length);
    this.of = new Int32Array(order.length);
    order.forEach((s, i) => {
      this.position[s] = i;
      if (i === 0 || initial[s] !== initial[order[i - 1] as number]) this.open(i);
      this.of[s] = this.count - 1;
      this.end[this.count - 1] = i + 1;
    });
  }

  get count(): number {
    return this.first.length;
  }

  private open(first: number): void {
    this.first.push(first);
    this.marked.push(0);
    this.end.push(first);
  }

  members(block: number): Int32Array {
    return this.states.slice(this.first[block], this.end[block]);
  }

  size(block: number): number {
    return (this.end[block] as number) - (this.first[block] as number);
  }

  /** True if this state is the first of its block that is marked. */
  mark(state: number): boolean {
    const block = this.of[state] as number;
    const marked = this.marked[block] as number;
    const to = (this.first[block] as number) + marked;
    const from = this.position[state] as number;
    if (from < to) return false;
    const other = this.states[to] as number;
    this.states[from] = other;
    this.position[other] = from;
    this.states[to] = state;
    this.position[state] = to;
    this.marked[block] = marked + 1;
    return marked === 0;
  }

  /** The marked states of a block become one of their own, unless they are all of it. */
  split(block: number): number | undefined {
    const marked = this.marked[block] as number;
    this.marked[block] = 0;
    if (marked === this.size(block)) return undefined;
    const first = this.first[block] as number;
    this.open(first);
    const created = this.count - 1;
    this.end[created] = first + marked;
    this.first[block] = first + marked;
    for (let i = first; i < first + marked; i++) this.of[this.states[i] as number] = created;
    return created;
  }
}

/** By state its block. `initial`: by state the number of the block it begins in. */
export function refine(initial: readonly number[], edges: readonly Edge[]): ArrayLike<number> {
  const into: Edge[][] = initial.map(() => []);
  for (const edge of edges) into[edge.to]?.push(edge);
  const blocks = new Blocks(initial);
  const waiting = new Set(Array.from({ length: blocks.count }, (_, block) => block));
  for (const splitter of waiting) {
    waiting.delete(splitter);
    for (const sources of bySymbol(blocks.members(splitter), into).values()) {
      const touched = sources.filter((s) => blocks.mark(s)).map((s) => blocks.of[s] as number);
      for (const block of touched) {
        const created = blocks.split(block);
        if (created === undefined) continue;
        const smaller = blocks.size(created) <= blocks.size(block) ? created : block;
        waiting.add(waiting.has(block) ? created : smaller);
      }
    }
  }
  return blocks.of;
}

function bySymbol(targets: Int32Array, into: readonly (readonly Edge[])[]): Map<number, number[]> {
  const sources = new Map<number, number[]>();
  for (const target of targets) {
    for (const { symbol, from } of into[target] ?? []) {
      const known = sources.get(symbol);
      if (known) known.push(from);
      else sources.set(symbol, [from]);
    }
  }
  return sources;
}
