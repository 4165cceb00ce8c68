/** Finds what carries out a command: what a chapter has for it, or what holds for every setting. */
import { answersTo, type ParsedCommand } from '../index.js';
import type { Chapter } from './chapter.js';
import type { Device } from './device.js';
import { NOT_SUPPORTED } from './errors.js';
import type { Exchange } from './line/exchange.js';
import type { Outgoing } from './outgoing.js';
import { rangesOf } from './settings/ranges.js';

type Handler = (command: never, exchange: Exchange) => void;
/** The same as `Handlers`, without what each is a handler of. */
type ByForm = Readonly<Record<string, Readonly<Record<string, Handler>> | undefined>>;
export type Perform = (command: ParsedCommand, exchange: Exchange) => void;

function handlersOf(chapters: readonly Chapter[]): Map<string, Handler> {
  const all = new Map<string, Handler>();
  for (const { handlers } of chapters) {
    const byType: ByForm = handlers;
    for (const [type, forms] of Object.entries(byType))
      for (const [form, handler] of Object.entries(forms ?? {})) all.set(`${type} ${form}`, handler);
  }
  return all;
}

/** The setting that AT+X? reads back. */
function settingOf(command: ParsedCommand, device: Device): Outgoing['type'] | undefined {
  const read = { type: command.type, form: 'read' } as ParsedCommand;
  if (command.type === 'unknown-command' || !isKnown(read)) return undefined;
  return [...answersTo(read).answers].find((type) => device.settings.has(type)) as Outgoing['type'] | undefined;
}

function isKnown(command: ParsedCommand): boolean {
  try {
    answersTo(command);
    return true;
  } catch {
    return false; // There is no such shape of it.
  }
}

function test(command: ParsedCommand, exchange: Exchange) {
  const ranges = answersTo(command).answers.has('test-response') ? rangesOf(command.type) : undefined;
  if (ranges) exchange.respond(ranges);
  exchange.end();
}

function performSetting(command: ParsedCommand, device: Device, exchange: Exchange) {
  const form = 'form' in command ? command.form : undefined;
  if (form === 'test') return test(command, exchange);
  const setting = settingOf(command, device);
  if (setting === undefined || form === 'execute') return exchange.refuse(NOT_SUPPORTED);
  if (form === 'read') exchange.respond(device.settings.get(setting));
  else device.settings.change(setting, command);
  exchange.end();
}

export function dispatcher(chapters: readonly Chapter[], device: Device): Perform {
  const handlers = handlersOf(chapters);
  return (command, exchange) => {
    if (command.type === 'unknown-command') return exchange.refuse(NOT_SUPPORTED);
    const handler = handlers.get(`${command.type} ${command.form}`);
    // The key is the type and the form of the command: this is the handler of just that.
    if (handler) handler(command as never, exchange);
    else performSetting(command, device, exchange);
  };
}
