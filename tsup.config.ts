import { join, relative } from 'node:path';
import { defineConfig, type Options } from 'tsup';
import { ENTRIES } from './scripts/entries.js';
import { collectLicences } from './scripts/licences.js';

// What a user's project must bring itself. Everything else an entry imports is bundled: there are no `dependencies`.
const external = ['fast-check', 'hyparquet-writer', 'serialport', /^node:/];
const noExternal = [/^(?!fast-check$|hyparquet-writer$|serialport$|node:)[a-z@]/];

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/** The command line uses the other entries as they are built, instead of carrying a second copy of them. */
const entriesStayOutside: Plugin = {
  name: 'entries-stay-outside',
  setup(build) {
    build.onResolve({ filter: /\/(index|compiler|module|arbitraries|tables)\.js$/ }, ({ path, resolveDir }) => {
      const file = relative('src', join(resolveDir, path));
      const isEntry = /^(index|compiler|module|arbitraries|tables)\.js$/.test(file);
      return isEntry ? { path: `./${file}`, external: true } : undefined;
    });
  },
};

const licences = collectLicences();

const entriesOf = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, `src/${name}.ts`]));

/** Names stay and lines stay short, for the sake of stack traces. */
const compressed: Options = {
  minifyWhitespace: true,
  // Constants are written out where they are used: V8 would look each up, and look at what it is.
  minifySyntax: true,
  esbuildOptions: (options) => {
    options.lineLimit = 160;
  },
};

export default defineConfig([
  {
    // `tables` is no entry of the package: for the command line alone.
    entry: entriesOf([...ENTRIES.filter((name) => name !== 'compiler'), 'tables']),
    format: ['esm'],
    target: 'es2022',
    platform: 'neutral',
    // One copy of the runtime for all entries, so that an error class is the same class from each of them.
    splitting: true,
    ...compressed,
    external,
    noExternal,
    esbuildPlugins: [licences],
  },
  // What the compiler has in common with the other entries is constants.
  {
    entry: entriesOf(['compiler']),
    format: ['esm'],
    target: 'es2022',
    platform: 'neutral',
    minify: true,
    external,
    noExternal,
    esbuildPlugins: [licences],
  },
  // CommonJS and the types: scripts/after-build.ts.
  {
    entry: entriesOf(['cli']),
    format: ['esm'],
    target: 'node20',
    platform: 'node',
    minify: true,
    external,
    noExternal,
    esbuildPlugins: [entriesStayOutside, licences],
    // commander is CommonJS and requires Node's own modules, which an ES module can only do through createRequire.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  },
  // The script of a page that the command line writes: for browsers, in one piece, with its library.
  {
    entry: { 'timeline-page': 'src/cli/timeline/page/timeline-page.ts' },
    format: ['iife'],
    outExtension: () => ({ js: '.js' }),
    target: 'es2023',
    platform: 'browser',
    minify: true,
    loader: { '.css': 'text' },
    noExternal: [/.*/],
    esbuildPlugins: [licences],
  },
]);
