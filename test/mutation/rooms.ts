/** Which tests speak of which sources. A room names them with the likeliest first; a folder's name ends with a slash. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Room {
  /** What the paths of its sources begin with. */
  readonly sources: string;
  readonly tests: readonly string[];
  /** Properties ask a part of their questions: a fault that they find they find soon. */
  readonly times?: string;
}

const CASES = ['test/spec/spec.test.ts'];
const COMMANDS = ['test/commands/', ...CASES, 'test/targets/encoder.test.ts', 'test/compiler/commands.test.ts'];
const STREAM = ['test/runtime/', ...CASES, 'test/commands/', 'test/streams/', 'test/session/'];
const PROPERTIES = ['test/properties/', 'test/fuzz/smoke.test.ts'];
/** What the compiler writes must be what is committed, as `npm run generate:check` has it. */
const GENERATED = 'test/mutation/generated.check.ts';
const NOTATION = [
  'test/compiler/notation.test.ts',
  'test/compiler/faulty.test.ts',
  'test/compiler/refusals.test.ts',
  'test/compiler/commands.test.ts',
  'test/compiler/examples.test.ts',
  'test/compiler/strangers.test.ts',
  'test/compiler/field-docs.test.ts',
];
const AUTOMATON = [
  'test/compiler/outcomes.test.ts',
  'test/compiler/minimise.test.ts',
  'test/compiler/plan.test.ts',
  'test/compiler/spellings.test.ts',
];
const CHECKED = ['test/cli/check.test.ts'];
const CAPTURE = [
  'test/capture/command-lines.test.ts',
  'test/capture/decode.test.ts',
  'test/capture/captures.test.ts',
  'test/capture/containers.test.ts',
  'test/capture/relearn.test.ts',
  'test/capture/bytes.test.ts',
  'test/capture/log.test.ts',
];

/** The first that a source is of counts. */
export const ROOMS: readonly Room[] = [
  {
    sources: 'src/runtime/commands/',
    tests: [...COMMANDS, 'test/properties/commands.test.ts', 'test/reference/commands.test.ts'],
    times: '0.1',
  },
  { sources: 'src/runtime/', tests: [...STREAM, 'test/targets/encoder.test.ts', ...PROPERTIES], times: '0.1' },
  { sources: 'src/compiler/notation/', tests: [...NOTATION, GENERATED, ...CHECKED, 'test/cli/compile.test.ts'] },
  { sources: 'src/compiler/passes/', tests: [...NOTATION, GENERATED, ...CHECKED] },
  {
    sources: 'src/compiler/automaton/',
    tests: [...AUTOMATON, ...NOTATION, GENERATED, ...CHECKED, 'test/program/'],
  },
  { sources: 'src/compiler/model/', tests: [...NOTATION, GENERATED, 'test/targets/grammar.test.ts', ...CHECKED] },
  {
    sources: 'src/compiler/program/',
    tests: ['test/program/', GENERATED, 'test/compact/bind.test.ts', 'test/c/package.test.ts', 'test/c/readme.test.ts'],
  },
  {
    sources: 'src/compiler/targets/',
    tests: ['test/targets/', GENERATED, 'test/compiler/field-docs.test.ts', 'test/c/package.test.ts'],
  },
  {
    sources: 'src/compiler/',
    tests: [
      ...AUTOMATON,
      ...NOTATION,
      GENERATED,
      'test/compiler/selection.test.ts',
      ...CHECKED,
      'test/targets/examples.test.ts',
      'test/program/',
    ],
  },
  {
    sources: 'src/capture/',
    tests: [...CAPTURE, 'test/cli/inputs.test.ts', 'test/cli/decode.test.ts', 'test/cli/encode.test.ts'],
  },
];

const root = join(import.meta.dirname, '../..');
const isFolder = (path: string): boolean => path.endsWith('/');

/** What a room names and is not there. */
export function missingOf({ sources, tests }: Room): string[] {
  return [sources, ...tests].filter((path) => {
    const place = join(root, path);
    return !existsSync(place) || statSync(place).isDirectory() !== isFolder(path);
  });
}

export function roomOf(file: string): Room {
  const room = ROOMS.find(({ sources }) => file.startsWith(sources));
  if (room === undefined) throw new Error(`no tests are known for ${file}`);
  return room;
}

/** The files of a room's tests, in its order and each once. */
export function testsOf({ tests }: Room): string[] {
  const files = tests.flatMap((path) => (isFolder(path) ? inFolder(path) : [path]));
  return [...new Set(files)];
}

function inFolder(folder: string): string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `${folder}${name}`)
    .sort();
}
