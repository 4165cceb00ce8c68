/** Looks for the lines that end transparent mode, byte by byte and across chunks (Aho and Corasick, 1975). */
import { CR } from '../contract/bytes.js';
import type { TransparentEnd } from '../contract/machine.js';

interface Node {
  readonly next: Int16Array;
  /** How many bytes of the data are the beginning of an end line. */
  readonly depth: number;
  readonly text: string;
  fallback: number;
  end: TransparentEnd | undefined;
}

function build(ends: readonly TransparentEnd[]): Node[] {
  const nodes: Node[] = [];
  const add = (text: string): number =>
    nodes.push({ next: new Int16Array(256).fill(-1), depth: text.length, text, fallback: 0, end: undefined }) - 1;
  add('');
  for (const end of ends) {
    let at = nodes[0] as Node;
    for (let i = 0; i < end.text.length; i++) {
      const c = end.text.charCodeAt(i);
      if (at.next[c] === -1) at.next[c] = add(end.text.slice(0, i + 1));
      at = nodes[at.next[c] as number] as Node;
    }
    at.end = end;
  }
  link(nodes);
  return nodes;
}

/** Missing steps go where the longest proper suffix goes; nodes are in breadth-first order of their fallbacks. */
function link(nodes: Node[]): void {
  const order = nodes.map((_, i) => i).sort((a, b) => (nodes[a] as Node).depth - (nodes[b] as Node).depth);
  for (const i of order) {
    const node = nodes[i] as Node;
    const shorter = nodes[node.fallback] as Node;
    for (let c = 0; c < 256; c++) {
      const target = node.next[c] as number;
      const otherwise = i === 0 ? 0 : (shorter.next[c] as number);
      if (target === -1) node.next[c] = otherwise;
      else (nodes[target] as Node).fallback = i === 0 ? 0 : otherwise;
    }
  }
}

/** By the list of end lines: to build it takes longer than to read a kilobyte, and each CONNECT needs it. */
const automata = new WeakMap<readonly TransparentEnd[], readonly Node[]>();

function automatonOf(ends: readonly TransparentEnd[]): readonly Node[] {
  let nodes = automata.get(ends);
  if (!nodes) {
    nodes = build(ends);
    automata.set(ends, nodes);
  }
  return nodes;
}

export class EndFinder {
  private readonly nodes: readonly Node[];
  private state = 0;
  /** Bytes of the beginning of an end line that have been given out as data all the same. */
  private given = 0;
  /** The end line found, and how many bytes of it were held back. */
  found: TransparentEnd | undefined;

  /** `before`: what looked for other ends so far; what it holds back counts here too. */
  constructor(ends: readonly TransparentEnd[], before?: EndFinder) {
    this.nodes = automatonOf(ends);
    if (before) this.goOn(before);
  }

  private goOn(before: EndFinder): void {
    const { text } = before.nodes[before.state] as Node;
    for (let i = 0; i < text.length; i++) this.step(text.charCodeAt(i));
    this.given = before.given;
  }

  /** What was given out before anybody looked for an end counts towards it too: these are the last bytes of it. */
  lookBack(b: Uint8Array): void {
    for (let i = 0; i < b.length; i++) this.step(b[i] as number);
    this.giveOut();
  }

  private step(c: number): void {
    this.state = (this.nodes[this.state] as Node).next[c] as number;
  }

  /** The line end that the stream lacks at its very end to be an end line: `\n` or `\r\n`. */
  missing(): string | undefined {
    const { text } = this.nodes[this.state] as Node;
    return ['\n', '\r\n'].find((lineEnd) => this.nodes.some((n) => n.end && n.text === text + lineEnd));
  }

  /** How many bytes are held back: they may be the beginning of an end line. */
  get held(): number {
    return Math.max(0, (this.nodes[this.state] as Node).depth - this.given);
  }

  /** The bytes held back (and those before them that count towards the end line). */
  get heldText(): string {
    return (this.nodes[this.state] as Node).text.slice(this.given);
  }

  /** Reads on to the end of an end line or of the chunk; returns the index after what was read. */
  read(b: Uint8Array, p: number, e: number): number {
    this.found = undefined;
    let state = this.state;
    while (p < e) {
      if (state === 0) {
        p = b.indexOf(CR, p);
        if (p < 0 || p >= e) {
          p = e;
          break;
        }
      }
      const node = this.nodes[state] as Node;
      const next = node.next[b[p++] as number] as number;
      // What left the beginning of the end line again was given out before it.
      const left = node.depth + 1 - (this.nodes[next] as Node).depth;
      this.given = Math.max(0, this.given - left);
      state = next;
      this.found = (this.nodes[state] as Node).end;
      if (this.found) break;
    }
    this.state = state;
    return p;
  }

  /** Begins anew, with nothing held back. */
  reset(): void {
    this.state = 0;
    this.given = 0;
  }

  /** What is held back is given out as data, and still counts towards the end line. */
  giveOut(): void {
    this.given = (this.nodes[this.state] as Node).depth;
  }
}

/** The last bytes of data that nobody has looked at: an end line may begin in them. */
export class LastBytes {
  readonly bytes: Uint8Array;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
  }

  add(b: Uint8Array, start: number, end: number): void {
    const { bytes } = this;
    const count = Math.min(end - start, bytes.length);
    bytes.copyWithin(0, count);
    for (let i = 1; i <= count; i++) bytes[bytes.length - i] = b[end - i] as number;
  }
}
