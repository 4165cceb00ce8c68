/** Whether a line is a form of the module's, told by the tokenizer: no message is made of it. */
import { Tokenizer } from '../../index.js';
import { CR, LF } from '../../runtime/contract/bytes.js';
import { copyInto } from '../../runtime/values/copy.js';
import { weightOf } from './forms.js';

export class FormCheck {
  private readonly line: Uint8Array;
  private tokens = 0;
  private isKnown = false;
  private readonly tokenizer = new Tokenizer({
    form: (view) => {
      this.tokens++;
      this.isKnown = weightOf(view) > 0;
    },
    echo: () => this.other(),
    data: () => this.other(),
    unrecognized: () => this.other(),
  });

  /** `longest`: no line is longer. */
  constructor(longest: number) {
    this.line = new Uint8Array(longest + 2);
  }

  isForm(b: Uint8Array, from: number, to: number): boolean {
    const { line, tokenizer } = this;
    const length = to - from;
    copyInto(line, 0, b, from, to);
    line[length] = CR;
    line[length + 1] = LF;
    this.tokens = 0;
    this.isKnown = false;
    tokenizer.write(line.subarray(0, length + 2));
    tokenizer.reset();
    return this.tokens === 1 && this.isKnown;
  }

  private other(): void {
    this.tokens++;
    this.isKnown = false;
  }
}
