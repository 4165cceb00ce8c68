import { dirname } from 'node:path';
import { circles } from './circles.js';
import { type Edge, edgesOf, reachable, type Sources } from './edges.js';
import { unusedExports } from './exports.js';

export interface Rule {
  /** What must hold, as a test's name. */
  readonly says: string;
  /** What breaks it, one line each. */
  readonly broken: (sources: Sources) => string[];
}

const isModule = (to: string): boolean => !/^(src|generated|test|scripts|bench)\//.test(to);
const show = ({ from, to }: Edge): string => `${from} imports ${to}`;

const edges =
  (wrong: (edge: Edge) => boolean, of = (all: readonly Edge[]): readonly Edge[] => all): Rule['broken'] =>
  (sources) =>
    of(edgesOf(sources)).filter(wrong).map(show);

const isIn = (folder: string, path: string): boolean => path.startsWith(folder);
const isRuntime = (path: string): boolean => isIn('src/runtime/', path) || path === 'src/runtime.ts';
const isCompiler = (path: string): boolean => isIn('src/compiler/', path) || path === 'src/compiler.ts';
const isArbitraries = (path: string): boolean => /^(src|generated)\/arbitraries[./]/.test(path);
const isGenerated = (path: string): boolean =>
  isIn('generated/', path) && !isIn('generated/compiler/', path) && !isArbitraries(path);
/** The floors of the runtime: each imports only those before it. */
const FLOORS = ['contract', 'values', 'commands', 'tokenizer', 'dialogue', 'resync', 'messages'];
const floorOf = (path: string): number => FLOORS.indexOf(/^src\/runtime\/([a-z]+)\//.exec(path)?.[1] ?? '');
const isShipped = (path: string): boolean => isIn('src/', path) || isIn('generated/', path);

/** The parts of the compiler that know no language it writes, by their folders. */
const KNOWS_NO_LANGUAGE = /^src\/compiler\/(notation|passes|model|automaton|tables)\//;
/** `typescript` for a file of that target. */
const targetOf = (path: string): string | undefined => /^src\/compiler\/targets\/([^/]+)\//.exec(path)?.[1];
/** Read by users, or loaded by their names. */
const isEntry = (path: string): boolean => /^src\/([^/]+|capture\/index|compiler\/passes\/[^/]+)\.ts$/.test(path);

/** In a folder of the runtime: more cannot be seen at a glance. */
const MOST_FILES = 14;

function crowded(paths: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > MOST_FILES).map(([folder, count]) => `${folder} has ${count} files`);
}

/** The numbers of a format: whoever writes an engine for it needs them all. */
const isFormat = (path: string): boolean => path === 'src/runtime/contract/program.ts';

/** What is generated for "./compact": the program, and types. */
const OF_COMPACT = ['generated/program.ts', 'generated/messages.ts', 'generated/views.ts'];

