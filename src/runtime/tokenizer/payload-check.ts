/** Where the grammar knows what follows a payload, sees from what does follow whether the announced length was true. */
import type { Diagnostic } from '../contract/diagnostic.js';

const NOTHING = 0;
const DIRECTLY = 1; // the payload has just ended
const LATER = 2; // a line end followed it

export class PayloadCheck {
  private readonly report: (diagnostic: Diagnostic) => void;
  private state = NOTHING;
  private offset = 0;
  private form = 0;

  constructor(report: (diagnostic: Diagnostic) => void) {
    this.report = report;
  }

  /** A whole payload has ended at `offset`; the form `trailer` is to come. */
  begin(form: number, offset: number): void {
    this.state = DIRECTLY;
    this.form = form;
    this.offset = offset;
  }

  blank(): void {
    if (this.state === DIRECTLY) this.state = LATER;
  }

  /** A form has come. An unsolicited one may come between a payload and what follows it. */
  matched(form: number, solicited: boolean): void {
    if (this.state === NOTHING) return;
    if (form === this.form) {
      if (this.state === DIRECTLY) this.short();
    } else if (solicited) this.short();
    else return;
    this.state = NOTHING;
  }

  /** A line without a form has come: directly after the payload it is more of it than was announced. */
  unmatched(): void {
    if (this.state === DIRECTLY)
      this.say(
        'payload-long',
        'no line end appears after the payload: it is longer than announced, or bytes of it were lost',
      );
    else if (this.state === LATER) this.short();
    this.state = NOTHING;
  }

  private short(): void {
    this.say('payload-short', 'the payload had fewer bytes than announced and took some of what follows it');
  }

  private say(code: Diagnostic['code'], message: string): void {
    this.report({ code, offset: this.offset, message });
  }
}
