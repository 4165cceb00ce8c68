/** Readers of logs: the table of containers, and how a log is opened. */
import { application } from './application.js';
import { arduino } from './arduino.js';
import { awaited } from './awaited.js';
import { bracketed } from './bracketed.js';
import type { Capture, Container } from './contract.js';
import { cutecom } from './cutecom.js';
import { escaped } from './escaped.js';
import { espIdf } from './esp-idf.js';
import { hex } from './hex.js';
import { hexdump } from './hexdump.js';
import { json } from './json.js';
import { libraryDebug } from './library-debug.js';
import { wholeLines } from './lines.js';
import { plain } from './plain.js';
import { streamPlan, tableOf } from './plan.js';
import { raw } from './raw.js';
import { bestPlan, score } from './recognise.js';
import { saleae } from './saleae.js';
import { seconds } from './seconds.js';
import { sigrok } from './sigrok.js';
import { sigrokCsv } from './sigrok-csv.js';
import { applicationStream, streamOf } from './stream.js';
import { tagged } from './tagged.js';
import { terminal } from './terminal.js';
import { visible } from './visible.js';
import { xxd } from './xxd.js';
import { zephyr } from './zephyr.js';

export type { Capture, CaptureEvent, CaptureReader, Container, Direction, Loss } from './contract.js';
export { type CaptureOptions, decodeCapture, type OnCaptured, type Origin, type Sent } from './decode.js';
export { isEscape } from './escape.js';
export { LOSSES } from './losses.js';

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
