/** The cases of test/spec as JSON: what a decoder in any language can be proved with. docs/vectors.md describes it. */
import { join } from 'node:path';
import { type Case, readCases, type Step } from '../test/spec/read-cases.js';
import { root } from './grammar-sources.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function stepOf(step: Step): object {
  if (step.kind !== 'call') return { [step.kind]: hex(step.bytes) };
  return step.argument === undefined ? { call: step.method } : { call: step.method, argument: step.argument };
}

function vectorOf({ name, level, options, steps, messages }: Case): object {
  return { name, level, options, steps: steps.map(stepOf), messages };
}

/** Text of each file by its path from the root: a line a vector, so that a change of one is a change of one line. */
export function vectorFiles(): Map<string, string> {
  const folders = ['cases', 'captures'].flatMap((folder) =>
    readCases(join(root, 'test/spec', folder)).map((file) => ({ folder, ...file })),
  );
  return new Map(
    folders.map(({ folder, name, cases }) => {
      const lines = cases.map((one) => JSON.stringify(vectorOf(one)));
      return [`vectors/${folder}/${name}.json`, `[\n${lines.join(',\n')}\n]\n`];
    }),
  );
}
