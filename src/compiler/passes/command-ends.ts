import type { Command } from '../model/model.js';
import { followedBy, headOf } from '../tables/command-rows.js';
import type { Pass } from './pass.js';

/** The tokenizer has nothing but the beginning of the line to go by. */
function findingsIn(command: Command) {
  const shapes = command.shapes.map((shape) => ({ shape, head: headOf(command, shape) }));
  return shapes
    .filter(({ shape, head }) => {
      const first = shapes.find((other) => other.head === head)?.shape ?? shape;
      return followedBy(first) !== followedBy(shape);
    })
    .map(({ shape, head }) => ({
      location: shape.location,
      message: `another shape begins with ${head} too and ends otherwise: nothing at the beginning tells which`,
    }));
}

/** A command that nothing ends would be in flight for ever. */
function endless({ heads, answering, shapes, location }: Command) {
  const all = shapes.length > 0 ? shapes : [{ ...answering, location }];
  return all
    .filter(({ results }) => results.length === 0)
    .map((one) => ({
      location: one.location,
      message: `nothing ends ${heads[0]}: say \`ends\`, here or as \`default\``,
    }));
}

export const commandEnds: Pass = ({ commands }) =>
  commands.flatMap((command) => [...findingsIn(command), ...endless(command)]);
