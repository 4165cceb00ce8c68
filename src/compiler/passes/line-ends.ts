import type { Element, FormEntry } from '../notation/ast.js';
import type { Finding } from '../notation/errors.js';
import { formsIn } from '../notation/walk.js';
import type { Pass } from './pass.js';

type Literal = Element & { readonly node: 'literal' };

/** The literals at one edge: in each alternative, and before one that may be missing. */
function atEdge(elements: readonly Element[], edge: 0 | -1): Literal[] {
  const element = elements.at(edge);
  if (element === undefined) return [];
  const rest = edge === 0 ? elements.slice(1) : elements.slice(0, -1);
  switch (element.node) {
    case 'literal':
      return element.presence === 'required' ? [element] : [element, ...atEdge(rest, edge)];
    case 'space':
      return atEdge(rest, edge);
    case 'optional':
      return [...atEdge(element.items, edge), ...atEdge(rest, edge)];
    case 'choice':
      return element.branches.flatMap((branch) => atEdge(branch, edge));
    default:
      return [];
  }
}

function findingsIn({ readings, ending }: FormEntry): Finding[] {
  const begin = readings.flatMap((elements) => atEdge(elements, 0)).filter(({ text }) => /^[\r\n]/.test(text));
  // After a form that ends at once no line end is added: it may have one of its own.
  const last = ending?.node === 'at-once' ? [] : readings.flatMap((elements) => atEdge(elements, -1));
  const end = last.filter(({ text }) => /[\r\n]$/.test(text) && !begin.some((literal) => literal.text === text));
  const remedy = ending === undefined ? 'leave it out' : 'write `eol` instead, which takes any line end';
  return [
    ...begin.map(({ location }) => ({
      location,
      message: 'the line end before a form is no part of it: leave it out',
    })),
    ...end.map(({ location }) => ({
      location,
      message: `the line end after a form is no part of its text: ${remedy}`,
    })),
  ];
}

/** `"+X: 1\r\n"`, which would only be read with two line ends after it. */
export const lineEnds: Pass = (_, entries) => formsIn(entries).flatMap(findingsIn);
