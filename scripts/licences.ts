/** The code of others that a build bundles is published with their licences. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Options } from 'tsup';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

const FILE = 'THIRD-PARTY-LICENSES.txt';
const HEAD = 'The files of this folder contain the following libraries, or parts of them.\n';

/** The folder of the package a file belongs to; undefined for our own. */
function packageOf(file: string): string | undefined {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/** Licences that ask for nothing, not even to be handed on. */
const ASKS_NOTHING = ['CC0-1.0', 'Unlicense', '0BSD'];

function licenceOf(folder: string): string {
  const {
    name,
    version,
    license = 'unknown',
  } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const texts = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  if (texts.length === 0 && !ASKS_NOTHING.includes(license)) {
    throw new Error(`${folder} is bundled, and has no licence that could go with it`);
  }
  const parts = texts.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return `${[`${'-'.repeat(80)}\n${name} ${version} (${license})`, ...parts].join('\n\n')}\n`;
}

/** Writes the licences of everything that the builds it is given to have bundled, into the folder of their output. */
export function collectLicences(): Plugin {
  // Each entry and format is a build of its own: whichever ends last has seen all.
  const folders = new Set<string>();
  return {
    name: 'collect-licences',
    setup(build) {
      build.onEnd(({ metafile }) => {
        for (const output of Object.values(metafile?.outputs ?? {})) {
          for (const [file, { bytesInOutput }] of Object.entries(output.inputs)) {
            const folder = bytesInOutput > 0 ? packageOf(file) : undefined;
            if (folder !== undefined && existsSync(folder)) folders.add(folder);
          }
        }
        const outdir = build.initialOptions.outdir ?? 'dist';
        mkdirSync(outdir, { recursive: true });
        writeFileSync(join(outdir, FILE), `${HEAD}\n${[...folders].sort().map(licenceOf).join('\n')}`);
      });
    },
  };
}
