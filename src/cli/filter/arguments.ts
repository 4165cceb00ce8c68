/** The filters, as options of a command. */
import { type Command, InvalidArgumentError } from 'commander';
import { type Limit, limitIn } from './limit.js';
import { didYouMeanCommand, didYouMeanType, isCommandType, isKindOrType } from './names.js';

function kindOrType(name: string, names: readonly string[] = []): string[] {
  if (!isKindOrType(name)) throw new InvalidArgumentError(`There is no such kind or type.${didYouMeanType(name)}`);
  return [...names, name];
}

function commandType(name: string, names: readonly string[] = []): string[] {
  const type = name
    .replace(/^AT(?=[+&])/i, '')
    .replace(/^[+]/, '')
    .toLowerCase();
  if (!isCommandType(type)) throw new InvalidArgumentError(`There is no such command.${didYouMeanCommand(type)}`);
  return [...names, type];
}

function connection(text: string, numbers: readonly number[] = []): number[] {
  if (!/^\d$/.test(text)) throw new InvalidArgumentError('It is a number, 0 to 9.');
  return [...numbers, Number(text)];
}

function limit(text: string): Limit {
  const found = limitIn(text);
  if (found === undefined) throw new InvalidArgumentError('It is a time (10:05:00), a duration (+90s) or an offset.');
  return found;
}

function count(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError('It is a number, such as 3.');
  return Number(text);
}

const texts = (text: string, others: readonly string[] = []): string[] => [...others, text];

export const addLimits = (command: Command): Command =>
  command
    .option('--since <when>', 'from this time, or offset, on', limit)
    .option('--until <when>', 'up to this time, or offset', limit);

export const addFilters = (command: Command): Command =>
  command
    .option('--only <kind|type>', 'only these messages; may be repeated', kindOrType)
    .option('--not <kind|type>', 'none of these; may be repeated', kindOrType)
    .option('--connection <number>', 'what is of this connection; may be repeated', connection)
    .option('--command <type>', 'such commands, their data and what answers them; may be repeated', commandType)
    .option('--failed', 'results that are not the success of their command')
    .option('--grep <text>', 'with this text in a field; if repeated, with each', texts)
    .option('--around <match>', 'messages before and after a kind, a type or a text')
    .option('--context <count>', 'how many on each side of what --around is for', count, 3);
