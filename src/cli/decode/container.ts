import {
  type Capture,
  CONTAINERS,
  LOSSES,
  openContainer,
  openTemplates,
  SAMPLE_SIZE,
  TemplateError,
} from '../../capture/index.js';
import { Unreadable } from '../fault.js';
import { sampled } from './sample.js';

export interface Contained {
  readonly capture: Capture;
  /** The log, from its beginning. */
  readonly chunks: AsyncGenerator<Uint8Array>;
}

/** Whether such a container can be asked for. */
export const isContainer = (name: string): boolean =>
  name === 'auto' || name.split('+').every((part) => CONTAINERS.some((container) => container.name === part));

function described(templates: readonly string[], sample: Uint8Array): Capture {
  try {
    return openTemplates(templates, sample);
  } catch (error) {
    throw error instanceof TemplateError ? new Unreadable(error.message) : error;
  }
}

/** `templates`: the user says what its lines are made of. */
export async function openLog(
  chunks: AsyncGenerator<Uint8Array>,
  name: string,
  templates: readonly string[] = [],
): Promise<Contained> {
  // Raw bytes need no looking at: what is listened to is shown at once.
  if (name === 'raw') return { capture: openContainer(name, new Uint8Array(0)), chunks };
  const { sample, all } = await sampled(chunks, SAMPLE_SIZE);
  const capture = templates.length > 0 ? described(templates, sample) : openContainer(name, sample);
  return { capture, chunks: all };
}

const isStream = (name: string): boolean => CONTAINERS.some((one) => one.name === name && one.kind === 'stream');

/** Whether the log is the stream itself: its bytes are the module's. */
export const isStreamOnly = ({ container }: Capture): boolean => isStream(container);

/** Whether the log tells who has sent what. */
export const isDirected = ({ container, losses }: Capture): boolean =>
  !isStream(container) && !losses.includes('direction');

/** What the user should know of a container that was recognised, or asked for. */
export function remarksOn({ container, losses, remark, shapes }: Capture): string[] {
  const how = shapes === undefined ? '' : '--explain: how; ';
  const readAs = container === 'raw' ? [] : [`read as ${container} (${how}--container raw: as bytes)`];
  return [...readAs, ...losses.map((loss) => LOSSES[loss]), ...(remark === undefined ? [] : [remark])];
}
