/** Bytes with labels: targets take one byte where they are near, and the addresses are found by growing until all fit. */
import { FAR, FARTHEST, MOST_FAR } from '../../runtime/contract/program.js';

export class Label {
  address = -1;
}

type Item =
  | { readonly kind: 'byte'; readonly value: number }
  | { readonly kind: 'label'; readonly label: Label }
  | { readonly kind: 'target'; readonly label: Label; size: number }
  | { readonly kind: 'address'; readonly label: Label };

/** Addresses have two bytes. */
const LARGEST_PROGRAM = 0x10000;

export class ProgramTooLarge extends Error {
  override readonly name = 'ProgramTooLarge';
}

export class Assembler {
  private readonly items: Item[] = [];

  bytes(...values: readonly number[]): void {
    for (const value of values) this.items.push({ kind: 'byte', value });
  }

  /** Two bytes, the lower first. */
  word(value: number): void {
    this.bytes(value & 0xff, value >> 8);
  }

  /** A number of one byte up to 127, else of two. */
  short(value: number): void {
    if (value < 0x80) this.bytes(value);
    else this.bytes(0x80 | (value >> 8), value & 0xff);
  }

  /** How many there are, then each. */
  shorts(values: readonly number[]): void {
    this.short(values.length);
    for (const value of values) this.short(value);
  }

  /** Latin-1, with a line feed between two and 0 after the last. */
  texts(texts: readonly string[]): void {
    this.bytes(...Array.from(texts.join('\n'), (c) => c.charCodeAt(0)), 0);
  }

  label(label: Label): void {
    this.items.push({ kind: 'label', label });
  }

  target(label: Label): void {
    this.items.push({ kind: 'target', label, size: 1 });
  }

  address(label: Label): void {
    this.items.push({ kind: 'address', label });
  }

  append(other: Assembler): void {
    for (const item of other.items) this.items.push(item);
  }

  assemble(): Uint8Array {
    while (this.place());
    const out: number[] = [];
    for (const item of this.items) this.write(item, out);
    if (out.length > LARGEST_PROGRAM) {
      throw new ProgramTooLarge(
        `the program has ${out.length} bytes, ${LARGEST_PROGRAM} are the most: choose fewer forms`,
      );
    }
    return Uint8Array.from(out);
  }

  /** Gives every label its address; true if a target had to grow, so that they have to be given again. */
  private place(): boolean {
    let at = 0;
    for (const item of this.items) {
      if (item.kind === 'label') item.label.address = at;
      else at += sizeOf(item);
    }
    let grown = false;
    at = 0;
    for (const item of this.items) {
      if (item.kind !== 'label') at += sizeOf(item);
      if (item.kind !== 'target') continue;
      const needed = sizeOfTarget(item.label.address, at);
      if (needed > item.size) {
        item.size = needed;
        grown = true;
      }
    }
    return grown;
  }

  private write(item: Item, out: number[]): void {
    if (item.kind === 'byte') out.push(item.value);
    else if (item.kind === 'address') out.push(item.label.address & 0xff, item.label.address >> 8);
    else if (item.kind === 'target') writeTarget(item.label.address, item.size, out);
  }
}

function sizeOf(item: Exclude<Item, { kind: 'label' }>): number {
  if (item.kind === 'target') return item.size;
  return item.kind === 'address' ? 2 : 1;
}

/** `after`: the address after the target as it is now. */
function sizeOfTarget(address: number, behind: number): number {
  if (address >= behind && address - behind < FAR) return 1;
  return address <= MOST_FAR ? 2 : 3;
}

function writeTarget(address: number, size: number, out: number[]): void {
  if (size === 1) out.push(address - out.length - 1);
  else if (size === 2) out.push(FAR | (address >> 8), address & 0xff);
  else out.push(FARTHEST, address >> 8, address & 0xff);
}
