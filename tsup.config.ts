import { defineConfig, type Options } from 'tsup';

// What a user's project must bring itself. Everything else an entry imports is bundled: there are no `dependencies`.
const external = ['fast-check', 'serialport'];
const noExternal = [/^(?!fast-check$|serialport$|node:)[a-z@]/];

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/** The command line uses the other entries as they are built, instead of carrying a second copy of them. */
const entriesStayOutside: Plugin = {
  name: 'entries-stay-outside',
  setup(build) {
    build.onResolve({ filter: /^\.\.\/(index|compiler)\.js$/ }, ({ path }) => ({
      path: path.slice(1),
      external: true,
    }));
  },
};

export default defineConfig([
  {
    entry: { index: 'src/index.ts', runtime: 'src/runtime.ts', compiler: 'src/compiler.ts' },
    format: ['esm', 'cjs'],
    target: 'es2022',
    platform: 'neutral',
    // One copy of the runtime for all entries, so that an error class is the same class from each of them.
    splitting: true,
    // Generated code is half indentation. Names stay and lines stay short, for the sake of stack traces.
    minifyWhitespace: true,
    esbuildOptions: (options) => {
      options.lineLimit = 160;
    },
    // tsup sets an option that TypeScript 6 calls deprecated.
    dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
    external,
    noExternal,
  },
  {
    entry: { cli: 'src/cli.ts' },
    format: ['esm'],
    target: 'node20',
    platform: 'node',
    external,
    noExternal,
    esbuildPlugins: [entriesStayOutside],
    // commander is CommonJS and requires Node's own modules, which an ES module can only do through createRequire.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  },
]);
