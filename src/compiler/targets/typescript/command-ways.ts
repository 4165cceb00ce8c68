/** The types of commands: how many there are, and what they are called. */
import { type Choice, choicesOf } from '../../model/choices.js';
import { COMMAND_FORMS, type Command, type CommandForm, type CommandShape, type Model } from '../../model/model.js';
import { pascalCase } from './source.js';

/** One way to give the parameters of a shape: an interface. */
export interface Way {
  readonly name: string;
  readonly shape: CommandShape;
  readonly choice: Choice;
}

/** A command in one of its forms: `CipsendWriteCommand`. With several ways to give its parameters it is their union. */
export interface CommandType {
  readonly command: Command;
  readonly form: CommandForm;
  readonly name: string;
  readonly ways: readonly Way[];
}

function commandType(command: Command, form: CommandForm): CommandType {
  const shapes = command.shapes.filter((shape) => shape.form === form);
  const all = shapes.flatMap((shape) => choicesOf(shape).map((choice) => ({ shape, choice })));
  const stem = `${pascalCase(command.name)}${pascalCase(form)}`;
  const ways = all.map((way, i) => ({ ...way, name: `${stem}${all.length === 1 ? '' : i + 1}Command` }));
  return { command, form, name: `${stem}Command`, ways };
}

export const commandTypes = ({ commands }: Model): CommandType[] =>
  commands
    .flatMap((command) => COMMAND_FORMS.map((form) => commandType(command, form)))
    .filter(({ ways }) => ways.length > 0);
