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
const EQUALS = 0x3d;
const QUESTION = 0x3f;
const D = 0x44;
const S = 0x53;

/** Heads are written in capitals and signs: 20h..5Fh. */
const FIRST = 0x20;
const WIDTH = 0x40;

const upper = (c: number): number => (c >= 0x61 && c <= 0x7a ? c - 32 : c);
const isDigit = (c: number): boolean => c >= 0x30 && c <= 0x39;
const isLetter = (c: number): boolean => c >= 0x41 && c <= 0x5a;
const isWord = (c: number): boolean => isDigit(c) || isLetter(upper(c));

/**
 * Where the command that begins at `from` ends: a basic one (a letter, perhaps behind `&`, and digits), the setting of an
 * S register, one that goes on to `;`, or a number to dial, which is all the rest (V.250 section 5.2.4 and 6.3.1).
 */
export function commandEnd(b: Uint8Array, from: number, end: number): number {
  const letter = b[from] === AMPERSAND ? from + 1 : from;
  const c = letter < end ? upper(b[letter] as number) : 0;
  if (!isLetter(c)) return extendedEnd(b, from, end);
  if (letter > from) return digitsEnd(b, letter + 1, end);
  if (c === D) return end;
  return c === S ? registerEnd(b, from + 1, end) : digitsEnd(b, from + 1, end);
}

function registerEnd(b: Uint8Array, from: number, end: number): number {
  const p = digitsEnd(b, from, end);
  if (p < end && b[p] === EQUALS) return digitsEnd(b, p + 1, end);
  return p < end && b[p] === QUESTION ? p + 1 : p;
}

function digitsEnd(b: Uint8Array, from: number, end: number): number {
  let p = from;
  while (p < end && isDigit(b[p] as number)) p++;
  return p;
}

function extendedEnd(b: Uint8Array, from: number, end: number): number {
  let p = from;
  for (let quoted = false; p < end && (quoted || b[p] !== SEMICOLON); p++) if (b[p] === QUOTE) quoted = !quoted;
  return p;
}

/** Where the next command begins: a blank or a semicolon is none. */
export function nextCommand(b: Uint8Array, from: number, end: number): number {
  let p = from;
  while (p < end && (b[p] === SPACE || b[p] === SEMICOLON)) p++;
  return p;
}

/** Behind the `AT` that begins a command line, or -1: there is none. */
export function behindAttention(b: Uint8Array, from: number, end: number): number {
  if (end - from < 2) return -1;
  return upper(b[from] as number) === A && upper(b[from + 1] as number) === T ? from + 2 : -1;
}

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
    const first = behindAttention(b, p, end);
    if (first < 0) {
      this.look(b, p, end, 0);
      return true;
    }
    this.entry = this.tree.entries[this.root];
    for (p = nextCommand(b, first, end); p < end; p = nextCommand(b, p, end)) {
      const behind = commandEnd(b, p, end);
      this.look(b, p, behind, this.root);
      p = behind;
    }
    return true;
  }

  private clear(): void {
    this.entry = undefined;
    this.settings = NONE;
    this.count = 0;
  }

  /** The longest head that these bytes begin with; the name of an extended command is no part of a longer name. */
  private look(b: Uint8Array, from: number, end: number, root: number): void {
    const { tree } = this;
    const extended = b[from] !== AMPERSAND && !isLetter(upper(b[from] as number));
    let node = root;
    let entry = tree.entries[root];
    for (let p = from; p < end; p++) {
      node = tree.step(node, b[p] as number);
      if (node === 0) break;
      const inside = extended && p + 1 < end && isWord(b[p] as number) && isWord(b[p + 1] as number);
      if (!inside) entry = tree.entries[node] ?? entry;
      const pattern = tree.patterns[node] as number;
      if (pattern > 0 && this.count < MOST_PATTERNS) this.patterns[this.count++] = pattern;
    }
    this.entry = entry;
    if (entry && entry.sets.length > 0)
      this.settings = this.settings.length > 0 ? [...this.settings, ...entry.sets] : entry.sets;
  }
}
