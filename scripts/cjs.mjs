// After the build: each ES module of dist in CommonJS as well. tsup would take classes apart for that, which makes reading
// more than twice as slow; and cut anew, so that an error class would not be the same class from every entry.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const modules = readdirSync(dist).filter((file) => file.endsWith('.js') && file !== 'cli.js');

/** What a module imports stays where it is, under its new name. */
const asCommonJs = {
  name: 'as-commonjs',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ kind, path }) => {
      if (kind === 'entry-point') return undefined;
      return { path: path.replace(/^(\.\/.*)\.js$/, '$1.cjs'), external: true };
    });
  },
};

await build({
  absWorkingDir: dist,
  entryPoints: modules,
  outdir: dist,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'es2022',
  minifyWhitespace: true,
  lineLimit: 160,
  plugins: [asCommonJs],
});
