/** Readers of logs: the table of containers, and how a log is opened. */

import { arduino } from './containers/layers/arduino.js';
import { awaited } from './containers/layers/awaited.js';
import { bracketed } from './containers/layers/bracketed.js';
import { cutecom } from './containers/layers/cutecom.js';
import { json } from './containers/layers/json.js';
import { libraryDebug } from './containers/layers/library-debug.js';
import { seconds } from './containers/layers/seconds.js';
import { tagged } from './containers/layers/tagged.js';
import { espIdf } from './containers/rows/esp-idf.js';
import { hexdump } from './containers/rows/hexdump.js';
import { saleae } from './containers/rows/saleae.js';
import { sigrok } from './containers/rows/sigrok.js';
import { sigrokCsv } from './containers/rows/sigrok-csv.js';
import { xxd } from './containers/rows/xxd.js';
import { zephyr } from './containers/rows/zephyr.js';
import { escaped } from './containers/spellings/escaped.js';
import { hex } from './containers/spellings/hex.js';
import { plain } from './containers/spellings/plain.js';
import { visible } from './containers/spellings/visible.js';
import { application } from './containers/streams/application.js';
import { raw } from './containers/streams/raw.js';
import { applicationStream, streamOf } from './containers/streams/stream.js';
import { terminal } from './containers/streams/terminal.js';
import type { Capture, Container } from './read/contract.js';
import { wholeLines } from './read/lines.js';
import { streamPlan, tableOf } from './read/plan.js';
import { bestPlan, score } from './recognise/recognise.js';

export { isEscape } from './containers/spellings/escape.js';
export type { Capture, CaptureEvent, CaptureReader, Container, Direction, Loss } from './read/contract.js';
export { type CaptureOptions, decodeCapture, type OnCaptured, type Origin, type Sent } from './read/decode.js';
export { LOSSES } from './read/losses.js';

/** In the order they are tried: of two that read a log equally well, the first is taken. */
export const CONTAINERS: readonly Container[] = [
  raw,
  terminal,
  cutecom,
  arduino,
  bracketed,
  seconds,
  json,
  libraryDebug,
  awaited,
  tagged,
  application,
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
  plain,
];

const TABLE = tableOf(CONTAINERS);

/** How much of a log is looked at. */
export const SAMPLE_SIZE = 64 * 1024;

/** A container must be better than no container by this share of the sample. */
const MARGIN = 0.02;

function named(name: string): Container[] {
  return name.split('+').map((part) => {
    const found = CONTAINERS.find((container) => container.name === part);
    if (found === undefined) throw new RangeError(`no such container: ${part}`);
    return found;
  });
}

function recognised(sample: Uint8Array): Capture {
  const margin = MARGIN * sample.length;
  const stream = streamOf(sample);
  const best = bestPlan(TABLE, sample, [], margin);
  if (best === undefined) return stream;
  return best.score > score(stream, sample) + margin ? best.capture : stream;
}

function opened(name: string, sample: Uint8Array): Capture {
  const asked = named(name);
  const [first] = asked;
  if (first?.kind === 'stream') return streamPlan(first, sample);
  return bestPlan(TABLE, sample, asked, 0)?.capture ?? applicationStream(sample);
}

/**
 * Opens a log by its first bytes, `'auto'` or by its container's name; names of nested containers are joined by `+`
 * (`bracketed+tagged+escaped`), and what is not named is recognised. The reader then wants the log from its beginning.
 */
export function openContainer(name: string, sample: Uint8Array): Capture {
  const head = wholeLines(sample.subarray(0, SAMPLE_SIZE));
  return name === 'auto' ? recognised(head) : opened(name, head);
}
