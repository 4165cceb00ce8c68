/**
 * Reads the command line that a host writes, for the commands in it that the grammar names. Bytes only: echo is as
 * frequent as answers, so nothing is allocated.
 */
import type { CommandEntry, Machine, Setting } from './contract.js';

const A = 0x41;
const T = 0x54;
const SPACE = 0x20;
const QUOTE = 0x22;
const AMPERSAND = 0x26;
const SEMICOLON = 0x3b;

/** Heads are written in capitals and signs: 20h..5Fh. */
const FIRST = 0x20;
const WIDTH = 0x40;

const upper = (c: number): number => (c >= 0x61 && c <= 0x7a ? c - 32 : c);
const isDigit = (c: number): boolean => c >= 0x30 && c <= 0x39;
const isLetter = (c: number): boolean => c >= 0x41 && c <= 0x5a;

/** The heads of all commands and patterns as a tree of bytes. */
class HeadTree {
  readonly next: Int16Array[] = [new Int16Array(WIDTH)];
  readonly entries: (CommandEntry | undefined)[] = [undefined];
  readonly patterns: number[] = [0];

  constructor(machine: Machine) {
    for (const entry of machine.commands) for (const head of entry.heads) this.entries[this.add(head)] = entry;
    machine.patterns.forEach((head, i) => {
      this.patterns[this.add(head)] = i + 1;
    });
  }

  step(node: number, c: number): number {
    const at = upper(c) - FIRST;
    return at >= 0 && at < WIDTH ? ((this.next[node] as Int16Array)[at] as number) : 0;
  }

  private add(head: string): number {
    let node = 0;
    for (let i = 0; i < head.length; i++) {
      const at = head.charCodeAt(i) - FIRST;
      const row = this.next[node] as Int16Array;
      if (row[at] === 0) {
        row[at] = this.next.push(new Int16Array(WIDTH)) - 1;
        this.entries.push(undefined);
        this.patterns.push(0);
      }
      node = row[at] as number;
    }
    return node;
  }
}

/** One tree a grammar, made when first needed. */
const trees = new WeakMap<Machine, HeadTree>();

function treeOf(machine: Machine): HeadTree {
  const known = trees.get(machine);
  if (known) return known;
  const tree = new HeadTree(machine);
  trees.set(machine, tree);
  return tree;
}

/** More commands that a form waits for are never on one line. */
const MOST_PATTERNS = 8;

const NONE: readonly Setting[] = [];

export class CommandLine {
  private readonly tree: HeadTree;
  private readonly root: number;
  /** The last command of the line: what ends the line. */
  entry: CommandEntry | undefined;
  /** The patterns of commands that are in the line: the first `count` of these. */
  readonly patterns = new Uint8Array(MOST_PATTERNS);
  count = 0;
  settings: readonly Setting[] = NONE;

  constructor(machine: Machine) {
    this.tree = treeOf(machine);
    this.root = this.tree.step(this.tree.step(0, A), T);
  }

  /**
   * False if the line holds no command. `AT+CIFSR;E0` is `AT+CIFSR` and `ATE0`, `ATE0V1` is `ATE0` and `ATV1`
   * (V.250 section 5.2.4).
   */
  read(b: Uint8Array, from: number, end: number): boolean {
    let p = from;
    while (p < end && b[p] === SPACE) p++;
    if (p === end) return false;
    this.clear();
    if (end - p < 2 || upper(b[p] as number) !== A || upper(b[p + 1] as number) !== T) {
      this.look(b, p, end, 0);
      return true;
    }
    this.entry = this.tree.entries[this.root];
    for (p += 2; p < end; ) p = this.readCommand(b, p, end);
    return true;
  }

  private clear(): void {
    this.entry = undefined;
    this.settings = NONE;
    this.count = 0;
  }

  /** A basic command (a letter, perhaps behind `&`, and digits) or one that goes on to `;` or the end. */
  private readCommand(b: Uint8Array, from: number, end: number): number {
    let p = from;
    const c = b[p] as number;
    if (c === SPACE || c === SEMICOLON) return p + 1;
    const letter = c === AMPERSAND ? p + 1 : p;
    // D takes the rest of the line as what to dial (V.250 section 6.3.1).
    const basic = letter < end && isLetter(upper(b[letter] as number)) && upper(b[letter] as number) !== 0x44;
    if (basic) {
      p = letter + 1;
      while (p < end && isDigit(b[p] as number)) p++;
    } else {
      for (let quoted = false; p < end && (quoted || b[p] !== SEMICOLON); p++) if (b[p] === QUOTE) quoted = !quoted;
    }
    this.look(b, from, p, this.root);
    return p;
  }

  /** The longest head that these bytes begin with. */
  private look(b: Uint8Array, from: number, end: number, root: number): void {
    const { tree } = this;
    let node = root;
    let entry = tree.entries[root];
    for (let p = from; p < end; p++) {
      node = tree.step(node, b[p] as number);
      if (node === 0) break;
      entry = tree.entries[node] ?? entry;
      const pattern = tree.patterns[node] as number;
      if (pattern > 0 && this.count < MOST_PATTERNS) this.patterns[this.count++] = pattern;
    }
    this.entry = entry;
    if (entry && entry.sets.length > 0)
      this.settings = this.settings.length > 0 ? [...this.settings, ...entry.sets] : entry.sets;
  }
}
