/** A module on a clock that stands still, and a host that writes to it. */
import { Module, type ModuleOptions, type Observed, VirtualClock } from '../../src/module.js';
import { bytesOf, textOf } from '../latin1.js';

export class Desk {
  readonly clock = new VirtualClock();
  readonly events: Observed[] = [];
  readonly module: Module;
  private said = '';

  constructor(options: Partial<ModuleOptions> | ((clock: VirtualClock) => Partial<ModuleOptions>) = {}) {
    this.module = new Module({
      clock: this.clock,
      onBytes: (bytes) => {
        this.said += textOf(bytes);
      },
      onEvent: (event) => this.events.push(event),
      ...(typeof options === 'function' ? options(this.clock) : options),
    });
  }

  /** What the module says within so many milliseconds after the host has written this. */
  write(text: string, milliseconds = 5000): string {
    this.module.write(bytesOf(text));
    return this.wait(milliseconds);
  }

  /** The same of a command line, without its echo. */
  ask(line: string, milliseconds = 5000): string {
    return this.write(`${line}\r`, milliseconds).replace(`${line}\r`, '');
  }

  wait(milliseconds: number): string {
    this.clock.advance(milliseconds);
    return this.heard();
  }

  /** What the module has said since this was asked. */
  heard(): string {
    const { said } = this;
    this.said = '';
    return said;
  }

  /** Lines that bring up the bearer, and what else is to be set before. */
  bringUp(...settings: readonly string[]): this {
    for (const line of [...settings, 'AT+CSTT="internet"', 'AT+CIICR', 'AT+CIFSR']) this.ask(line);
    return this;
  }

  connect(line = 'AT+CIPSTART="TCP","203.0.113.10",7000'): this {
    this.ask(line);
    return this;
  }
}
