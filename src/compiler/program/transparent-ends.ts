/**
 * The lines that end transparent mode, as code that is at each byte in the longest beginning of one. All begin with CR LF
 * and hold no CR but the one of their line end, so that what goes on with none of them begins anew with the byte in hand.
 */

import {
  DEPTH,
  FOLLOW,
  GOTO,
  LEAVE,
  LEAVES_ALWAYS,
  LEAVES_ASKED,
  NOTHING,
  SWITCH,
  WHILE,
} from '../../runtime/contract/program.js';
import type { Form, Model } from '../model/model.js';
import { plainVariant } from '../tables/machine.js';
import { type Assembler, Label } from './assembler.js';

export interface TransparentLine {
  readonly form: Form;
  /** Line ends before and after included. */
  readonly text: string;
  readonly whenAsked: boolean;
  /** Only where one of these commands has begun the mode, as the machine names them; undefined: whatever did. */
  readonly of: readonly string[] | undefined;
}

export function transparentLines(model: Model): TransparentLine[] {
  return model.forms.flatMap((form) => {
    if (form.transparent !== 'ends' && form.transparent !== 'ends-when-asked') return [];
    const [atom] = plainVariant(form).atoms;
    const text = atom?.kind === 'literal' ? atom.canonical : '';
    if (text === '' || /[\r\n\x80-\xff]/.test(text))
      throw new RangeError(`form ${form.type} ends transparent mode: it must be one line of ASCII`);
    return [
      { form, text: `\r\n${text}\r\n`, whenAsked: form.transparent === 'ends-when-asked', of: form.transparentOf },
    ];
  });
}

/** With which lines the bytes so far may go on: those that always end the mode, those that do when the host has asked. */
function flagsOf(lines: readonly TransparentLine[], prefix: string): number {
  const going = lines.filter(({ text }) => text.startsWith(prefix));
  return (
    (going.some(({ whenAsked }) => !whenAsked) ? LEAVES_ALWAYS : 0) |
    (going.some(({ whenAsked }) => whenAsked) ? LEAVES_ASKED : 0)
  );
}

const LINE_END = '\r\n';

/** Where things are that the code refers to. */
export interface EndPlaces {
  readonly recordOf: (line: TransparentLine) => Label;
  /** Number of the pattern that `while` and `ends transparent of` name. */
  readonly patternOf: (command: string) => number;
}

class EndsWriter {
  private readonly out: Assembler;
  private readonly lines: readonly TransparentLine[];
  /** Where a line end has come, which every end line begins with, and which it ends with. */
  private readonly behindLineEnd = new Label();
  private readonly places: EndPlaces;

  constructor(out: Assembler, lines: readonly TransparentLine[], places: EndPlaces) {
    this.out = out;
    this.lines = lines;
    this.places = places;
  }

  /** What appears after `prefix`, whose last byte has just come. */
  behind(prefix: string): void {
    const { out, lines } = this;
    const flags = flagsOf(lines, prefix);
    if (prefix !== '' && flags !== flagsOf(lines, prefix.slice(0, -1))) out.bytes(FOLLOW, flags);
    const ending = lines.find(({ text }) => text === prefix);
    if (ending) {
      if (ending.of) this.onlyAfter(ending.of);
      out.bytes(LEAVE, flags);
      out.address(this.places.recordOf(ending));
      this.goOnAfterLineEnd();
      return;
    }
    if (prefix === LINE_END) out.label(this.behindLineEnd);
    this.choose(prefix);
  }

  /** In transparent mode `WHILE` asks for the command that has begun it. */
  private onlyAfter(commands: readonly string[]): void {
    const { out, places } = this;
    const leave = new Label();
    for (const command of commands) {
      out.bytes(WHILE, places.patternOf(command));
      out.target(leave);
    }
    this.goOnAfterLineEnd();
    out.label(leave);
  }

  /** The line does not count: its line end may begin another one. */
  private goOnAfterLineEnd(): void {
    this.out.bytes(DEPTH, LINE_END.length, GOTO);
    this.out.target(this.behindLineEnd);
  }

  private choose(prefix: string): void {
    const { out, lines } = this;
    const going = lines
      .filter(({ text }) => text.startsWith(prefix))
      .map(({ text }) => text.slice(0, prefix.length + 1));
    const [only = '', ...others] = [...new Set(going)];
    if (others.length === 0) {
      out.bytes(only.charCodeAt(prefix.length));
      this.behind(only);
      return;
    }
    const labels = [only, ...others].map((next) => ({ next, label: new Label() }));
    for (const { next, label } of labels) {
      out.bytes(SWITCH, next.charCodeAt(prefix.length));
      out.target(label);
    }
    out.bytes(NOTHING);
    for (const { next, label } of labels) {
      out.label(label);
      this.behind(next);
    }
  }
}

/** Writes the code; returns where the data begins. */
export function writeTransparentEnds(out: Assembler, lines: readonly TransparentLine[], places: EndPlaces): Label {
  const start = new Label();
  out.label(start);
  new EndsWriter(out, lines, places).behind('');
  return start;
}
