import type { CommandEntry, ShapeNode } from '../notation/ast.js';
import type { Finding } from '../notation/errors.js';
import { everyElement } from '../notation/walk.js';
import type { Pass } from './pass.js';

/** What appears between `AT` and the parameters, or all there is. */
const NAME = /^(?:AT(?:[+*][A-Z][A-Z0-9]*|&?[A-Z]|S[0-9]+)?|A\/|[^A-Za-z0-9\s]+)$/;

function nameOf({ heads, shapes }: CommandEntry): Finding[] {
  if (shapes.length === 0) return [];
  const [head, ...more] = heads;
  const further = more.map(({ location }) => ({ location, message: 'a command with shapes has one beginning' }));
  if (head === undefined || NAME.test(head.text)) return further;
  const message = 'a command with shapes begins with its name and no more: "AT+CIPSTART", "ATE"';
  return [{ location: head.location, message }, ...further];
}

/** `AT+X` and registers, `ATS0`, are read and written. */
const isExtended = ({ heads }: CommandEntry): boolean => heads.every((head) => /^AT(?:[+*]|S[0-9])/.test(head.text));

function signless(command: CommandEntry, { form, location }: ShapeNode): Finding[] {
  if (form === 'execute' || isExtended(command)) return [];
  return [{ location, message: `only a command like \`AT+X\` or \`ATS0\` has a shape \`${form}\`` }];
}

function parameters({ form, elements }: ShapeNode): Finding[] {
  const [first] = elements;
  if (first === undefined || form === 'write') return [];
  return form === 'execute' ? [] : [{ location: first.location, message: `a shape \`${form}\` has no parameters` }];
}

function lineEnds({ elements }: ShapeNode): Finding[] {
  return everyElement(elements)
    .filter((element) => element.node === 'line-end')
    .map(({ location }) => ({ location, message: 'a line end would end the command' }));
}

/** A name, and shapes that go with it. */
export const commandHeads: Pass = (_, entries) =>
  entries.flatMap((entry) => {
    if (entry.node !== 'command') return [];
    const shapes = entry.shapes.flatMap((shape) => [
      ...signless(entry, shape),
      ...parameters(shape),
      ...lineEnds(shape),
    ]);
    return [...nameOf(entry), ...shapes];
  });
