import { type Capture, CONTAINERS, LOSSES, openContainer, SAMPLE_SIZE } from '../../capture/index.js';
import { sampled } from './sample.js';

export interface Contained {
  readonly capture: Capture;
  /** The log, from its beginning. */
  readonly chunks: AsyncGenerator<Uint8Array>;
}

/** Whether such a container can be asked for. */
export const isContainer = (name: string): boolean =>
  name === 'auto' || name.split('+').every((part) => CONTAINERS.some((container) => container.name === part));

export async function openLog(chunks: AsyncGenerator<Uint8Array>, name: string): Promise<Contained> {
  // Raw bytes need no looking at: what is listened to is shown at once.
  if (name === 'raw') return { capture: openContainer(name, new Uint8Array(0)), chunks };
  const { sample, all } = await sampled(chunks, SAMPLE_SIZE);
  return { capture: openContainer(name, sample), chunks: all };
}

const isStream = (name: string): boolean => CONTAINERS.some((one) => one.name === name && one.kind === 'stream');

/** Whether the log tells who has sent what. */
export const isDirected = ({ container, losses }: Capture): boolean =>
  !isStream(container) && !losses.includes('direction');

/** What the user should know of a container that was recognised, or asked for. */
export function remarksOn({ container, losses, remark }: Capture): string[] {
  const readAs = container === 'raw' ? [] : [`read as ${container} (--container raw: as bytes)`];
  return [...readAs, ...losses.map((loss) => LOSSES[loss]), ...(remark === undefined ? [] : [remark])];
}
