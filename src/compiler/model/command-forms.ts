/** The shapes of commands as forms: what holds for the lines of the module is asked of those of the host too. */
import type { Atom, Command, CommandForm, CommandShape, Form, LiteralAtom, Model, Variant } from './model.js';

/** What follows the name. */
export const SIGNS: Readonly<Record<CommandForm, string>> = { test: '=?', read: '?', write: '=', execute: '' };

/** A command that begins like what `while` names: `#` stands for a number there. */
export const commandLike = (pattern: string): string => pattern.replaceAll('#', '1');

/** `AT+CIPSTART=`, what appears before the parameters. */
export function frontOf({ heads }: Command, { form }: CommandShape): string {
  return `${heads[0] ?? ''}${SIGNS[form]}`;
}

function inFront(front: string, { accepts, parts = [accepts] }: LiteralAtom): LiteralAtom {
  const longer = accepts.map((spelling) => front + spelling);
  return { kind: 'literal', canonical: longer[0] ?? front, accepts: longer, parts: [[front], ...parts] };
}

function withFront(front: string, { atoms }: Variant): Variant {
  const [first, ...rest] = atoms;
  if (first?.kind === 'literal') return { atoms: [inFront(front, first), ...rest] };
  const literal: Atom = { kind: 'literal', canonical: front, accepts: [front] };
  return { atoms: [literal, ...atoms] };
}

/** Its type is the command's name and the shape's form. */
export function formOfShape(command: Command, shape: CommandShape): Form {
  const front = frontOf(command, shape);
  const head = { kind: 'literal', text: front, presence: 'required', caseless: false } as const;
  return {
    type: `${command.name} ${shape.form}`,
    kind: 'echo',
    doc: command.doc,
    location: shape.location,
    fallback: false,
    syntax: { kind: 'sequence', items: [head, shape.syntax] },
    fields: shape.fields,
    variants: shape.variants.map((variant) => withFront(front, variant)),
    ending: shape.atOnce ? { kind: 'at-once', tail: '' } : { kind: 'line', cr: true },
    whileInFlight: undefined,
    yields: false,
    transparent: undefined,
    numeric: undefined,
    restarts: false,
    payloadDoc: [],
    examples: [],
  };
}

/** One form a shape. */
export function commandForms({ commands }: Model): Form[] {
  return commands.flatMap((command) => command.shapes.map((shape) => formOfShape(command, shape)));
}

/** Everything that describes a line, whichever side writes it. */
export function allForms(model: Model): Form[] {
  return [...model.forms, ...commandForms(model)];
}
