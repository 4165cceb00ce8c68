/** The command line as it is built for the package, in one file: `npm run build` takes minutes, most of them for types. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { AS_PACKAGED } from '../build.js';

const root = join(import.meta.dirname, '../..');

/** The path of a program for Node. */
export async function buildCli(directory: string): Promise<string> {
  const outfile = join(directory, 'dist/cli.mjs');
  await build({
    entryPoints: [join(root, 'src/cli.ts')],
    outfile,
    ...AS_PACKAGED,
    // Where it is built there is no library to be found. A serial port's is native code.
    external: ['serialport'],
  });
  // It reads its version there.
  cpSync(join(root, 'package.json'), join(directory, 'package.json'));
  return outfile;
}
