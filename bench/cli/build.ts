/** The command line as it is built for the package, in one file: `npm run build` takes minutes, most of them for types. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '../..');

/** The path of a program for Node. */
export async function buildCli(directory: string): Promise<string> {
  const outfile = join(directory, 'dist/cli.mjs');
  await build({
    entryPoints: [join(root, 'src/cli.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    external: ['serialport', 'fast-check'],
    logLevel: 'error',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  // It reads its version there.
  cpSync(join(root, 'package.json'), join(directory, 'package.json'));
  return outfile;
}