export const RULES: readonly Rule[] = [
  {
    says: 'src/runtime imports nothing but itself',
    broken: edges(({ from, to }) => isIn('src/runtime/', from) && !isIn('src/runtime/', to)),
  },
  {
    says: 'a floor of the runtime imports none above it: the framing (tokenizer) stands without the dialogue',
    broken: edges(({ from, to }) => floorOf(from) >= 0 && floorOf(to) > floorOf(from)),
  },
  {
    says: 'generated code imports itself and the runtime',
    broken: edges(({ from, to }) => isGenerated(from) && !isGenerated(to) && !isRuntime(to)),
  },
  {
    says: 'fast-check is imported by the arbitraries alone, and they by nothing but the command that writes a corpus',
    broken: edges(
      ({ from, to }) =>
        (to === 'fast-check' || (isArbitraries(to) && !isIn('src/cli/corpus/', from))) &&
        isShipped(from) &&
        !isArbitraries(from),
    ),
  },
  {
    says: 'nothing the "." entry reaches is the compiler, or anybody else\'s: no module, Node\'s own included',
    broken: edges(
      ({ to }) => isModule(to) || isCompiler(to) || isIn('generated/compiler/', to),
      (all) => reachable('src/index.ts', all),
    ),
  },
  {
    says: 'nothing the "./runtime" entry reaches is generated, the compiler, or anybody else\'s',
    broken: edges(
      ({ to }) => !isRuntime(to),
      (all) => reachable('src/runtime.ts', all),
    ),
  },
  {
    says: 'nothing the "./streams" entry reaches is the compiler, or anybody else\'s: browsers have no modules of Node',
    broken: edges(
      ({ to }) => isModule(to) || isCompiler(to),
      (all) => reachable('src/streams.ts', all),
    ),
  },
  {
    says: 'the streams serve any grammar: src/streams imports the runtime, and no grammar',
    broken: edges(
      ({ from, to }) =>
        isIn('src/streams/', from) && !isIn('src/streams/', to) && to !== 'src/runtime.ts' && to !== 'node:stream',
    ),
  },
  {
    says: 'nothing the "./session" entry reaches is the compiler, or anybody else\'s: a page can have a session',
    broken: edges(
      ({ to }) => isModule(to) || isCompiler(to),
      (all) => reachable('src/session.ts', all),
    ),
  },
  {
    says: 'a session serves any grammar: src/session imports the runtime, what a stream is to it, and no grammar',
    broken: edges(
      ({ from, to }) =>
        isIn('src/session/', from) &&
        !isIn('src/session/', to) &&
        to !== 'src/runtime.ts' &&
        to !== 'src/streams/decoder-like.ts',
    ),
  },
  {
    says: 'only the compiler imports its generated parser, nearley and moo',
    broken: edges(
      ({ from, to }) =>
        (isIn('generated/compiler/', to) || to === 'nearley' || to === 'moo') &&
        isIn('src/', from) &&
        !isCompiler(from),
    ),
  },
  {
    says: 'the engine of the program imports itself and the runtime, and nothing that is generated for the other one',
    broken: edges(
      ({ from, to }) => isIn('src/compact/', from) && !isIn('src/compact/', to) && !isIn('src/runtime/', to),
    ),
  },
  {
    says: 'nothing the "./compact" entry runs is the compiler or the code that is generated for "."',
    broken: edges(
      ({ to }) => isModule(to) || isCompiler(to) || (isGenerated(to) && !OF_COMPACT.includes(to)),
      (all) => reachable('src/compact.ts', all),
    ),
  },
  {
    says: 'the simulated module imports itself, the "." entry, its tables with their reader, and pure values: no input or output',
    broken: edges(
      ({ from, to }) =>
        isIn('src/module', from) &&
        !isIn('src/module', to) &&
        !isIn('src/values/', to) &&
        to !== 'src/index.ts' &&
        to !== 'generated/command-lines.ts' &&
        to !== 'src/runtime/commands/packed.ts',
    ),
  },
  {
    says: 'the compiler knows neither the command line nor what it generates',
    broken: edges(
      ({ from, to }) => isCompiler(from) && (isIn('src/cli', to) || isGenerated(to) || to === 'src/index.ts'),
    ),
  },
  {
    says: 'nothing shipped imports the command line',
    broken: edges(({ from, to }) => isIn('src/cli', to) && isIn('src/', from) && !isIn('src/cli', from)),
  },
  {
    says: 'what is shipped imports no tests or scripts',
    broken: edges(({ from, to }) => isIn('src/', from) && /^(test|scripts|bench)\//.test(to)),
  },
  {
    says: 'what the compiler finds out is of no language: only the list of targets knows the targets',
    broken: edges(({ from, to }) => KNOWS_NO_LANGUAGE.test(from) && isIn('src/compiler/targets/', to)),
  },
  {
    says: 'no target imports another',
    broken: edges(({ from, to }) => {
      const [own, other] = [targetOf(from), targetOf(to)];
      return own !== undefined && other !== undefined && own !== other;
    }),
  },
  {
    says: 'no imports lead back to where they began, imports of types included',
    broken: (sources) => circles(edgesOf(sources).filter(({ from }) => isIn('src/', from))),
  },
  {
    says: `no folder of the runtime has more than ${MOST_FILES} files`,
    broken: (sources) => crowded([...sources.keys()].filter((path) => isIn('src/runtime/', path))),
  },
  {
    says: 'what a file exports, another imports',
    broken: (sources) => unusedExports(sources, (path) => isIn('src/', path) && !isEntry(path) && !isFormat(path)),
  },
  {
    says: 'no file of ours is over 400 lines',
    broken: (sources) =>
      [...sources]
        .filter(([path, text]) => !isIn('generated/', path) && text.split('\n').length > 401)
        .map(([path, text]) => `${path} has ${text.split('\n').length - 1} lines`),
  },
  {
    says: 'no file is named for what it is not',
    broken: (sources) =>
      [...sources.keys()].filter((path) => /helper|util|common|misc|process|manager|packet/i.test(path)),
  },
];
