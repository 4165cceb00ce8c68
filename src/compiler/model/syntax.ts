/** The elements of a form -> the syntax documents show. */
import type { Element } from '../notation/ast.js';
import { fieldNameOf } from '../notation/walk.js';
import type { Syntax } from './model.js';
import type { Types } from './variants.js';

function sequenceOf(elements: readonly Element[], types: Types): Syntax {
  const items = elements.flatMap((element) => itemOf(element, types));
  const [only] = items;
  return items.length === 1 && only !== undefined ? only : { kind: 'sequence', items };
}

function itemOf(element: Element, types: Types): Syntax[] {
  switch (element.node) {
    case 'literal': {
      const { text, presence, caseless } = element;
      return [{ kind: 'literal', text, presence, caseless }];
    }
    case 'space':
      return [{ kind: 'literal', text: ' ', presence: element.presence, caseless: false }];
    case 'line-end':
      return [{ kind: 'line-end' }];
    case 'optional':
      return [{ kind: 'optional', item: sequenceOf(element.items, types) }];
    case 'choice':
      return [{ kind: 'choice', items: element.branches.map((items) => sequenceOf(items, types)) }];
    case 'field': {
      const type = types.get(element.location);
      return type === undefined ? [] : [{ kind: 'field', name: fieldNameOf(element), type }];
    }
  }
}

export const syntaxOf: (elements: readonly Element[], types: Types) => Syntax = sequenceOf;
