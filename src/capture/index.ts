/** Readers of logs: the table of containers, and how a log is opened. */

import { exchange } from './containers/layers/exchange.js';
import { head } from './containers/layers/head.js';
import { json } from './containers/layers/json.js';
import { margin } from './containers/layers/margin.js';
import { markup } from './containers/layers/markup.js';
import { stamped } from './containers/layers/stamped.js';
import { espIdf } from './containers/rows/esp-idf.js';
import { hexdump } from './containers/rows/hexdump.js';
import { saleae } from './containers/rows/saleae.js';
import { sigrok } from './containers/rows/sigrok.js';
import { sigrokCsv } from './containers/rows/sigrok-csv.js';
import { xxd } from './containers/rows/xxd.js';
import { zephyr } from './containers/rows/zephyr.js';
import { base64 } from './containers/spellings/base64.js';
import { decimal } from './containers/spellings/decimal.js';
import { escaped } from './containers/spellings/escaped.js';
import { hex } from './containers/spellings/hex.js';
import { visible } from './containers/spellings/visible.js';
import { lines } from './containers/streams/lines.js';
import { raw } from './containers/streams/raw.js';
import { streamOf } from './containers/streams/stream.js';
import { terminal } from './containers/streams/terminal.js';
import { headless, shapedLeaf } from './learn/learn.js';
import { shapesOf } from './learn/template.js';
import type { Capture, Container, LinePlan } from './read/contract.js';
import { linesOf, wholeLines } from './read/lines.js';
import { capturePlan, streamPlan, tableOf } from './read/plan.js';
import { LineReading } from './read/reading.js';
import { bytesOf, textOf, withoutColour } from './read/text.js';
import { Judge } from './recognise/judge.js';
import { bestPlan, score, triedPlan } from './recognise/recognise.js';

export { isEscape } from './containers/spellings/escape.js';
export { extract, HeadMatcher } from './learn/shape.js';
export { TemplateError, templateOf, templatesIn } from './learn/template.js';
export type {
  Capture,
  CaptureEvent,
  CaptureReader,
  Container,
  Direction,
  Label,
  Loss,
  OnLine,
  Piece,
  Shape,
} from './read/contract.js';
export {
  type Answered,
  type CaptureOptions,
  decodeCapture,
  type OnCaptured,
  type Origin,
  type Sent,
} from './read/decode.js';
export { LOSSES } from './read/losses.js';

/** In the order they are tried: of two that read a log equally well, the first is taken. */
export const CONTAINERS: readonly Container[] = [
  raw,
  terminal,
  lines,
  json,
  margin,
  stamped,
  head,
  markup,
  exchange,
  espIdf,
  zephyr,
  xxd,
  hexdump,
  saleae,
  sigrokCsv,
  sigrok,
  visible,
  escaped,
  hex,
  decimal,
  base64,
];

const TABLE = tableOf(CONTAINERS);

/** How much of a log is looked at. */
export const SAMPLE_SIZE = 256 * 1024;

/** A container must be better than no container by this share of its bytes. */
const MARGIN = 0.02;

function named(name: string): Container[] {
  return name.split('+').map((part) => {
    const found = CONTAINERS.find((container) => container.name === part);
    if (found === undefined) throw new RangeError(`no such container: ${part}`);
    return found;
  });
}

function recognised(sample: Uint8Array): Capture {
  const stream = streamOf(sample);
  const best = bestPlan(TABLE, sample, []);
  if (best === undefined) return stream;
  const { value, bytes } = best.score;
  return value > score(stream, sample).value + MARGIN * bytes ? best.capture : stream;
}

/** Of lines that nothing explains, so much must be the module's for them to be read otherwise. */
const LEAST_SHARE = 0.1;

/** The same capture, which learns again where its log changes. */
function learning(capture: Capture): Capture {
  const { plan } = capture;
  if (plan === undefined) return capture;
  const relearn = (lines: readonly string[]): LinePlan | undefined => {
    const best = bestPlan(TABLE, bytesOf(lines.join('\n')), []);
    const isRead = best !== undefined && best.score.value > LEAST_SHARE * best.score.bytes;
    return isRead ? best.capture.plan : undefined;
  };
  return {
    ...capture,
    reader: (emit, remark = () => {}, onLine = () => {}, stream) =>
      new LineReading(plan, { emit, remark, onLine, stream }, relearn),
  };
}

function opened(name: string, sample: Uint8Array): Capture {
  const asked = named(name);
  const [first] = asked;
  if (first?.kind === 'stream') return streamPlan(first, sample);
  if (first?.kind === 'spelling')
    return capturePlan([], shapedLeaf([headless(first, sample)]), { directed: false, foreign: false });
  return bestPlan(TABLE, sample, asked)?.capture ?? capturePlan([], shapedLeaf([]), { directed: false, foreign: true });
}

/** Opens a log whose lines the user describes; a `TemplateError` says what is wrong with a description. */
export function openTemplates(templates: readonly string[], sample: Uint8Array): Capture {
  const lines = linesOf(wholeLines(sample.subarray(0, SAMPLE_SIZE))).map((line) => ({ text: withoutColour(line) }));
  // Lines are bytes, and what a user types is UTF-8.
  const typed = templates.map((template) => textOf(new TextEncoder().encode(template)));
  return triedPlan([], shapedLeaf(shapesOf(typed, lines, new Judge())), sample.subarray(0, SAMPLE_SIZE)).capture;
}

/**
 * Opens a log by its first bytes, `'auto'` or by its container's name; names of nested containers are joined by `+`
 * (`json+lines`), and what is not named is recognised. The reader then wants the log from its beginning.
 */
export function openContainer(name: string, sample: Uint8Array): Capture {
  const head = wholeLines(sample.subarray(0, SAMPLE_SIZE));
  return name === 'auto' ? learning(recognised(head)) : opened(name, head);
}
