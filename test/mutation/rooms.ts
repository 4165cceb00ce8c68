/** Which tests speak of which sources: a fault is looked for with the quick ones, then with the others. */

export interface Room {
  /** What the paths of its sources begin with. */
  readonly sources: string;
  readonly quick: readonly string[];
  readonly others: readonly string[];
}

const STREAM = ['test/spec/cases.test.ts', 'test/spec/captures.test.ts', 'test/runtime/'];
const COMMANDS = ['test/commands/', 'test/spec/commands.test.ts', 'test/targets/encoder.test.ts'];
const GRAMMAR = ['test/compiler/notation', 'test/compiler/faulty', 'test/compiler/refusals', 'test/compiler/commands'];

/** The first that a source is of counts. */
export const ROOMS: readonly Room[] = [
  {
    sources: 'src/runtime/commands/',
    quick: COMMANDS,
    others: ['test/properties/commands', 'test/spec/cases.test.ts', 'test/reference/commands'],
  },
  {
    sources: 'src/runtime/values/',
    quick: [...COMMANDS, ...STREAM],
    others: ['test/properties/'],
  },
  { sources: 'src/runtime/', quick: [...STREAM, ...COMMANDS], others: ['test/properties/', 'test/fuzz/smoke'] },
  {
    sources: 'src/compiler/',
    quick: [...GRAMMAR, 'test/targets/documents', 'test/targets/reference', 'test/targets/arbitraries'],
    others: ['test/targets/', 'test/reference/'],
  },
  {
    sources: 'src/capture/',
    quick: ['test/capture/containers', 'test/capture/decode'],
    others: ['test/capture/', 'test/cli/'],
  },
];

export function roomOf(file: string): Room {
  const room = ROOMS.find(({ sources }) => file.startsWith(sources));
  if (room === undefined) throw new Error(`no tests are known for ${file}`);
  return room;
}
