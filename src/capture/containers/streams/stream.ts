/** A log without anything around its lines: the bytes themselves, or a terminal's text. */
import { decode } from '../../../index.js';
import type { Capture } from '../../read/contract.js';
import { streamPlan } from '../../read/plan.js';
import { textOf, withoutMark } from '../../read/text.js';
import { weightOf } from '../../recognise/forms.js';
import { raw } from './raw.js';
import { terminal } from './terminal.js';

/** Control bytes that no terminal's text keeps, a CR without LF, or a blank line with CR LF: nothing was taken off. */
const UNTOUCHED = /[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]|\r(?!\n)|\r\n\r\n|^\r\n/;
/** So much of the text must be the decoder's, or nothing is known of the log. */
const LEAST_KNOWN = 0.3;
const LEAST_FOREIGN = 0.1;

interface Shares {
  readonly known: number;
  readonly unknown: number;
}

/** The messages of a sample that speak for it, and those against. */
function sharesOf(sample: Uint8Array): Shares {
  const weights = decode(withoutMark(sample)).map(weightOf);
  const known = weights.filter((weight) => weight >= 0).length;
  return {
    known: known / (weights.length || 1),
    unknown: weights.filter((weight) => weight < 0).length / (weights.length || 1),
  };
}

export function streamOf(sample: Uint8Array): Capture {
  const { known, unknown } = sharesOf(sample);
  if (sample[0] === 0xff && sample[1] === 0xfe) {
    return { ...streamPlan(raw, sample), remark: 'this looks like UTF-16: convert it to UTF-8 first' };
  }
  if (sample.length > 0 && known < LEAST_KNOWN) {
    return { ...streamPlan(raw, sample), remark: 'no container was recognised: read as raw bytes' };
  }
  if (sample.length === 0 || UNTOUCHED.test(textOf(sample))) return streamPlan(raw, sample);
  return unknown < LEAST_FOREIGN ? streamPlan(terminal, sample) : amongText(sample);
}

/** A terminal's text with lines of an application in between: nothing marks them. */
const amongText = (sample: Uint8Array): Capture => ({
  ...streamPlan({ name: terminal.name, losses: [...terminal.losses, 'application-text'] }, sample),
  remark: 'text of an application appears between the lines: the decoder takes it for unrecognised lines, or for text',
});
