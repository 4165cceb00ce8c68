/** The line forms as a trie of bytes, numbers and texts: what llparse's machine is built from. */
import { type Element, LINE_FORMS, type LineField } from '../line-forms.js';

type Step = { readonly byte: string } | { readonly number: true } | { readonly text: string };
type Path = readonly Step[];

export interface TrieNode {
  readonly bytes: Map<string, TrieNode>;
  number?: TrieNode;
  /** A text up to the byte `stop`. */
  text?: { readonly stop: string; readonly next: TrieNode };
  /** The ending's number. */
  ending?: number;
}

/** What a line was that ended here. Its integers have been reported one by one. */
export interface Ending {
  readonly type: string;
  /** Number fields by the place of their integer. */
  readonly numbers: Readonly<Record<string, number>>;
}

interface Variant {
  readonly path: Path;
  readonly numbers: Readonly<Record<string, number>>;
  /** How many integers the path has. */
  readonly count: number;
}

const EMPTY: Variant = { path: [], numbers: {}, count: 0 };

const bytes = (text: string): Step[] => Array.from(text, (byte) => ({ byte }));
const NUMBER: Step = { number: true };

function inside({ field, shape, quoted }: LineField): Variant {
  if (shape === 'number') return { path: [NUMBER], numbers: { [field]: 0 }, count: 1 };
  if (shape === 'ipv4' && !quoted) {
    const dotted = [0, 1, 2, 3].flatMap((i) => (i === 0 ? [NUMBER] : [...bytes('.'), NUMBER]));
    return { path: dotted, numbers: {}, count: 4 };
  }
  return { path: [{ text: quoted ? '"' : '\r' }], numbers: {}, count: 0 };
}

function quote(variant: Variant): Variant {
  return { ...variant, path: [...bytes('"'), ...variant.path, ...bytes('"')] };
}

function fieldVariants(field: LineField): Variant[] {
  // A text may be empty anyway.
  const variants = field.maybeEmpty && field.shape === 'number' ? [EMPTY, inside(field)] : [inside(field)];
  return field.quoted ? variants.map(quote) : variants;
}

function elementVariants(element: Element): Variant[] {
  if (typeof element === 'string') return [{ ...EMPTY, path: bytes(element) }];
  return 'optional' in element ? [EMPTY, ...variantsOf(element.optional)] : fieldVariants(element);
}

function joined(a: Variant, b: Variant): Variant {
  const shifted = Object.entries(b.numbers).map(([name, at]) => [name, at + a.count]);
  const numbers = { ...a.numbers, ...Object.fromEntries(shifted) };
  return { path: [...a.path, ...b.path], numbers, count: a.count + b.count };
}

function variantsOf(elements: readonly Element[]): Variant[] {
  return elements.reduce<Variant[]>(
    (all, element) => all.flatMap((before) => elementVariants(element).map((after) => joined(before, after))),
    [EMPTY],
  );
}

const node = (): TrieNode => ({ bytes: new Map() });

function follow(at: TrieNode, step: Step): TrieNode {
  if ('number' in step) {
    at.number ??= node();
    return at.number;
  }
  if ('text' in step) {
    at.text ??= { stop: step.text, next: node() };
    return at.text.next;
  }
  const next = at.bytes.get(step.byte) ?? node();
  at.bytes.set(step.byte, next);
  return next;
}

export function buildTrie(): { root: TrieNode; endings: Ending[] } {
  const root = node();
  const endings: Ending[] = [];
  for (const { type, elements } of LINE_FORMS)
    for (const { path, numbers } of variantsOf(elements)) {
      const last = path.reduce(follow, root);
      // An earlier form of the same line holds.
      last.ending ??= endings.push({ type, numbers }) - 1;
    }
  return { root, endings };
}
