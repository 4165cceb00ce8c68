import type { Outgoing } from '../outgoing.js';
import { FACTORY_SETTINGS } from './factory-settings.js';

type SettingOf<T> = Extract<Outgoing, { readonly type: T }>;

/** The settings that AT+X? reads back: each is kept as the very message that the module answers with. */
export class Settings {
  private readonly messages = new Map<string, Outgoing>();

  constructor() {
    this.reset();
  }

  /** As the module leaves the factory. */
  reset(): void {
    for (const message of FACTORY_SETTINGS) this.messages.set(message.type, message);
  }

  /** The speed of the line outlasts a restart. */
  restart(): void {
    const speed = this.get('ipr');
    this.reset();
    this.set(speed);
  }

  has(type: string): boolean {
    return this.messages.has(type);
  }

  get<T extends Outgoing['type']>(type: T): SettingOf<T> {
    // The key is the type of the message: this is what set() put there.
    return this.messages.get(type) as SettingOf<T>;
  }

  set(message: Outgoing): void {
    this.messages.set(message.type, message);
  }

  /** Changes the fields that a command has in common with the setting. */
  change(type: Outgoing['type'], fields: object): Outgoing {
    const { type: _type, form: _form, ...given } = fields as { readonly type?: unknown; readonly form?: unknown };
    const changed: Outgoing = { ...this.get(type), ...given };
    this.set(changed);
    return changed;
  }
}
