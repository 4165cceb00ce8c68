/** Ten million messages through one tokenizer that reads numbers: nothing is allocated. */
import { bundle } from '../build.js';
import { workload } from '../workload/make.js';
import { type NodeCommand, runFresh } from './fresh-node.js';
import type { SteadyRequest, SteadyResult } from './steady.js';

export interface SteadyRow extends SteadyResult {
  readonly of: string;
  readonly bytesPerMessage: number;
  /** Nothing was allocated for the messages. */
  readonly nothing: boolean;
}

const MESSAGES = 10_000_000;
const FEW = 1_000_000;

/** Where offsets stop being small integers. */
const FAR = 2 ** 31;

/** What the engine makes for itself meanwhile, whatever is read; a number object a message would be a hundred times that. */
const OWN = 1 << 20;

export async function steadyState(node: NodeCommand, directory: string, quick: boolean): Promise<SteadyRow[]> {
  const path = await bundle(
    'steady',
    `import { runSteady } from './measure/steady.js';\nawait runSteady();`,
    directory,
  );
  const measure = (of: string, request: Partial<SteadyRequest>): SteadyRow => {
    const whole = { workload: workload('lines'), chunk: 4096, messages: quick ? FEW : MESSAGES, from: 0, ...request };
    const result = runFresh<SteadyResult>(node, ['--expose-gc'], path, whole);
    const nothing = result.grown < OWN && result.collections === 0;
    return { of, ...result, bytesPerMessage: result.grown / result.messages, nothing };
  };
  return [
    measure('chunks of 4096', {}),
    measure('chunks of 64', { chunk: 64 }),
    measure('after the first 2 GiB', { from: FAR }),
  ];
}
